"""What the pages of the network ask."""

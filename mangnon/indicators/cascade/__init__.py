"""What the targets of the units below come to for the unit above, and how they are proposed."""

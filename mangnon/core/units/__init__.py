"""Administrative units in time: what they are, what became of them, and how to load them."""

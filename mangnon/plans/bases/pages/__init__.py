"""Pages of the register of legal bases."""

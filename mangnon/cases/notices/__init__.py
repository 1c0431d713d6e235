"""Notices: that something of a case is due, or has come, told to whoever must know."""

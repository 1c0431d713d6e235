"""Whether what the catalogue holds beside definitions and lists can be read, and fits together."""

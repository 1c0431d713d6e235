"""Files that prove what was held: photos, decisions, the scan of a signed list."""

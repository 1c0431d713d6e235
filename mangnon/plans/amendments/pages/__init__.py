"""Pages of amendments, and of a plan's versions."""

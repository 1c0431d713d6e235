"""Files that prove a step or harm online: sealed in the home, with their hash."""

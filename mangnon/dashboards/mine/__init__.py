"""A person's own work, the first page that they see."""

"""What people do to a child's record: a file for each kind of action, with its rule."""

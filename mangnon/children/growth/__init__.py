"""A child's measurements: their scores on entry, and the growth charts of its page."""

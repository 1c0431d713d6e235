"""A synthetic province: children, schools and reported figures that look real and are nobody's."""

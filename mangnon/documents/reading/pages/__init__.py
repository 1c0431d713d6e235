"""A page as it is printed, in points from its upper left, made into lines in reading order."""

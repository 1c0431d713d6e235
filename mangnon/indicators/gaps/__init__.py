"""Behind a figure: the rows that were counted, and the list of those that miss the target."""

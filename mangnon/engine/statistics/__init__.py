"""The dated statistics forms of `catalog/statistics/`: what each counts, and whether that holds."""

"""Whether the time limits of cases are kept: counts by unit, limit and month, never a case."""

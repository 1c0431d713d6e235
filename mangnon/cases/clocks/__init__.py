"""Time limits of a case: when each ends, and what starts and stops it."""

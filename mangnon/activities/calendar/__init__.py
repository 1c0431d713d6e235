"""Activities of a month, and as a feed for the calendar of a telephone."""

"""What runs beside the way of a case: proceedings, interviews, penalties, feedback to hotlines."""

"""Opening a case in an emergency: with a reason, for a time, and reviewed by another."""

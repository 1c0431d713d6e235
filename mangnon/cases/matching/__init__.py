"""The lists of police and health beside the cases: both kept, and counted who is in which."""

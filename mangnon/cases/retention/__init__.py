"""How long cases are kept, what holds them back, and what is destroyed in the end."""

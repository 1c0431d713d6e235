"""The pages of what bodies owe."""

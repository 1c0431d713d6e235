"""Places in bulk: from a sheet to the register, and back.

`columns` says what a sheet may hold, `checking` what would become of its rows, `writing` makes it
so and takes it back.
"""

"""Tasks updated together: a sheet out with where each stands, and in with where it stands now.

`columns` says what the sheet holds, `checking` what would become of its rows, `writing` makes it so
and takes it back.
"""

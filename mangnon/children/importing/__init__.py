"""Children in bulk: from a sheet to the register, and back.

`columns` says what a sheet may hold. `prepared` makes its rows comparable, `communes` finds where
each belongs, `cells` says what is wrong with them. `known` reads what the register holds of these
places, `matching` says which child a row is about, `differences` what of it is new.
`writing` puts the differences into the tables and keeps what was there; `undoing` takes them back.
"""

"""The money of a plan: needed, allocated, spent and settled, each line approved by another person.

`line` is one line, `entering` writes it, `approval` decides it and `covering` keeps spending within
what was allocated; `statement` adds up and `workbook` writes that. `fund/` is the ledger of the
Child Protection Fund.
"""

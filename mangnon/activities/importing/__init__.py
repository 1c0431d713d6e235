"""A sign-in list from a spreadsheet: staged, checked, applied and undone by the intake."""

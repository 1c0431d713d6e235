"""Files that prove something: kept sealed, seen by whoever sees a record that holds them.

An app attaches files in three steps: its form has an `UploadsField` (`field.py`), its service calls
`brought_in` (`attaching.py`) in its transaction, and its `AppConfig.ready()` names the model and
the field that hold them with `registries.holds_uploads`.
"""

"""Forms of a case as official documents: filled from a case, or blank to write by hand."""

"""Which paragraph of a document is which element of the decree, told by what it says and where."""

"""The rules of the decree, each a function from the parts of a document to its departures."""

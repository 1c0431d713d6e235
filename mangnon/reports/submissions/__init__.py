"""The report of one body: drafted, written, sent, returned, accepted."""

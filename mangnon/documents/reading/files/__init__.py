"""From a file to lines: `opening.py` chooses, one `*_source.py` reads each kind of file."""

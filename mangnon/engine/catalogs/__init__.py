"""Catalogues side by side: what one says that another does not, and which figures that changes."""

"""Workbooks on their way out: the template to fill in, and the sheet with its errors."""

"""The pages of imports, one topic a file; `urls.py` joins them."""

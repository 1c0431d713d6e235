"""The pages of the register, one topic a file; `urls.py` joins them."""

"""The pages of activities, one topic a file; `urls.py` joins them."""

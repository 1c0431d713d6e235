"""Models of work (mô hình): tried in one place, run, and taken over by others."""

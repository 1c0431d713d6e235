"""Which body owes which report, to whom, and by when."""

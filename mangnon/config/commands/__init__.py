"""What each command of the contract does; `cli.py` has the words and flags."""

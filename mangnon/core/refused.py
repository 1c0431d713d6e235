"""The one exception for people: a rule of the work, or bad input, says no."""


class Refused(Exception):
    """The message is one sentence that says what is wrong, where, and what to do."""

"""The exception of the apps: a rule of the work, or bad input, says no."""

from mangnon.refusal import Refusal


class Refused(Refusal):
    """The message is one sentence that says what is wrong, where, and what to do."""

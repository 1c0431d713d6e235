"""The one error of the checker."""

from mangnon.refusal import Refusal


class CheckError(Refusal):
    """A file cannot be checked; the text is one Vietnamese sentence for the person."""

"""The one error a reader of plans raises."""

from mangnon.refusal import Refusal


class PlanError(Refusal):
    """A file cannot be read as a plan; the text is one Vietnamese sentence for the person."""

"""The one error a reader of plans raises."""


class PlanError(Exception):
    """A file cannot be read as a plan; the text is one Vietnamese sentence for the person."""

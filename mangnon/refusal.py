"""The root of every answer "no" that is meant for a person. It imports nothing."""


class Refusal(Exception):
    """The message says what is wrong, where, and what to do, in one sentence."""

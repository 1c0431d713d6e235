"""Lines of the access table: how an address is asked for, and what each right gets there."""

from dataclasses import dataclass, field

PROVEN = "a second factor"  # stands among the rights of a role that must have one


@dataclass(frozen=True)
class Row:
    """`answers` maps a right to the status in the scope; the first that a role holds decides."""

    method: str
    answers: dict[str, int] = field(default_factory=dict)
    outside: int | None = None
    without: int = 403
    nobody: int = 302


def page(right, inside=200, *, outside=404, also=None):
    return Row("get", {right: inside, **(also or {})}, outside)


def listing(right, inside=200, *, also=None):
    return Row("get", {right: inside, **(also or {})})


def act(right, inside=302, *, outside=404, also=None):
    return Row("post", {right: inside, **(also or {})}, outside)


def kept(row, inside):
    """Return a row of an activity that a body of the province holds, which these people are not of.

    The focal office and the agencies keep what their own organisation holds alone.
    """
    return row("value.load", 404, also={"case.load_list": 404, "activity.edit": inside})


def begin(right, inside=302):
    return Row("post", {right: inside})


def everyone(status, *, method="get", nobody=302, proven=None):
    answers = {} if proven is None else {PROVEN: proven}
    return Row(method, answers, without=status, nobody=nobody)


def holds(rights: set[str], asked: str) -> bool:
    """Say whether who holds these rights holds the one, or all those, that an answer is for."""
    return set(asked.split(" & ")) <= rights


def answer(row: Row, rights: set[str], *, is_inside: bool) -> int:
    """Return the status that the table promises to someone who holds these rights."""
    for right, inside in row.answers.items():
        if holds(rights, right):
            return inside if is_inside or row.outside is None else row.outside
    return row.without

"""Nobody spends more than was allocated, and nobody settles more than was spent.

Money is held in purses: one source, one year, one holder. Within a purse, what was allocated for a
task pays for that task alone; what was allocated for no task pays for any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.funding.money import dong

Sums = Counter[UUID | None]  # by task, None for no task


@dataclass
class Purse:
    """What was approved of one purse so far."""

    allocated: Sums = field(default_factory=Counter)
    spent: Sums = field(default_factory=Counter)
    settled: Sums = field(default_factory=Counter)

    def left_for(self, task: UUID | None) -> int:
        """Return how much more may be spent on a task, or on none."""
        own = {key for key in self.allocated | self.spent if key is not None}
        beyond = sum(max(0, self.spent[key] - self.allocated[key]) for key in own)
        free = self.allocated[None] - self.spent[None] - beyond
        if task is None:
            return free
        return free + max(0, self.allocated[task] - self.spent[task])

    def left_to_settle(self) -> int:
        return self.spent.total() - self.settled.total()


def purse_of(line: BudgetLine) -> Purse:
    """Return the approved sums of the line's purse."""
    lines = BudgetLine.objects.approved().of_purse_of(line).order_by()
    return _purse(lines.values_list("stage", "task").annotate(Sum("amount")))


def _purse(rows: Iterable[tuple[str, UUID | None, int]]) -> Purse:
    purse = Purse()
    sums = {
        Stage.ALLOCATION: purse.allocated,
        Stage.SPENDING: purse.spent,
        Stage.SETTLEMENT: purse.settled,
    }
    for stage, task, amount in rows:
        if stage in sums:
            sums[Stage(stage)][task] += amount
    return purse


def require_covered(line: BudgetLine) -> None:
    """Raise Refused, with the numbers, when the line would spend or settle what is not there.

    The caller holds the purse (`entering.hold_purses`) when the line is about to count.
    """
    takes_allocated = {(Stage.SPENDING, False), (Stage.ALLOCATION, True)}
    takes_spent = {(Stage.SETTLEMENT, False), (Stage.SPENDING, True)}
    move, amount = (Stage(line.stage), line.amount < 0), abs(line.amount)
    purse = purse_of(line)
    if move in takes_allocated and amount > (left := purse.left_for(line.task_id)):
        raise Refused(_too_much_spent(line, purse, left))
    if move in takes_spent and amount > purse.left_to_settle():
        raise Refused(_too_much_settled(line, purse))


def _too_much_spent(line: BudgetLine, purse: Purse, left: int) -> str:
    words = _names(line) | {
        "allocated": dong(purse.allocated.total()), "spent": dong(purse.spent.total()),
        "left": dong(max(0, left)),
    }  # fmt: skip
    if line.amount < 0:
        said = _(
            "The allocation of %(amount)s cannot be taken back: of %(allocated)s from “%(source)s”"
            " for %(holder)s in %(year)s, %(spent)s are spent and %(left)s are left."
        )
    else:
        said = _(
            "%(amount)s cannot be spent: of %(allocated)s from “%(source)s” for %(holder)s in"
            " %(year)s, %(spent)s are spent and %(left)s are left for this."
        )
    return said % words


def _too_much_settled(line: BudgetLine, purse: Purse) -> str:
    words = _names(line) | {
        "spent": dong(purse.spent.total()), "settled": dong(purse.settled.total()),
    }  # fmt: skip
    said = _(
        "%(amount)s cannot be booked: from “%(source)s”, %(holder)s spent %(spent)s in %(year)s,"
        " and %(settled)s of it are settled."
    )
    return said % words


def _names(line: BudgetLine) -> dict[str, object]:
    return {
        "amount": dong(abs(line.amount)), "source": line.source_label, "holder": line.holder,
        "year": line.year,
    }  # fmt: skip

"""The plan of a year beside the one of the year before, target by target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase

from django.utils.translation import gettext_lazy as _

from mangnon.plans.kinds import KINDS
from mangnon.plans.models import IndicatorLead, Plan, Target

HIGHER = frozenset({">=", ">", "reduce_by", "increase_by"})
HOW = {
    "same": _("as last year"),
    "higher": _("asks more"),
    "lower": _("asks less"),
    "other": _("asks something else"),
    "new": _("new this year"),
    "dropped": _("not in this year's plan"),
}


@dataclass(frozen=True)
class Row:
    """One leaf in both plans; a target is None where that plan has none."""

    leaf: str
    target: Target | None
    last: Target | None
    leads: tuple[str, ...]
    last_leads: tuple[str, ...]

    @property
    def measure(self) -> str:
        return (self.target or self.last).measure  # type: ignore[union-attr]

    @property
    def how(self) -> str:
        return how(self.last, self.target)

    @property
    def how_words(self) -> str:
        return str(HOW[self.how])


def how(last: Target | None, this: Target | None) -> str:
    """Return how a target stands to last year's: a key of HOW."""
    if last is None or this is None:
        return "dropped" if this is None else "new"
    kind = ("relation", "unit", "population", "value_max")
    if any(getattr(last, name) != getattr(this, name) for name in kind):
        return "other"
    if last.value == this.value:
        return "same"
    asks_more = (this.value > last.value) == (this.relation in HIGHER)
    return "higher" if asks_more else "lower"


def rows_of(plan: Plan, last: Plan) -> list[Row]:
    """Return the leaves of both plans, this year's order first; four statements."""
    this_year, last_year = _targets(plan), _targets(last)
    leads = IndicatorLead.objects.confirmed().of(plan).names_by_number()
    last_leads = IndicatorLead.objects.confirmed().of(last).names_by_number()
    rows = []
    for leaf in dict.fromkeys((*this_year, *last_year)):
        number = leaf.rstrip(ascii_lowercase)  # "4b" belongs to indicator 4
        rows.append(
            Row(
                leaf, this_year.get(leaf), last_year.get(leaf), leads.get(number, ()),
                last_leads.get(number, ()),
            )
        )  # fmt: skip
    return rows


def counts_of(plan: Plan, last: Plan) -> list[tuple[str, int, int]]:
    """Return how many items of each kind this year's plan has, and last year's."""
    return [
        (str(kind.label), _count(kind.slug, plan), _count(kind.slug, last))
        for kind in KINDS.values()
    ]


def _count(slug: str, plan: Plan) -> int:
    return int(KINDS[slug].model.objects.of(plan).confirmed().count())


def _targets(plan: Plan) -> Mapping[str, Target]:
    """Return the targets that a plan sets for its own year, by leaf."""
    found = Target.objects.of(plan).confirmed().filter(year=plan.year)
    ordered = found.order_by("indicator__position", "indicator_id", "position", "pk")
    return {target.leaf: target for target in ordered}

"""The lines of a to-do list: a page of children after another, and why each stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from mangnon.children.facts.vaccination import doses_due
from mangnon.children.families import Guardianship
from mangnon.children.growing import Measurement, Schooling
from mangnon.children.lists.gaps import UNKNOWN, Asked
from mangnon.children.register import Child, ChildQuerySet, Sex
from mangnon.core.access import allowed
from mangnon.ui.formats import date_text

ON_A_PAGE = 50
Reasons = dict[UUID, str]


@dataclass(frozen=True)
class Line:
    """One child of a list, and why it stands there; "" where the list's title says it all."""

    child: Child
    why: str


def page_of(
    children: ChildQuerySet, after: UUID | None, among: ChildQuerySet
) -> tuple[list[Child], UUID | None]:
    """Return the next children in name order, and after whom the page that follows begins.

    Whoever the page begins after need not be on the list any more, but is among those given.
    """
    ordered = children.select_related("unit").in_name_order()
    if after is not None:
        last = among.filter(pk=after).values_list("name_key", flat=True).first() or ""
        ordered = ordered.filter(Q(name_key__gt=last) | Q(name_key=last, pk__gt=after))
    found = list(ordered[: ON_A_PAGE + 1])
    following = found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None
    return found[:ON_A_PAGE], following


def lines_of(children: Sequence[Child], asked: Asked) -> list[Line]:
    """Return a line for each of the children, with a few queries for all of them."""
    reasons = REASONS.get(asked.entry.name, _none)(children, asked)
    return [Line(child, reasons.get(child.pk, "")) for child in children]


def _none(_children: Sequence[Child], _asked: Asked) -> Reasons:
    return {}


def _due_doses(children: Sequence[Child], asked: Asked) -> Reasons:
    these = Child.objects.visible_to(asked.user).filter(pk__in=[child.pk for child in children])
    return {
        pk: "; ".join(
            (_("%(vaccine)s dose %(dose)s, overdue since %(day)s") if dose.is_overdue else
             _("%(vaccine)s dose %(dose)s, due since %(day)s"))
            % {"vaccine": dose.title.vi, "dose": dose.dose, "day": date_text(dose.due_on)}
            for dose in doses
        )
        for pk, doses in doses_due(these, asked.day).items()
    }  # fmt: skip


def _last_measured(children: Sequence[Child], asked: Asked) -> Reasons:
    taken = Measurement.objects.filter(child__in=children, measured_on__lte=asked.day)
    last = dict(taken.order_by().values_list("child").annotate(Max("measured_on")))
    return {
        child.pk: _("last measured on %(day)s") % {"day": date_text(last[child.pk])}
        if child.pk in last
        else _("never measured")
        for child in children
    }


def _left_school(children: Sequence[Child], asked: Asked) -> Reasons:
    years = Schooling.objects.filter(child__in=children, dropped_out_on__lte=asked.day)
    return {
        year.child_id: _("left on %(day)s, grade %(grade)s")
        % {"day": date_text(year.dropped_out_on), "grade": year.grade or "–"}
        for year in years.order_by("school_year")
    }


def _insurance_ended(children: Sequence[Child], _asked: Asked) -> Reasons:
    return {
        child.pk: _("the card ended on %(day)s") % {"day": date_text(child.insured_until)}
        for child in children
        if child.health_insurance == "yes" and child.insured_until is not None
    }


def _birthdays(children: Sequence[Child], asked: Asked) -> Reasons:
    until = asked.entry.ages.until_years
    return {
        child.pk: _("turns %(age)s on %(day)s")
        % {"age": until, "day": f"{child.birth_date:%d/%m}/{child.birth_date.year + until}"}
        for child in children
    }


def _what_is_missing(children: Sequence[Child], asked: Asked) -> Reasons:
    mothers = Guardianship.objects.filter(
        child__in=children, relation=Guardianship.Relation.MOTHER, ended_on=None
    )
    have_mothers = set(mothers.values_list("child", flat=True))
    may_see_numbers = allowed(asked.user, "child.identity")
    found: Reasons = {}
    for child in children:
        missing = [
            (may_see_numbers and not child.identity_number, _("identity number")),
            (child.pk not in have_mothers, _("mother")),
            (child.sex == Sex.UNKNOWN, _("sex")),
            (child.ethnicity == UNKNOWN, _("ethnicity")),
            (child.birth_precision != Child.BirthPrecision.DAY, _("day of birth")),
        ]
        words = [word for is_missing, word in missing if is_missing]
        found[child.pk] = _("missing: %(what)s") % {"what": ", ".join(words)}
    return found


REASONS: dict[str, Callable[[Sequence[Child], Asked], Reasons]] = {
    "vaccination_due": _due_doses,
    "not_measured": _last_measured,
    "dropped_out": _left_school,
    "without_health_insurance": _insurance_ended,
    "turning_sixteen": _birthdays,
    "incomplete_record": _what_is_missing,
}

"""What must hold of a fact before it is written: a breach is a sentence beside its question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mangnon.children.facts.answers import NOTHING, said
from mangnon.children.models import Child, Death
from mangnon.core.models import Refused
from mangnon.engine.fact_kinds import FactCatalog, FactField, FactKind
from mangnon.engine.vaccines import at_age
from mangnon.places.models import Place
from mangnon.ui.formats import date_text, number

Problem = tuple[str, str]  # the question, "" for the fact as a whole; and the sentence
Values = Mapping[str, Any]
GRADES = {
    "preschool": (None, None),
    "primary": (1, 5),
    "lower_secondary": (6, 9),
    "upper_secondary": (10, 12),
}
SURE = (Child.BirthPrecision.DAY, Child.BirthPrecision.MONTH)


class NotAccepted(Refused):
    """The fact cannot be written as it is; `problems` says beside which question, and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(sentence for _name, sentence in problems))
        self.problems = problems


def require_sound(
    catalog: FactCatalog, kind: FactKind, child: Child, values: Values, today: date
) -> None:
    """Raise NotAccepted unless the values are what the kind asks for, and fit the child's life."""
    problems = [
        *(p for field in kind.fields for p in _answer(catalog, field, values.get(field.name))),
        *_days(kind, child, values, today),
    ]
    if not problems and (rule := OWN_RULES.get(kind.kind)):
        problems += rule(values)
    if problems:
        raise NotAccepted(problems)


def _answer(catalog: FactCatalog, field: FactField, value: Any) -> Iterator[Problem]:
    if value in NOTHING:
        if field.required:
            yield field.name, _("Answer this question; “not known” is an answer where it stands.")
        return
    if field.kind in ("code", "codes", "yes_no_unknown"):
        codes = value if isinstance(value, list) else [value]
        if not set(codes) <= catalog.codes(field).by_code.keys():
            yield field.name, _("Choose one of the list.")
    elif field.kind == "number":
        yield from _number(field, value)
    elif field.kind == "place" and not _is_place(field, value):
        yield field.name, _("There is no such place; choose one of the list.")


def _is_place(field: FactField, value: Any) -> bool:
    return Place.objects.filter(pk=value, kind__in=field.places).exists()


def _number(field: FactField, value: Decimal) -> Iterator[Problem]:
    is_low = field.low is not None and value < Decimal(str(field.low))
    is_high = field.high is not None and value > Decimal(str(field.high))
    if is_low or is_high:
        yield (
            field.name,
            _("“%(number)s” cannot be right; write a number from %(low)s to %(high)s.")
            % {
                "number": number(value),
                "low": number(field.low),
                "high": number(field.high),
            },
        )
    elif value != round(value, field.decimals):
        yield (
            field.name,
            _("Write at most %(count)s digits after the comma.") % {"count": field.decimals},
        )


def _days(kind: FactKind, child: Child, values: Values, today: date) -> Iterator[Problem]:
    began, ended = values.get("began_on"), values.get("ended_on")
    if kind.when != "school_year" and began is None:
        yield "began_on", _("Enter the day; without a day there is no fact.")
        return
    dates = ("began_on", "ended_on", *_dated(kind))
    named: dict[str, date] = {name: values[name] for name in dates if values.get(name)}
    for name, day in named.items():
        if day < child.birth_date and child.birth_precision in SURE:
            yield (
                name,
                _("This day is before the birth (%(day)s).") % {"day": date_text(child.birth_date)},
            )
        if day > today:
            yield name, _("This day is still to come; enter what has happened.")
    if began and ended and ended <= began:
        yield "ended_on", _("It ends after the day on which it began.")
    if began and kind.home != "death":
        yield from _before_death(child, began)
    if began and kind.ages and child.birth_precision in SURE:
        yield from _age(kind, child, began)


def _dated(kind: FactKind) -> list[str]:
    return [field.name for field in kind.fields if field.kind == "date"]


def _before_death(child: Child, began: date) -> Iterator[Problem]:
    death = Death.objects.filter(child=child, died_on__lt=began).first()
    if death:
        yield "began_on", _("The child died on %(day)s.") % {"day": date_text(death.died_on)}


def _age(kind: FactKind, child: Child, began: date) -> Iterator[Problem]:
    ages = kind.ages
    if ages is None:
        return
    first, end = (at_age(child.birth_date, f"{n}m") for n in (ages.from_months, ages.until_months))
    if not first <= began < end:
        yield (
            "began_on",
            _("“%(kind)s” makes sense from %(first)s until before %(end)s for this child.")
            % {"kind": said(kind.title), "first": date_text(first), "end": date_text(end)},
        )


def _circumstance(values: Values) -> Iterator[Problem]:
    if values.get("subgroup") and not values["subgroup"].startswith(values["group"]):
        yield "subgroup", _("This sub-group belongs to another group; choose both anew.")


def _disability(values: Values) -> Iterator[Problem]:
    if values.get("certified_on") and values["certificate"] != "yes":
        yield "certified_on", _("Only a certificate has a day; say first that there is one.")


def _matter(values: Values) -> Iterator[Problem]:
    if values["state"] == "decided" and not values.get("decided_on"):
        yield "decided_on", _("Enter the day of the decision.")
    if values["state"] == "open" and values.get("decided_on"):
        yield "state", _("A matter with a day of decision is decided.")


def _measurement(values: Values) -> Iterator[Problem]:
    if "weight_kg" not in values and "height_cm" not in values:
        yield "weight_kg", _("Enter the weight or the height; one of them is enough.")


def _schooling(values: Values) -> Iterator[Problem]:
    low, high = GRADES[values["level"]]
    grade, year = values.get("grade"), values["school_year"]
    if low is None and grade is not None:
        yield "grade", _("Preschool has no grade; leave it empty.")
    if low is not None and (grade is None or not low <= grade <= high):
        yield "grade", _("This level has the grades %(low)s to %(high)s.") % {
            "low": low, "high": high,
        }  # fmt: skip
    if values.get("completed_level_on") and values.get("dropped_out_on"):
        yield "dropped_out_on", _("Who completed the level has not left it; keep one of the days.")
    for name in ("completed_level_on", "dropped_out_on"):
        if values.get(name) and values[name].year not in (year - 1, year):
            yield (
                name,
                _("This day is not in the school year that ends in %(year)s.") % {"year": year},
            )
    if values.get("leaving_reason") and not values.get("dropped_out_on"):
        yield "dropped_out_on", _("Enter the day on which the child left school.")


OWN_RULES: Mapping[str, Callable[[Values], Iterator[Problem]]] = {
    "circumstance": _circumstance,
    "disability": _disability,
    "nationality_matter": _matter,
    "parentage_matter": _matter,
    "measurement": _measurement,
    "schooling": _schooling,
}

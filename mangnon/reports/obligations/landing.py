"""What a body owes comes to stand with another one; what that one owes already is joined with it.

Of two that ask the same of one body one is left, and the other is `joined_into` it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mangnon.core.registries import Moved
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.submission import Submission

FIELDS = ("unit_id", "organisation_id", "in_place_of", "joined_into_id")


def land(
    held: Obligation,
    *,
    unit: int,
    organisation: int | None,
    instead_of: str = "",
    keep_begun: bool = True,
) -> Iterator[Moved]:
    """Let what one body owes stand with another; yield each row as it was and as it is now.

    Call it in a transaction that holds the obligation. A report that was begun goes along; with
    `keep_begun` it is the one that is left, where the other body has begun none.
    """
    there = _same_of(held, unit, organisation)
    names = [*held.in_place_of, *([instead_of] if instead_of else [])]
    if there is None:
        yield from _write(
            held, unit_id=unit, organisation_id=organisation, in_place_of=names,
            joined_into_id=None,
        )  # fmt: skip
    elif keep_begun and _has_report(held) and not _has_report(there):
        all_names = _together(names, there.in_place_of)
        yield from _write(there, joined_into_id=held.pk)
        yield from _write(held, unit_id=unit, organisation_id=organisation, in_place_of=all_names)
    else:
        yield from _write(held, unit_id=unit, organisation_id=organisation, joined_into_id=there.pk)
        yield from _write(there, in_place_of=_together(there.in_place_of, names))
    yield from _with_report(held, unit, organisation)


def split_to(held: Obligation, unit: int, instead_of: str) -> Iterator[Moved]:
    """Let one more body owe the same in the place of a unit that was parted."""
    there = _same_of(held, unit, held.organisation_id)
    if there is not None:
        yield from _write(there, in_place_of=_together(there.in_place_of, [instead_of]))
        return
    copied = {
        field.attname: getattr(held, field.attname)
        for field in Obligation._meta.concrete_fields
        if not field.primary_key
    }
    names = _together(held.in_place_of, [instead_of])
    # What is parted may itself have been joined with what its first heir owes; this one was not.
    own = {"unit_id": unit, "in_place_of": names, "joined_into_id": None}
    made = Obligation.objects.create(**copied | own)
    yield Moved(Obligation._meta.db_table, str(made.pk), None, {})


def _same_of(held: Obligation, unit: int, organisation: int | None) -> Obligation | None:
    """Return what the body owes already that asks the same."""
    standing = Obligation.objects.standing().of_same_report(held).exclude(pk=held.pk)
    same = standing.of_body(unit, organisation).select_related("submission")
    found: Obligation | None = same.select_for_update(of=("self",)).first()
    return found


def _has_report(one: Obligation) -> bool:
    return hasattr(one, "submission")


def _together(some: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys([*some, *others]))


def _write(one: Obligation, **values: Any) -> Iterator[Moved]:
    before = row_of(one)
    for name, value in values.items():
        setattr(one, name, value)
    if row_of(one) != before:
        one.save(update_fields=list(values))
        yield Moved(Obligation._meta.db_table, str(one.pk), before, row_of(one))


def row_of(one: Obligation) -> dict[str, Any]:
    """Return what of an obligation passes on, as JSON keeps it."""
    row = {name: getattr(one, name) for name in FIELDS}
    return row | {"joined_into_id": one.joined_into_id and str(one.joined_into_id)}


def _with_report(held: Obligation, unit: int, organisation: int | None) -> Iterator[Moved]:
    report = Submission.objects.filter(obligation=held).select_for_update(of=("self",)).first()
    if report is None:
        return
    before = {"unit_id": report.unit_id, "organisation_id": report.organisation_id}
    after = {"unit_id": unit, "organisation_id": organisation}
    if before != after:
        Submission.objects.filter(pk=report.pk).update(**after)
        yield Moved(Submission._meta.db_table, str(report.pk), before, after)

"""Numbers of the result, praise and files come to a model of work, and are taken off again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.good_practice.keeping import locked, touch
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.good_practice.records import (
    Commendation,
    PracticeFigure,
    PracticeFile,
    Replication,
)
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in

# What may be taken off again when it was entered by mistake, by its name in the address.
REMOVABLE: dict[str, Any] = {
    "figure": PracticeFigure, "replication": Replication, "commendation": Commendation,
}  # fmt: skip


@transaction.atomic
def add_figure(
    practice_id: UUID, key: UUID, label: str, value: Decimal, measure: str, *, by: User
) -> PracticeFigure:
    practice = locked(practice_id, by)
    known: PracticeFigure | None = sent_before(
        PracticeFigure.objects, key, by=by, sent_by="added_by"
    )
    if known is not None:
        return known
    made = PracticeFigure.objects.create(
        pk=key, practice=practice, label=label, value=value, measure=measure, added_by=by
    )
    touch(practice)
    record(by, "practice.add_figure", practice, unit=practice.unit)
    return made


@transaction.atomic
def commend(
    practice_id: UUID, key: UUID, who: str, form: str, decision: str, decided_on: date, issuer: str,
    *, by: User, today: date,
) -> Commendation:  # fmt: skip
    """Enter who was praised, how, and by which decision of whom."""
    practice = locked(practice_id, by)
    known: Commendation | None = sent_before(Commendation.objects, key, by=by, sent_by="added_by")
    if known is not None:
        return known
    if not practice.began_on <= decided_on <= today:
        raise Refused(_("The decision is of a day after the model began, and not in the future."))
    made = Commendation.objects.create(
        pk=key, practice=practice, who=who, form=form, decision=decision, decided_on=decided_on,
        issuer=issuer, added_by=by,
    )  # fmt: skip
    touch(practice)
    record(by, "practice.commend", practice, unit=practice.unit, decision=decision)
    return made


@transaction.atomic
def add_files(
    practice_id: UUID, brought: Iterable[Brought], *, shows_children: bool, by: User, now: datetime
) -> Practice:
    """Keep files with a model; the same file sent again is the one that is there."""
    practice = locked(practice_id, by)
    uploads = brought_in(brought, by=by, now=now)
    if not uploads:
        raise Refused(_("Choose a file first."))
    there = set(practice.files.values_list("upload__sha256", flat=True))
    for upload in uploads:
        if upload.sha256 not in there:
            PracticeFile.objects.create(
                practice=practice, upload=upload, shows_children=shows_children, added_by=by,
                added_at=now,
            )  # fmt: skip
    touch(practice)
    record(by, "practice.add_files", practice, unit=practice.unit, files=len(uploads))
    return practice


@transaction.atomic
def take_off(practice_id: UUID, what: str, key: UUID, *, by: User) -> None:
    """Take off a figure, a replication or praise that was entered by mistake."""
    practice = locked(practice_id, by)
    for row in REMOVABLE[what].objects.filter(practice=practice, pk=key):
        if what == "replication" and _is_last_of_replicated(practice):
            raise Refused(_("The model is said to be replicated; take back that state first."))
        row.delete()
        touch(practice)
        record(by, "practice.take_off", practice, unit=practice.unit, what=what)


def _is_last_of_replicated(practice: Practice) -> bool:
    was = practice.states.filter(state=Practice.State.REPLICATED).exists()
    return was and practice.replications.count() == 1

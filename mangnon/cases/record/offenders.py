"""Whoever is said to have done the harm: kept apart, entered and read by those only who need it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.finding import lock_case
from mangnon.cases.people import Offender
from mangnon.cases.record.changing import refuse_overwriting
from mangnon.cases.seeing import Section, sections_open
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

CONTENT = ("name", "age", "address", "work", "note")


@dataclass(frozen=True)
class Alleged:
    """An alleged offender as far as known; `relation` is a code of the list offender_relation."""

    relation: str = "unknown"
    sex: str = "unknown"
    content: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add_offender(
    case_id: UUID, alleged: Alleged, *, key: UUID | None = None, by: User, now: datetime
) -> Offender:
    """Enter an alleged offender; the same form sent again is the one that is there."""
    case = _held(case_id, by)
    key = key or uuid4()
    known: Offender | None = case.offenders.filter(pk=key).first()
    if known is not None:
        return known
    made = Offender(id=key, case=case)
    _write(made, alleged)
    made.save(force_insert=True)
    record(by, "case.add_offender", made, unit=case.unit)
    return made


@transaction.atomic
def change_offender(
    case_id: UUID, offender_id: UUID, alleged: Alleged, *, seen: int, by: User, now: datetime
) -> Offender:
    """Write what is known better now, unless somebody else did since the person looked."""
    case = _held(case_id, by)
    held: Offender = case.offenders.select_for_update().get(pk=offender_id)
    if as_alleged(held) == alleged:
        return held
    refuse_overwriting(held, seen)
    _write(held, alleged)
    held.version += 1
    held.save()
    record(by, "case.change_offender", held, unit=case.unit)
    return held


def as_alleged(held: Offender) -> Alleged:
    return Alleged(held.relation, held.sex, json.loads(held.content or "{}"))


def _held(case_id: UUID, by: User) -> Case:
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    if Section.OFFENDER not in sections_open(case, by):
        raise Refused(_("This part of the case is not open to you."))
    return case


def _write(held: Offender, alleged: Alleged) -> None:
    if alleged.relation not in code_list("offender_relation").by_code:
        raise Refused(_("Choose one of the list."))
    known = {name: text for name, text in alleged.content.items() if text}
    held.relation, held.sex = alleged.relation, alleged.sex
    held.content = json.dumps(known, ensure_ascii=False) if known else ""

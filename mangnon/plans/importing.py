"""From a read document to the rows of a draft. Nothing here decides; everything is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.core.vietnamese import fold
from mangnon.documents import PlanDocument
from mangnon.plans.models import (
    Agency,
    Deadline,
    FundingLine,
    Indicator,
    IndicatorLead,
    KeyTask,
    KeyTaskItem,
    LegalBasis,
    Plan,
    PlanLine,
    ReadingWarning,
    Target,
    Task,
)

Places = dict[str, int]  # of each line in the document, by its label


def heading(document: PlanDocument) -> dict[str, Any]:
    """Return the fields of a plan that its heading and signature tell."""
    return {
        "title": document.title or "",
        "number": document.number or "",
        "place": document.place or "",
        "issued_on": document.issued_on,
        "year": document.year,
        "issuer": document.issuer or "",
        "signer_name": document.signer.name or "",
        "signer_capacity": document.signer.capacity or "",
        "recipients": list(document.recipients),
    }


def store_document(plan: Plan, document: PlanDocument) -> None:
    """Store every line of the document and everything read from it."""
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, label=str(line.label), position=position, text=line.text)
        for position, line in enumerate(document.source_lines)
        if line.text.strip()
    )
    _store_indicators(plan, document)
    _store_key_tasks(plan, document)
    _store_agencies(plan, document)
    _store_rest(plan, document)
    _store_warnings(plan, document)


def _lines_of_items(document: PlanDocument, places: Places) -> list[tuple[int, str, str]]:
    """Return where every item stands: place of its line, the line, its words to search in."""
    items = [
        *((read.line, read.text) for read in document.indicators),
        *((read.line, read.text) for read in document.key_tasks),
        *((item.line, item.text) for read in document.key_tasks for item in read.items),
        *((read.line, read.name) for read in document.agencies),
        *((task.line, task.text) for read in document.agencies for task in read.tasks),
        *((read.line, read.text) for read in document.funding),
        *((read.line, read.text) for read in document.deadlines),
        *((read.line, f"{read.issuer} {read.title}") for read in document.legal_bases),
    ]
    return sorted((places.get(_label(line), -1), _label(line), fold(text)) for line, text in items)


def _item_line(line: str, text: str, items: list[tuple[int, str, str]], place: int) -> str:
    """Return the line of the item that an oddity stands in, "" for one outside of all items."""
    if any(line == own for _place, own, _words in items):
        return line
    before = [(own, words) for at, own, words in items if at <= place]
    return next((own for own, words in reversed(before) if fold(text) in words), "")


def _store_warnings(plan: Plan, document: PlanDocument) -> None:
    """Store the warnings, each `no-lead` with the next indicator of its line that nobody leads."""
    led = IndicatorLead.objects.of(plan).leads().values("indicator")
    lone: dict[str, list[Indicator]] = {}
    for indicator in plan.indicators.exclude(pk__in=led):
        lone.setdefault(indicator.line, []).append(indicator)
    rows = []
    places = {str(line.line): place for place, line in enumerate(document.source_lines)}
    items = _lines_of_items(document, places)
    for read in document.warnings:
        row = ReadingWarning(plan=plan, code=read.code, text=read.text, line=_label(read.line))
        row.item_line = _item_line(row.line, read.text, items, places.get(row.line, -1))
        if row.code == ReadingWarning.Code.NO_LEAD and (waiting := lone.get(row.line)):
            row.indicator = waiting.pop(0)
        rows.append(row)
    ReadingWarning.objects.bulk_create(rows)


def _store_indicators(plan: Plan, document: PlanDocument) -> None:
    rows = Indicator.objects.bulk_create(
        Indicator(
            plan=plan,
            number=read.number,
            text=read.text,
            line=_label(read.line),
            is_unsure=_is_unsure(read),
        )
        for read in document.indicators
    )
    pairs = list(zip(rows, document.indicators, strict=True))
    Target.objects.bulk_create(
        _holding(
            Target(
                indicator=row,
                leaf=target.leaf,
                measure=target.measure,
                relation=target.relation,
                value=Decimal(target.value),
                value_max=Decimal(target.value_max) if target.value_max else None,
                unit=target.unit,
                population=target.population or "",
                year=target.year,
                base_year=target.base_year,
                is_unsure=_is_unsure(target),
            ),
            {"value", "value_max", "year", "base_year"},
        )
        for row, read in pairs
        for target in read.targets
    )
    IndicatorLead.objects.bulk_create(
        _holding(
            IndicatorLead(indicator=row, role=role, name=name, is_unsure=row.is_unsure), {"name"}
        )
        for row, read in pairs
        for role, names in (("lead", read.leads), ("partner", read.partners))
        for name in dict.fromkeys(names)
    )


def _store_key_tasks(plan: Plan, document: PlanDocument) -> None:
    rows = KeyTask.objects.bulk_create(
        KeyTask(
            plan=plan,
            number=read.number or "",
            text=read.text,
            line=_label(read.line),
            is_unsure=_is_unsure(read),
        )
        for read in document.key_tasks
    )
    KeyTaskItem.objects.bulk_create(
        KeyTaskItem(
            key_task=row, text=item.text, line=_label(item.line), is_unsure=_is_unsure(item)
        )
        for row, read in zip(rows, document.key_tasks, strict=True)
        for item in read.items
    )


def _store_agencies(plan: Plan, document: PlanDocument) -> None:
    rows = Agency.objects.bulk_create(
        Agency(
            plan=plan,
            name=read.name,
            bodies=list(read.bodies),
            is_requested=read.requested,
            line=_label(read.line),
            is_unsure=_is_unsure(read),
        )
        for read in document.agencies
    )
    Task.objects.bulk_create(
        Task(
            agency=row,
            text=task.text,
            context=task.context or "",
            line=_label(task.line),
            is_unsure=_is_unsure(task),
        )
        for row, read in zip(rows, document.agencies, strict=True)
        for task in read.tasks
    )


def _store_rest(plan: Plan, document: PlanDocument) -> None:
    FundingLine.objects.bulk_create(
        FundingLine(plan=plan, text=read.text, line=_label(read.line), is_unsure=_is_unsure(read))
        for read in document.funding
    )
    Deadline.objects.bulk_create(
        Deadline(
            plan=plan,
            on=read.on,
            is_inclusive=read.inclusive,
            recurring=read.recurring or "",
            reporters=_names(read.reporters),
            recipients=_names(read.recipients),
            via=read.via or "",
            text=read.text,
            line=_label(read.line),
            is_unsure=_is_unsure(read),
        )
        for read in document.deadlines
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(
            plan=plan,
            kind=read.kind,
            number=read.number or "",
            issued_on=read.date,
            issuer=read.issuer or "",
            title=read.title or "",
            cited_in=read.cited_in,
            line=_label(read.line),
            is_unsure=_is_unsure(read),
        )
        for read in document.legal_bases
    )


def _holding(row: Any, names: set[str]) -> Any:
    """Return the row; Refused, with its line, where what was read is too large for its column."""
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - names)
    except ValidationError as wrong:
        raise Refused(
            _("Line %(line)s of the document: %(why)s Correct it there and import again.")
            % {"line": row.line, "why": " ".join(wrong.messages)}
        ) from wrong
    return row


def _is_unsure(read: Any) -> bool:
    return bool(getattr(read, "unsure", False))


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _label(line: int | str | None) -> str:
    return "" if line is None else str(line)

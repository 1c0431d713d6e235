"""mangnon access explain | who"""

import argparse
from typing import Any

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.explaining import Answer, Explanation, Named, explain, who_sees


def explain_(options: argparse.Namespace) -> int:
    """Why a person sees a record or does not: the rules asked, the last of them decides."""
    kind, number = options.record
    record, found = explain(kind, number, options.person, by=person(options))
    value = {
        **_named(record),
        "person": found.person.username,
        "sees": found.sees,
        "decided_by": found.decided_by.rule,
        "rules": [_rule(asked) for asked in found.answers],
    }
    verdict = "thấy" if found.sees else "không thấy"
    lines = [f"{found.person} {verdict} {_title(record)}.", *map(_line, found.answers)]
    lines.append(f"Quy tắc quyết định: {found.decided_by.sentence}")
    answer(value, options, "\n".join(lines))
    return 0


def who(options: argparse.Namespace) -> int:
    """Each person who sees a record, with the rule that decided."""
    record, seeing = who_sees(*options.record, by=person(options))
    value = {**_named(record), "people": [_seer(found) for found in seeing]}
    lines = [f"{len(seeing)} người thấy {_title(record)}."]
    lines += [f"{found.person}: {found.decided_by.sentence}" for found in seeing]
    answer(value, options, "\n".join(lines))
    return 0


def _named(record: Named) -> dict[str, Any]:
    unit = record.unit
    return {
        "kind": record.kind.slug,
        "number": record.number,
        "unit": unit and unit.code,
        "unit_valid_from": unit and unit.valid_from.isoformat(),
    }


def _title(record: Named) -> str:
    return f"{record.kind.label} {record.number}" + (f" của {record.unit}" if record.unit else "")


def _rule(asked: Answer) -> dict[str, Any]:
    return {"rule": asked.rule, "holds": asked.holds, "sentence": asked.sentence}


def _line(asked: Answer) -> str:
    return f"  {'có' if asked.holds else 'không'}: {asked.sentence}"


def _seer(found: Explanation) -> dict[str, Any]:
    unit = found.person.unit
    return {
        "person": found.person.username,
        "role": found.person.role,
        "unit": unit and unit.code,
        "rule": found.decided_by.rule,
        "sentence": found.decided_by.sentence,
    }

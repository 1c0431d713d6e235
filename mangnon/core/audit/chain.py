"""Walks the chain of the audit and says what was altered, removed or put in another order.

The chain proves itself from the first entry to the last that is there. That the last ones were not
cut off only something outside the database can prove: `note_head` writes the chain's head to a file
of the home, which is printed or kept elsewhere day by day, and `verify` holds the chain against it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

SEPARATOR = "\x1f"
# How many separators stand between the parts of an entry; one more means that a part holds one.
SEPARATORS = {1: 7, 2: 9}
# The same text as `core_audit_text` of sql/audit.sql, written out here so that a function
# that was replaced in the database proves nothing. Joined by ||, which a NULL makes NULL where
# concat_ws would leave it out; and a day before our era, which to_char writes like one of it, is
# NULL too.
ENTRIES = """
SELECT
    seal.seq, seal.entry_id, seal.previous, seal.hash,
    entry.id IS NOT NULL, entry.format,
    entry.id || E'\\x1f'
    || CASE WHEN entry.at > 'epoch' THEN
        to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') END
    || E'\\x1f' || coalesce(entry.actor_id::text, '')
    || E'\\x1f' || entry.origin || E'\\x1f' || entry.action
    || E'\\x1f' || entry."table" || E'\\x1f' || entry.record_id
    || E'\\x1f' || entry.details::text
    || CASE WHEN entry.format = 1 THEN ''
        ELSE E'\\x1f' || entry.format || E'\\x1f' || coalesce(entry.unit_id::text, '') END
FROM core_auditseal AS seal LEFT JOIN core_auditentry AS entry ON entry.id = seal.entry_id
ORDER BY seal.seq
"""
UNSEALED = """
SELECT id FROM core_auditentry AS entry
WHERE NOT EXISTS (SELECT FROM core_auditseal WHERE entry_id = entry.id) ORDER BY id
"""

# The triggers of sql/audit.sql that the database no longer has, or has switched off.
OFF_GUARD = """
SELECT guard FROM unnest(
    ARRAY['audit_is_sealed', 'audit_is_append_only', 'audit_seals_are_append_only']
) AS guard
WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = guard AND tgenabled IN ('O', 'A'))
"""


@dataclass(frozen=True)
class Problem:
    """One break: the place in the chain, the entry's id, and what is wrong with it.

    `problem` is altered, removed, reordered, unsealed (written past the database's trigger),
    cut_off (a noted head is not in the chain) or unguarded (a trigger is gone or switched off).
    """

    seq: int | None
    entry: int | None
    problem: str


@dataclass(frozen=True)
class Verified:
    """How many entries were walked, from which place to which, the last hash, every break."""

    entries: int
    first: int
    last: int
    head: str
    problems: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"problems": [asdict(problem) for problem in self.problems]}


def verify(heads: Path) -> Verified:
    """Walk the whole chain and hold it against the heads that were noted in the file, if any."""
    problems: list[Problem] = []
    hashes: dict[int, str] = {}
    head, last = "", 0
    for seq, entry, previous, sealed, is_there, form, text in _rows(ENTRIES):
        problems += (Problem(gone, None, "removed") for gone in range(last + 1, seq))
        if not is_there:
            problems.append(Problem(seq, entry, "removed"))
        elif seq == last + 1 and previous != head:
            problems.append(Problem(seq, entry, "reordered"))
        elif not _is_as_sealed(text, form, previous, sealed):
            problems.append(Problem(seq, entry, "altered"))
        head, last = sealed, seq
        hashes[seq] = sealed
    problems += (Problem(None, entry, "unsealed") for (entry,) in _rows(UNSEALED))
    for seq, noted in _noted(heads):
        if hashes.get(seq) != noted:
            problems.append(Problem(seq, None, "cut_off"))
    problems += (Problem(None, None, "unguarded") for _guard in _rows(OFF_GUARD))
    return Verified(len(hashes), min(hashes, default=0), last, head, tuple(problems))


def _is_as_sealed(text: str | None, form: int, previous: str, sealed: str) -> bool:
    """Say whether the entry's text is whole, reads in one way only, and has the sealed hash."""
    if text is None or text.count(SEPARATOR) != SEPARATORS.get(form):
        return False
    return hashlib.sha256((previous + SEPARATOR + text).encode()).hexdigest() == sealed


def note_head(heads: Path, day: str) -> None:
    """Add the head of today's chain to the file, once a day; an empty chain has none."""
    newest = next(_rows("SELECT seq, hash FROM core_auditseal ORDER BY seq DESC LIMIT 1"), None)
    if newest is None:
        return
    heads.parent.mkdir(parents=True, exist_ok=True)
    with heads.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([day, *newest])


def _noted(heads: Path) -> Iterator[tuple[int, str]]:
    if heads.exists():
        with heads.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                if len(row) != 3 or not row[1].isdecimal():
                    raise Refused(
                        _("%(file)s, line %(line)s: not a noted head; put back a copy of the file.")
                        % {"file": heads, "line": number}
                    )
                yield int(row[1]), row[2]


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(2000):
            yield from rows

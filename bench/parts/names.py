"""A register of children with names as they are in Vietnam, and nothing else, by COPY."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection

from mangnon.children.names import name_key, search_text
from mangnon.demo.naming import give_names

ETHNICITIES = {"01": 0.78, "02": 0.04, "05": 0.03, "06": 0.02, "09": 0.02, "20": 0.04, "22": 0.07}
SECOND_MIDDLE = ("Minh", "Ngọc", "Thanh", "Hoàng", "Gia", "Bảo", "Kim", "Thu", "Khánh", "Quỳnh")
OF_FOUR_WORDS = 0.35  # the demonstration's names have three words at most
BORN, DAYS = date(2008, 1, 1), 6_500
COLUMNS = (
    "id", "full_name", "name_key", "search_text", "birth_date", "sex", "ethnicity", "disability",
    "poverty", "birth_registration", "unit_id",
)  # fmt: skip
# An index built once over all rows costs a fraction of one kept up row by row.
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = 'children_child'::regclass
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
ASIDE = """
ALTER TABLE children_child DISABLE TRIGGER USER;
ALTER TABLE children_name_word DROP CONSTRAINT children_name_word_pkey;
"""
BACK = """
INSERT INTO children_name_word (word, name_key, child_id, search_text)
    SELECT word, name_key, id, search_text
    FROM children_child, children_words_of(search_text) AS word;
ALTER TABLE children_name_word
    ADD PRIMARY KEY (word, name_key, child_id) INCLUDE (search_text);
ALTER TABLE children_child ENABLE TRIGGER USER;
"""


def fill(children: int, units: list[int]) -> list[str]:
    """Enter so many children into the communes; return the names of some of them."""
    rng = np.random.default_rng(5)
    named = _names(rng, children)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE children_child CASCADE")
        cursor.execute(INDEXES)
        indexes = dict(cursor.fetchall())
        cursor.execute(ASIDE + "".join(f"DROP INDEX {name};" for name in indexes))
        columns = ", ".join(COLUMNS)
        with cursor.copy(f"COPY children_child ({columns}) FROM STDIN") as copy:
            for row in _rows(rng, named, units):
                copy.write_row(row)
        cursor.execute(BACK + "".join(f"{made};" for made in indexes.values()))
        cursor.execute("VACUUM ANALYZE children_child, children_name_word")
    return [str(name) for name in rng.choice(named, 200)]


def _names(rng: np.random.Generator, children: int) -> np.ndarray:
    ethnicity = rng.choice(list(ETHNICITIES), children, p=list(ETHNICITIES.values()))
    sex = rng.choice(["male", "female"], children)
    names = give_names(rng, ethnicity, sex, rng.random(children))
    for n in np.flatnonzero(rng.random(children) < OF_FOUR_WORDS):
        *before, given = names[n].split()
        names[n] = " ".join([*before, SECOND_MIDDLE[n % len(SECOND_MIDDLE)], given])
    return names


def _rows(rng: np.random.Generator, names: np.ndarray, units: list[int]) -> Iterator[Any]:
    keys: dict[str, tuple[str, str]] = {}
    where, born = rng.integers(0, len(units), len(names)), rng.integers(0, DAYS, len(names))
    for name, unit, day in zip(names, where, born, strict=True):
        if name not in keys:
            keys[name] = name_key(name), search_text(name)
        yield (
            uuid.UUID(bytes=rng.bytes(16)), name, *keys[name], BORN + timedelta(int(day)),
            "unknown", "01", "no", "unknown", "yes", units[unit],
        )  # fmt: skip

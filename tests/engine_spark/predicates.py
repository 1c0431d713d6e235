"""A table of awkward values, and predicates over it: every allowed form, and random ones."""

import random
from collections.abc import Callable
from datetime import date

import pyarrow as pa

from mangnon.engine.definitions import CodeList, Table

DAYS = [
    date(1, 1, 1),
    date(1582, 10, 4),
    date(1582, 10, 15),
    date(1900, 1, 1),
    date(1900, 2, 28),
    date(1999, 12, 31),
    date(2000, 2, 29),
    date(2019, 2, 28),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2023, 12, 31),
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 31),
    date(2024, 4, 30),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 10, 31),
    date(9999, 12, 31),
]
WHOLE = [-(2**53) - 1, -1, 0, 1, 2, 7, 2024, 2025, 2**53 + 1]
BROKEN = [-1.5, -0.0, 0.0, 0.1, 0.3, 1.0, 2.5, 9.95, 1e15]
WORDS = ["", "Á", "a", "Đ", "đ", "e", "ê", "it's", "xã", "~"]
CODES = ["01", "1", "yes", "no", "unknown"]

TABLE = Table.model_validate(
    {
        "name": "awkward",
        "noun": "dòng",
        "description": "Values at the edges.",
        "unit_columns": ["place", "since"],
        "columns": [
            {"name": name, "type": kind, "description": "-"} | more
            for name, kind, more in [
                ("place", "text", {}),
                ("since", "date", {}),
                ("day", "date", {}),
                ("other_day", "date", {}),
                ("whole", "integer", {}),
                ("other_whole", "integer", {}),
                ("broken", "double", {}),
                ("word", "text", {}),
                ("code", "code", {"list": "codes"}),
                ("flag", "boolean", {}),
                ("other_flag", "boolean", {}),
            ]
        ],
    }
)
_TEXT = {"vi": "-", "en": "-"}
LISTS = {
    "codes": CodeList.model_validate(
        {
            "name": "codes",
            "title": _TEXT,
            "source": "-",
            "certainty": "high",
            "codes": [{"code": code} | _TEXT for code in CODES],
        }
    )
}
# Each form that predicate_types.py lets through, at least once.
FORMS = [
    "TRUE",
    "FALSE",
    "flag",
    "NOT flag",
    "flag = other_flag",
    "flag <> TRUE",
    "flag = FALSE OR NOT (other_flag AND flag)",
    "flag AND other_flag OR NOT flag AND NOT other_flag",
    "flag IN (TRUE, other_flag)",
    "day = DATE '2024-02-29'",
    "day <> DATE '2024-02-29'",
    "day > DATE '1582-10-10'",
    "day >= DATE '0001-01-01'",
    "day < DATE '9999-12-31'",
    "day <= CAST('2024-02-29' AS DATE)",
    "day < other_day",
    "day IN (DATE '2024-02-29', DATE '1900-02-28', other_day)",
    "day NOT IN (DATE '2024-02-29', DATE '9999-12-31')",
    "day BETWEEN DATE '2024-02-29' AND DATE '2025-06-30'",
    "NOT day BETWEEN other_day AND :as_of",
    "day NOT BETWEEN :period_start AND :period_end",
    "day BETWEEN DATE '2025-06-30' AND DATE '2024-02-29'",
    "day > :as_of - INTERVAL '5' YEAR",
    "day = :as_of - INTERVAL '1' YEAR - INTERVAL '1' DAY",
    "day + INTERVAL '1' MONTH > other_day",
    "day - INTERVAL '1' MONTH < other_day",
    "day + INTERVAL '1' YEAR = DATE '2025-02-28'",
    "day - INTERVAL '4' YEAR = DATE '2020-02-29'",
    "day + INTERVAL '27' DAY >= other_day",
    "day - INTERVAL '1' DAY = DATE '2024-02-29'",
    "day + INTERVAL '1' MONTH - INTERVAL '1' DAY <= other_day",
    "EXTRACT(YEAR FROM day) = :year",
    "EXTRACT(MONTH FROM day) IN (2, 12)",
    "EXTRACT(YEAR FROM day) - 1 = EXTRACT(YEAR FROM other_day)",
    "EXTRACT(MONTH FROM day - INTERVAL '1' MONTH) = 1",
    "EXTRACT(YEAR FROM day) = whole",
    "whole = 2025",
    "whole + 1 > other_whole - 2",
    "whole - other_whole - 1 = 0",
    "whole - (other_whole - 1) = 0",
    "whole BETWEEN 1 AND :year",
    "whole NOT IN (0, 1, other_whole)",
    "whole > 1",
    "whole < 1.5",
    "whole = broken",
    "broken = 0.1",
    "broken >= 0.3",
    "broken = 0",
    "broken > 1.5",
    "broken IN (0.1, 9.95, 1000000000000000)",
    "9999999999 = 1",
    "broken BETWEEN 0.1 AND 9.95",
    "word = 'đ'",
    "word <> 'it''s'",
    "word < 'ê'",
    "word >= 'a'",
    "word BETWEEN 'a' AND 'đ'",
    "word IN ('', 'xã', 'Á')",
    "word NOT IN ('Đ', 'đ')",
    "'a' = word",
    "code = '01'",
    "code <> '1'",
    "code IN ('yes', 'unknown')",
    "code NOT IN ('01', 'no')",
]


def rows(seed: int = 1, count: int = 400) -> pa.Table:
    rng = random.Random(seed)
    columns = {
        "place": (["x"], pa.string()),
        "since": (DAYS[3:4], pa.date32()),
        "day": (DAYS, pa.date32()),
        "other_day": (DAYS, pa.date32()),
        "whole": (WHOLE, pa.int64()),
        "other_whole": (WHOLE, pa.int64()),
        "broken": (BROKEN, pa.float64()),
        "word": (WORDS, pa.string()),
        "code": (CODES, pa.string()),
        "flag": ([True, False], pa.bool_()),
        "other_flag": ([True, False], pa.bool_()),
    }
    return pa.table({n: pa.array(rng.choices(v, k=count), t) for n, (v, t) in columns.items()})


class Random:
    """Predicates at random, of the same forms, put together by AND, OR, NOT and brackets."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def predicate(self, depth: int = 3) -> str:
        if depth == 0 or self.rng.random() < 0.2:
            return self.rng.choice([self._days, self._wholes, self._words, self._flags])()
        left, right = self.predicate(depth - 1), self.predicate(depth - 1)
        return self.rng.choice([f"({left} AND {right})", f"({left} OR {right})", f"NOT ({left})"])

    def _days(self) -> str:
        return self._compared(self._day)

    def _wholes(self) -> str:
        return self._compared(self._whole)

    def _words(self) -> str:
        column, values = self.rng.choice([("word", WORDS), ("code", CODES)])
        texts = ["'{}'".format(v.replace("'", "''")) for v in self.rng.sample(values, 2)]
        within = self.rng.choice(["IN", "NOT IN"])
        return self.rng.choice(
            [f"{column} = {texts[0]}", f"{column} {within} ({', '.join(texts)})"]
        )

    def _flags(self) -> str:
        return self.rng.choice(["flag", "NOT other_flag", "flag = other_flag", "flag <> FALSE"])

    def _compared(self, value: Callable[[], str]) -> str:
        a, b, c = value(), value(), value()
        sign = self.rng.choice(["=", "<>", "<", "<=", ">", ">="])
        no = self.rng.choice(["", "NOT "])
        return self.rng.choice(
            [f"{a} {sign} {b}", f"{a} {no}BETWEEN {b} AND {c}", f"{a} {no}IN ({b}, {c})"]
        )

    def _day(self) -> str:
        day = self.rng.choice(DAYS[3:-1])
        start = self.rng.choice(["day", "other_day", f"DATE '{day}'", ":as_of", ":period_end"])
        span = f"INTERVAL '{self.rng.randint(0, 40)}' {self.rng.choice(['DAY', 'MONTH', 'YEAR'])}"
        return self.rng.choice([start, f"{start} {self.rng.choice('+-')} {span}"])

    def _whole(self) -> str:
        part = self.rng.choice(["YEAR", "MONTH"])
        one = ["whole", "other_whole", ":year", "2", f"EXTRACT({part} FROM {self._day()})"]
        first, second = self.rng.choice(one), self.rng.choice(one)
        return self.rng.choice([first, f"{first} {self.rng.choice('+-')} {second}"])

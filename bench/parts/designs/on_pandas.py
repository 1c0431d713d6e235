"""pandas: all columns in memory, a column a condition, grouped by commune and each breakdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pyarrow.parquet as pq

from bench.parts.designs.nation_data import Nation, Once, Totals


@contextmanager
def frames(nation: Nation) -> Iterator[Once]:
    conditions = {
        count.name: _python(nation.condition(place, "duckdb"))
        for place, count in enumerate(nation.scan.counts)
    }

    def once() -> Totals:
        read = pq.read_table(nation.children, columns=nation.columns)
        frame = read.to_pandas(date_as_object=False)
        answers = pd.DataFrame(
            {
                name: True if text == "TRUE" else frame.eval(text)
                for name, text in conditions.items()
            },
            index=frame.index,
        )
        communes = answers.groupby(frame["unit_code"]).sum()
        for name in nation.scan.dimensions:
            answers.groupby([frame["unit_code"], frame[name]]).sum()
        return [int(total) for total in communes.sum()]

    yield once


def _python(text: str) -> str:
    """Return a condition of the forty measures as pandas reads it."""
    text = re.sub(r"CAST\(('[^']+') AS DATE\)", r"\1", text)
    text = re.sub(r"(\w+) BETWEEN (\d+) AND (\d+)", r"(\1 >= \2 and \1 <= \3)", text)
    text = re.sub(r"(?<![<>=])=(?!=)", "==", text)
    return text.replace(" AND ", " and ").replace(" OR ", " or ")

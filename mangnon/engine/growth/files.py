"""A CSV file of measures, written out again with the scores and flags beside each row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import numpy as np
import polars as pl

from mangnon.engine.growth import cells
from mangnon.engine.growth.scores import INDICES, ZScores, z_scores
from mangnon.engine.issues import EngineError

MEASURES = ("sex", "weight_kg", "height_cm")
BY_DATES = ("birth_date", "measured_on")
KNOWN = (*MEASURES, "age_days", *BY_DATES, "standing", "oedema")
ADDED = tuple(name for index in INDICES for name in (index, f"{index}_flag"))
ROWS_AT_A_TIME = 200_000
NOT_UTF_8 = "{}: không đọc được như CSV UTF-8; hãy lưu lại thành CSV UTF-8."


@dataclass
class Tally:
    """How many rows there were, and of each index how many scores and flagged ones."""

    rows: int = 0
    scored: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Layout:
    """How a file is written, and which of its columns holds what."""

    headings: list[str]
    separator: str
    places: dict[str, int]  # the known name and where its column stands


def score_file(source: Path, target: Path) -> Tally:
    """Write the rows of a file and their scores to another, which appears only when complete."""
    layout = _layout(source)
    tally = Tally()
    with NamedTemporaryFile("wb", dir=target.parent, prefix=".zscores-", delete=False) as stream:
        try:
            _write(source, layout, tally, stream)
            stream.flush()
            Path(stream.name).replace(target)
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise
    return tally


def _write(source: Path, layout: _Layout, tally: Tally, stream: IO[bytes]) -> None:
    heading = pl.DataFrame(schema=dict.fromkeys([*layout.headings, *ADDED], pl.String))
    heading.write_csv(stream, separator=layout.separator)
    for rows in _batches(source, layout):
        known = {n: rows.to_series(place).fill_null("") for n, place in layout.places.items()}
        scores = _scores(known)
        _count(scores, tally)
        beside = pl.DataFrame(dict(_columns(scores)))
        rows.hstack(beside.get_columns()).write_csv(
            stream, include_header=False, separator=layout.separator
        )


def _scores(known: dict[str, pl.Series]) -> ZScores:
    empty = pl.repeat("", len(known["sex"]), dtype=pl.String, eager=True)
    return z_scores(
        cells.sexes(known["sex"]),
        _ages(known),
        cells.numbers(known["weight_kg"]),
        cells.numbers(known["height_cm"]),
        cells.positions(known.get("standing", empty)),
        cells.oedemas(known.get("oedema", empty)),
    )


def _ages(known: dict[str, pl.Series]) -> cells.Floats:
    """Return the ages that are written, and where none is, those that the dates give."""
    by_dates = None
    if all(name in known for name in BY_DATES):
        by_dates = cells.ages_between(*(known[name] for name in BY_DATES))
    if "age_days" not in known:
        assert by_dates is not None  # noqa: S101 - the layout has one of the two
        return by_dates
    written = cells.ages(known["age_days"])
    return written if by_dates is None else np.where(np.isnan(written), by_dates, written)


def _columns(scores: ZScores) -> Iterator[tuple[str, pl.Series]]:
    """Yield each score to two decimals and its flag, 1 or 0; both empty where there is none."""
    for index in INDICES:
        found = pl.Series(np.round(getattr(scores, index), 2) + 0.0)  # + 0.0: no "-0.0"
        flags = pl.Series(scores.implausible(index)).cast(pl.Int8)
        is_none = found.is_nan()
        yield index, found.set(is_none, None)
        yield f"{index}_flag", flags.set(is_none, None)


def _count(scores: ZScores, tally: Tally) -> None:
    tally.rows += len(scores.waz)
    for index in INDICES:
        tally.scored[index] += int(np.isfinite(getattr(scores, index)).sum())
        tally.flagged[index] += int(scores.implausible(index).sum())


def _batches(source: Path, layout: _Layout) -> Iterator[pl.DataFrame]:
    scanned = pl.scan_csv(
        source,
        separator=layout.separator,
        infer_schema=False,
        with_column_names=lambda _: layout.headings,
        glob=False,
    )
    try:
        yield from scanned.collect_batches(chunk_size=ROWS_AT_A_TIME, maintain_order=True)
    except pl.exceptions.PolarsError:
        raise EngineError(_what_is_wrong(source, layout)) from None


def _layout(source: Path) -> _Layout:
    """Return how the file is written, or raise EngineError saying which column is wrong."""
    try:
        with source.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
    except UnicodeDecodeError:
        raise EngineError(NOT_UTF_8.format(source.name)) from None
    except IsADirectoryError:
        raise EngineError(f"{source} là thư mục; hãy chọn một tệp CSV.") from None
    if "\x00" in first:
        raise EngineError(NOT_UTF_8.format(source.name))
    separator = max(",;\t", key=first.count)
    headings = next(csv.reader([first], delimiter=separator), [])
    names = [heading.strip().lower() for heading in headings]
    _check(source.name, names)
    places = {name: names.index(name) for name in KNOWN if name in names}
    return _Layout(headings, separator, places)


def _check(file: str, names: Sequence[str]) -> None:
    if not names:
        raise EngineError(f"{file}: tệp trống; dòng đầu phải là tên các cột.")
    if twice := sorted(name for name, count in Counter(names).items() if count > 1):
        raise EngineError(f"{file}: cột {', '.join(twice)} có hai lần; hãy bỏ bớt hoặc đổi tên.")
    if missing := [name for name in MEASURES if name not in names]:
        raise EngineError(f"{file}: thiếu cột {', '.join(missing)}; hãy thêm cột rồi chạy lại.")
    if "age_days" not in names and not set(BY_DATES) <= set(names):
        raise EngineError(
            f"{file}: thiếu tuổi; hãy thêm cột age_days, hoặc cả birth_date và measured_on."
        )
    if taken := [name for name in ADDED if name in names]:
        raise EngineError(f"{file}: đã có cột {', '.join(taken)}; hãy bỏ hoặc đổi tên cột đó.")


def _what_is_wrong(source: Path, layout: _Layout) -> str:
    """Return the sentence for a file that cannot be read to its end, naming the line if it can."""
    width = len(layout.headings)
    try:
        with source.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=layout.separator)
            for row in reader:
                if len(row) > width:
                    return (
                        f"{source.name}, dòng {reader.line_num}: có {len(row)} ô nhưng chỉ có "
                        f"{width} cột; hãy sửa dòng này rồi chạy lại."
                    )
    except (UnicodeDecodeError, csv.Error):
        pass
    return NOT_UTF_8.format(source.name)

"""Random draws that keep their totals: the province hits its rates, the communes differ."""

import csv
import zlib
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from mangnon.catalog import CATALOG

EPOCH = date(1970, 1, 1).toordinal()
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def stream(seed: int, name: str) -> np.random.Generator:
    """Return a generator of its own for one part of the province.

    A change in one part then leaves every other part as it was.
    """
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def day_number(day: date) -> int:
    """Return the days since 1970-01-01, as Arrow counts them."""
    return day.toordinal() - EPOCH


def pick(
    rng: np.random.Generator, candidates: Ints, how_many: int, weights: Floats | None = None
) -> Ints:
    """Return `how_many` different candidates (fewer if there are fewer), in rising order."""
    how_many = min(how_many, len(candidates))
    if how_many <= 0:
        return candidates[:0]
    waits = rng.exponential(size=len(candidates))
    if weights is not None:
        waits /= weights
    return np.sort(candidates[np.argpartition(waits, how_many - 1)[:how_many]])


def pick_share(
    rng: np.random.Generator, among: Flags, share: float, weights: Floats | None = None
) -> Flags:
    """Return flags for the nearest whole number of `share` of those `among`; `weights` lean it."""
    candidates = np.flatnonzero(among)
    chosen = pick(
        rng,
        candidates,
        round(share * len(candidates)),
        None if weights is None else weights[candidates],
    )
    flags = np.zeros(len(among), dtype=bool)
    flags[chosen] = True
    return flags


def have_by_year(
    rng: np.random.Generator, ease: Floats, shares: Sequence[float], unknown: float
) -> list[npt.NDArray[np.object_]]:
    """Return yes, no or unknown a year: who has a thing early has it later, the easy ones first."""
    count = len(ease)
    place = np.empty(count, dtype=np.int64)
    place[np.argsort(rng.exponential(size=count) / ease)] = np.arange(count)
    is_unsure = rng.random(count) < unknown
    lacking = np.where(is_unsure, "unknown", "no").astype(object)
    return [np.where(place < round(share * count), "yes", lacking) for share in shares]


def identifiers(rng: np.random.Generator, count: int) -> npt.NDArray[np.uint8]:
    """Return UUIDs (version 8) as rows of 16 bytes, rising, so that an index fills in order."""
    found = np.frombuffer(rng.bytes(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    found[:, :4] = np.arange(count, dtype=">u4").view(np.uint8).reshape(count, 4)
    found[:, 6] = (found[:, 6] & 0x0F) | 0x80
    found[:, 8] = (found[:, 8] & 0x3F) | 0x80
    return found


def catalog_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one file of `catalog/names/`."""
    with (CATALOG / "names" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)

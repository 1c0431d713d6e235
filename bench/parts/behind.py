"""The lists behind the gaps of a commune and of the province, in a filled home; prints JSON."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq

from bench.parts.listing import median  # sets Django up
from bench.parts.scoped import largest_commune, person
from mangnon.children.models import Child
from mangnon.config.home import ready
from mangnon.core.models import Unit, User
from mangnon.core.units.province import results_province
from mangnon.engine.behind.left_out import chains
from mangnon.indicators.gaps.children import ChildrenBehind
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.models import Run
from mangnon.indicators.services import newest_run
from mangnon.indicators.shelves import AsReported

LEAVES = ("14", "5", "17b", "11a")
WHOLE = "everybody on one list"


def lists(run: Run, unit: Unit, by: User) -> Iterator[tuple[str, float]]:
    """Yield the milliseconds of the first page of each list, with its count, and of its rows."""

    def gap(leaf: str) -> Gap:
        return Gap(run, leaf, unit, AsReported(by))

    for leaf in LEAVES:
        size = len(gap(leaf).missing)
        yield f"{leaf}: first page of {size}", median(lambda leaf=leaf: opened(gap(leaf), by))  # type: ignore[misc]
    yield "14: rows left out", median(lambda: chains(gap("14").asked))


def opened(gap: Gap, by: User) -> object:
    behind = ChildrenBehind(gap, by)
    return behind.page(None), behind.elsewhere


class Everybody:
    """A list that holds all children of a snapshot: longer than any of the catalogue's."""

    def __init__(self, run: Run) -> None:
        keys = pq.read_table(run.snapshot.folder / "children", columns=["child_key"])
        self.keys: list[str] = keys["child_key"].to_pylist()

    def __len__(self) -> int:
        return len(self.keys)

    def of(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        return {key: {} for key in keys}

    def why(self, _row: dict[str, Any]) -> str:
        return ""


def everybody(run: Run, unit: Unit, by: User) -> float:
    gap = Gap(run, "14", unit, AsReported(by))
    gap.__dict__["missing"] = Everybody(run)
    return median(lambda: opened(gap, by))


def measure() -> dict[str, Any]:
    commune, province = largest_commune(), results_province()
    overseer = person(province)
    run = newest_run(overseer)
    assert run is not None  # noqa: S101 - the demonstration has computed
    return {
        "rows": Child.objects.count(),
        "largest": Child.objects.filter(unit=commune).count(),
        "commune": dict(lists(run, commune, person(commune))),
        "province": dict(lists(run, province, overseer))
        | {WHOLE: everybody(run, province, overseer)},
    }


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)

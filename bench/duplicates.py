"""Second records of 300,000 children found, beside splink as it comes; the FEBRL sets."""

import resource
import time
from typing import Any

from bench.parts.febrl import febrl_f1
from bench.parts.linked_records import Linked, linked_records
from bench.parts.plain_splink import splink_pairs
from bench.parts.rows import Row, at_least, measured, told, within
from mangnon.catalog import CATALOG
from mangnon.engine.duplicates import compare, find_pairs, load_linkage, prepare_children
from mangnon.engine.duplicates.fitting import lowest_threshold, quality

CHILDREN = 300_000
# The weights and the threshold of the catalogue come from another seed: tools/duplicate_weights.py.
SCORED_SEED, OTHER_SEED = 2026, 2027
PRECISION, RECALL, FEBRL_F1, BLOCKING, SECONDS = 0.99, 0.85, 0.98, 0.97, 30
LINKAGE = CATALOG / "duplicates" / "children.yaml"


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return recall, precision and seconds of ours and of splink, neither on its own data."""
    linked = linked_records(children, SCORED_SEED)
    rows = [*_ours(linked), *_alike(children)]
    threshold = _splink_threshold(linked_records(children, OTHER_SEED))
    rows += _splink(linked, threshold)
    rows += [at_least(f"FEBRL {number}, F1", f1, "", FEBRL_F1) for number, f1 in febrl_f1().items()]
    data = f"{len(linked.records)} records, {len(linked.same)} of them second ones"
    return measured(data, rows)


def _ours(linked: Linked) -> list[Row]:
    linkage, started = load_linkage(LINKAGE), time.monotonic()
    pairs = find_pairs(prepare_children(linked.records), linkage)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = _quality(linked, pairs, linkage.propose)
    candidates = linked.with_truth(compare(prepare_children(linked.records), linkage))
    blocked = int(candidates["is_same"].sum()) / len(linked.same)
    return [
        at_least("recall", found["recall"], "", RECALL),
        at_least("precision", found["precision"], "", PRECISION),
        within("prepared, compared, scored", seconds, "s", SECONDS),
        at_least("recall of the blocking rules", blocked, "", BLOCKING),
        told("candidate pairs", len(candidates), ""),
        told("peak memory of the process, the generator included", round(peak), "MiB"),
    ]


def _alike(children: int) -> list[Row]:
    """Measure again where most twins are named alike, as families do."""
    linked, linkage = linked_records(children, SCORED_SEED, alike_twins=True), load_linkage(LINKAGE)
    pairs = find_pairs(prepare_children(linked.records), linkage)
    found = _quality(linked, pairs, linkage.propose)
    return [
        at_least("recall, twins named alike", found["recall"], "", RECALL),
        at_least("precision, twins named alike", found["precision"], "", PRECISION),
    ]


def _splink_threshold(linked: Linked) -> float:
    pairs, _seconds = splink_pairs(prepare_children(linked.records), load_linkage(LINKAGE).blocking)
    truth = linked.with_truth(pairs)
    return lowest_threshold(truth["score"], truth["is_same"], PRECISION)


def _splink(linked: Linked, threshold: float) -> list[Row]:
    pairs, seconds = splink_pairs(prepare_children(linked.records), load_linkage(LINKAGE).blocking)
    found = _quality(linked, pairs, threshold)
    return [
        told("splink as it comes: recall", round(found["recall"], 4), ""),
        told("splink as it comes: precision", round(found["precision"], 4), ""),
        told("splink as it comes: trained and scored", round(seconds, 2), "s"),
    ]


def _quality(linked: Linked, pairs: Any, threshold: float) -> dict[str, Any]:
    truth = linked.with_truth(pairs)
    return quality(truth["score"], truth["is_same"], len(linked.same), threshold)

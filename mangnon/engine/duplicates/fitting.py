"""Weights and thresholds from pairs of which the truth is known: how the catalogue's were made."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from mangnon.engine.duplicates.linkage import Linkage

Floats = npt.NDArray[np.float64]
SHRINK = 1.0  # how strongly weights are held to 0: the less is known, the nearer they stay
STEPS, CLOSE_ENOUGH = 40, 1e-6


def fit_weights(compared: pl.DataFrame, is_same: pl.Series, linkage: Linkage) -> Linkage:
    """Return the linkage with the weights of a logistic regression on the levels that hold.

    A level called `unknown` stays at 0: what is not known speaks neither for nor against.
    """
    places = [
        (name, level.code)
        for name, levels in linkage.comparisons.items()
        for level in levels
        if level.code != "unknown"
    ]
    holds = np.column_stack(
        [np.ones(len(compared)), *((compared[name] == code).to_numpy() for name, code in places)]
    ).astype(np.float64)
    start, *weights = _logistic(holds, is_same.to_numpy().astype(np.float64)).round(2).tolist()
    weight_of = dict(zip(places, weights, strict=True))
    comparisons = {
        name: [
            level
            if level.by_hand
            else level.model_copy(update={"weight": weight_of.get((name, level.code), 0.0)})
            for level in levels
        ]
        for name, levels in linkage.comparisons.items()
    }
    return linkage.model_copy(update={"start": start, "comparisons": comparisons})


def _logistic(holds: Floats, answers: Floats) -> Floats:
    """Fit by Newton's method; pairs with the same levels are counted together."""
    rows, place = np.unique(holds, axis=0, return_inverse=True)
    total = np.bincount(place, minlength=len(rows)).astype(np.float64)
    hits = np.bincount(place, answers, minlength=len(rows))
    held = np.full(rows.shape[1], SHRINK)
    held[0] = 0.0
    weights: Floats = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (total * share - hits) + held * weights
        bend = (rows.T * (total * share * (1 - share))) @ rows + np.diag(held)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    return weights


def quality(scores: pl.Series, is_same: pl.Series, total: int, threshold: float) -> dict[str, Any]:
    """Return precision, recall and F1 of the pairs that score the threshold or more.

    `total` is the number of true pairs, found or not.
    """
    said = scores >= threshold
    right = int((said & is_same).sum())
    precision, recall = right / max(int(said.sum()), 1), right / max(total, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": precision, "recall": recall, "f1": f1, "pairs": int(said.sum())}


def lowest_threshold(scores: pl.Series, is_same: pl.Series, precision: float) -> float:
    """Return the lowest score from which the pairs have at least this precision."""
    steps = (
        pl.DataFrame({"score": scores, "same": is_same})
        .group_by("score")
        .agg(pl.len(), same=pl.col("same").sum())
        .sort("score", descending=True)
        .with_columns(pl.col("len", "same").cum_sum())
        .filter(pl.col("same") >= precision * pl.col("len"))
    )
    return float(steps["score"].min())  # type: ignore[arg-type]

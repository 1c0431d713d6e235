"""Names of Kinh, Tày, Nùng, Khmer, S'tiêng and M'Nông children, from parts in the catalogue."""

from collections import defaultdict

import numpy as np

from mangnon.children.register import name_key
from mangnon.demo.draw import catalog_rows, stream

SEXES = ("male", "female")
WITHOUT_MIDDLE = 0.04


class _Parts:
    """The names that may stand in one place of a name, with how usual they are."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.weights: list[float] = []

    def draw(self, rng: np.random.Generator, count: int) -> np.ndarray:
        weights = np.array(self.weights)
        return np.array(self.names, dtype=object)[
            rng.choice(len(weights), count, p=weights / weights.sum())
        ]


def give_names(ethnicity: np.ndarray, sex: np.ndarray, *, seed: int) -> tuple[list[str], list[str]]:
    """Return full names and their sort keys, given ethnicity codes and sexes as text."""
    rng = stream(seed, "names")
    styles = {row["code"]: row["names_of"] for row in catalog_rows("ethnicities.csv")}
    style = np.array([styles.get(code, "kinh") for code in np.unique(ethnicity)], dtype=object)
    style = style[np.unique(ethnicity, return_inverse=True)[1]]
    named_as = np.where(sex == "unknown", rng.choice(SEXES, len(sex)), sex)
    book = _read_book()
    names = np.empty(len(sex), dtype=object)
    for style_name in sorted(set(style)):
        for one_sex in SEXES:
            wanted = np.flatnonzero((style == style_name) & (named_as == one_sex))
            names[wanted] = _names(rng, book[style_name, one_sex], len(wanted))
    keys = {name: name_key(name) for name in sorted(set(names))}
    return list(names), [keys[name] for name in names]


def _names(rng: np.random.Generator, parts: dict[str, _Parts], count: int) -> np.ndarray:
    names = parts["family"].draw(rng, count) + " "
    if "middle" in parts:
        middle = parts["middle"].draw(rng, count) + " "
        names += np.where(rng.random(count) < WITHOUT_MIDDLE, "", middle)
    names += parts["given"].draw(rng, count)
    if "whole" in parts:
        share = sum(parts["whole"].weights) / 100
        names = np.where(rng.random(count) < share, parts["whole"].draw(rng, count), names)
    return names


def _read_book() -> dict[tuple[str, str], dict[str, _Parts]]:
    book: dict[tuple[str, str], dict[str, _Parts]] = defaultdict(lambda: defaultdict(_Parts))
    for row in catalog_rows("names.csv"):
        for sex in SEXES if row["sex"] == "any" else (row["sex"],):
            parts = book[row["names_of"], sex][row["part"]]
            parts.names.append(row["name"])
            parts.weights.append(float(row["weight"]))
    return book

"""Names of Kinh, Tày, Nùng, Khmer, S'tiêng and M'Nông people, from parts in the catalogue."""

from collections import defaultdict

import numpy as np

from mangnon.demo.draw import Floats, catalog_rows

SEXES = ("male", "female")
WITHOUT_MIDDLE = 0.04


class _Parts:
    """The names that may stand in one place of a name, with how usual they are."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.weights: list[float] = []

    def at(self, draws: Floats) -> np.ndarray:
        """Return the name that each draw between 0 and 1 falls on: the same for the same draw."""
        steps = np.cumsum(self.weights)
        places = np.searchsorted(steps / steps[-1], draws, side="right")
        return np.array(self.names, dtype=object)[np.minimum(places, len(self.names) - 1)]


def give_names(
    rng: np.random.Generator, ethnicity: np.ndarray, sex: np.ndarray, family: Floats
) -> np.ndarray:
    """Return full names, given ethnicity codes, sexes as text, and a draw that a family shares."""
    styles = {row["code"]: row["names_of"] for row in catalog_rows("ethnicities.csv")}
    groups, place = np.unique(ethnicity.astype(str), return_inverse=True)
    style = np.array([styles.get(code, "kinh") for code in groups], dtype=object)[place]
    named_as = np.where(sex == "unknown", rng.choice(SEXES, len(sex)), sex)
    book = _read_book()
    names = np.empty(len(sex), dtype=object)
    for style_name in sorted(set(style)):
        for one_sex in SEXES:
            wanted = np.flatnonzero((style == style_name) & (named_as == one_sex))
            names[wanted] = _names(rng, book[style_name, one_sex], family[wanted])
    return names


def _names(rng: np.random.Generator, parts: dict[str, _Parts], family: Floats) -> np.ndarray:
    count = len(family)
    names = parts["family"].at(family) + " "
    if "middle" in parts:
        middle = parts["middle"].at(rng.random(count)) + " "
        names += np.where(rng.random(count) < WITHOUT_MIDDLE, "", middle)
    names += parts["given"].at(rng.random(count))
    if "whole" in parts:
        share = sum(parts["whole"].weights) / 100
        whole = parts["whole"].at(rng.random(count))
        names = np.where(rng.random(count) < share, whole, names)
    return names


def _read_book() -> dict[tuple[str, str], dict[str, _Parts]]:
    book: dict[tuple[str, str], dict[str, _Parts]] = defaultdict(lambda: defaultdict(_Parts))
    for row in catalog_rows("names.csv"):
        for sex in SEXES if row["sex"] == "any" else (row["sex"],):
            parts = book[row["names_of"], sex][row["part"]]
            parts.names.append(row["name"])
            parts.weights.append(float(row["weight"]))
    return book

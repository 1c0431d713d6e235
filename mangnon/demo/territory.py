"""The communes of the synthetic province: how many children, of which groups, how well off."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mangnon.demo.draw import Flags, Floats, catalog_rows, stream

KINH = "01"
URBAN_TYPES = ("Phường", "Thị trấn")
SIZE_OF_TYPE = {"Phường": 1.5, "Thị trấn": 1.4}


@dataclass(frozen=True)
class DemoUnit:
    """A unit as the generator needs it; the loader finds its row by the code."""

    code: str
    level: str
    type: str
    name: str
    parent_code: str


@dataclass(frozen=True)
class Territory:
    """The communes in order, with what makes their children's lives differ."""

    communes: Sequence[DemoUnit]
    is_urban: Flags
    population: Floats  # relative
    ethnicities: tuple[str, ...]
    mix: Floats  # communes x ethnicities, rows sum to 1
    hardship: Floats  # about 1; higher where services are far and households poor


def make_territory(units: Sequence[DemoUnit], seed: int) -> Territory:
    """Spread the districts' children and ethnic groups over their communes."""
    rng = stream(seed, "territory")
    communes = sorted((u for u in units if u.level == "commune"), key=lambda u: u.code)
    if not communes:
        raise ValueError("a synthetic province needs at least one commune")
    districts = {row["code"]: row for row in catalog_rows("districts.csv")}
    ethnicities = tuple(row["code"] for row in catalog_rows("ethnicities.csv"))
    is_urban = np.array([u.type in URBAN_TYPES for u in communes])
    size = np.array([SIZE_OF_TYPE.get(u.type, 1.0) for u in communes])
    size = size * np.exp(rng.normal(0, 0.25, len(communes)))
    mix = np.array([_mix(districts.get(u.parent_code), ethnicities) for u in communes])
    mix = _vary(rng, mix, is_urban)
    hardship = np.exp(rng.normal(0, 0.3, len(communes))) * (0.75 + 1.2 * (1 - mix[:, 0]))
    return Territory(
        communes=communes,
        is_urban=is_urban,
        population=_population(communes, districts, size),
        ethnicities=ethnicities,
        mix=mix,
        hardship=np.where(is_urban, 0.8, 1.0) * hardship,
    )


def _mix(district: dict[str, str] | None, ethnicities: tuple[str, ...]) -> list[float]:
    if district is None:
        return [1.0 if code == KINH else 0.0 for code in ethnicities]
    others = {code: float(district[code]) / 100 for code in ethnicities if code != KINH}
    return [1 - sum(others.values()) if code == KINH else others[code] for code in ethnicities]


def _vary(rng: np.random.Generator, mix: Floats, is_urban: Flags) -> Floats:
    """Make villages differ: minorities live closer together, and less in towns."""
    varied = rng.gamma(np.maximum(mix, 1e-6) * 12)
    varied[:, 1:] *= np.where(is_urban, 0.5, 1.15)[:, None]
    varied[:, 0] += 1e-3
    shares: Floats = varied / varied.sum(axis=1, keepdims=True)
    return shares


def _population(
    communes: Sequence[DemoUnit], districts: dict[str, dict[str, str]], size: Floats
) -> Floats:
    codes = np.array([u.parent_code for u in communes])
    population = np.empty(len(communes))
    for code in np.unique(codes):
        inside = codes == code
        weight = float(districts[code]["weight"]) if code in districts else float(inside.sum())
        population[inside] = weight * size[inside] / size[inside].sum()
    shares: Floats = population / population.sum()
    return shares

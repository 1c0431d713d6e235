"""A very small province with random people in it, as the tables of a snapshot.

One district holds a commune without anyone. Dates crowd around the limits of ages and periods, so
that an off-by-one day shows.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Catalog
from mangnon.engine.load import load_catalog
from mangnon.engine.periods import shift

AS_OF = date(2025, 10, 31)
OLD = date(1997, 1, 1)
NEVER = date(9999, 12, 31)
TOP = date(1900, 1, 1)
ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "double": pa.float64(),
}
UNITS = [
    ("70", "province", "Tỉnh", "Bình Phước", ""),
    ("688", "district", "Thị xã", "Phước Long", "70"),
    ("692", "district", "Huyện", "Lộc Ninh", "70"),
    ("25216", "commune", "Phường", "Thác Mơ", "688"),
    ("25217", "commune", "Phường", "Long Thủy", "688"),
    ("25270", "commune", "Thị trấn", "Lộc Ninh", "692"),
    ("25273", "commune", "Xã", "Lộc Hòa", "692"),
    ("25276", "commune", "Xã", "Lộc An", "692"),
]
COMMUNES = ["25216", "25217", "25270", "25273"]
EMPTY_COMMUNE = "25276"
AREA = {"25216": "urban", "25217": "urban", "25270": "urban", "25273": "rural", "25276": "rural"}
AREA_CLASS = {
    **{"25216": "other", "25217": "area_1", "25270": "area_2"},
    **{"25273": "extremely_difficult", "25276": "other"},
}
PARENT = {code: parent for code, _, _, _, parent in UNITS}

TABLES = load_catalog(CATALOG).tables
Rows = list[dict[str, object]]


def only(catalog: Catalog, *leaves: str) -> Catalog:
    """Return the same catalogue with these leaves alone."""
    kept = tuple(d for d in catalog.definitions if d.leaf in leaves)
    return replace(catalog, definitions=kept)


def arrow(name: str, rows: Rows) -> pa.Table:
    """Return the rows as the table of that name, typed as the catalogue declares it."""
    columns = TABLES[name].columns
    schema = pa.schema([pa.field(c.name, ARROW[c.type], nullable=False) for c in columns])
    return pa.Table.from_pylist(rows, schema=schema)


def write(folder: Path, rows: dict[str, Rows], units: list[tuple[str, ...]] = UNITS) -> Path:
    """Write one folder of Parquet a table; a table without rows is written empty."""
    whole = {"units": unit_rows(units)} | rows
    for name in TABLES:
        (folder / name).mkdir(parents=True, exist_ok=True)
        pq.write_table(arrow(name, whole.get(name, [])), folder / name / "part-0.parquet")
    return folder


def unit_rows(units: list[tuple[str, ...]] = UNITS) -> Rows:
    return [
        {
            "code": code,
            "valid_from": OLD,
            "valid_to": NEVER,
            "level": level,
            "type": kind,
            "name": name,
            "parent_code": parent,
            "parent_valid_from": OLD if parent else TOP,
            "area_class": AREA_CLASS.get(code, "unknown"),
        }
        for code, level, kind, name, parent in units
    ]


def above(code: str) -> list[str]:
    """Return a unit's code and those of all units above it."""
    chain = []
    while code:
        chain.append(code)
        code = PARENT[code]
    return chain


def people(seed: int, size: int = 120, as_of: date = AS_OF) -> dict[str, Rows]:
    """Return random rows for every table that is counted in; the same for the same seed."""
    rng = random.Random(seed)
    return {
        "children": [_child(rng, i, as_of) for i in range(size)],
        "births": [_birth(rng, i, as_of) for i in range(size)],
        "deaths": [_death(rng, i, as_of) for i in range(size // 2)],
        "measurements": [_measurement(rng, i, as_of) for i in range(size)],
        "pupils": [_pupil(rng, i, as_of) for i in range(size)],
        "injuries": [_injury(rng, i, as_of) for i in range(size)],
        "schools": [_school(rng, i) for i in range(size // 4)],
        "communes": [_commune(rng, code) for code in [*COMMUNES, EMPTY_COMMUNE]],
        "reported_counts": [
            counted(code, year, rng.randint(0, 9))
            for code in [*COMMUNES, EMPTY_COMMUNE]
            for year in (as_of.year - 1, as_of.year)
        ],
    }


def _place(rng: random.Random) -> dict[str, object]:
    code = rng.choice(COMMUNES)
    return {"unit_code": code, "unit_valid_from": OLD, "area": AREA[code]}


def _someone(rng: random.Random) -> dict[str, object]:
    return _place(rng) | {
        "sex": rng.choice(["male", "female", "unknown"]),
        "ethnic_group": rng.choice(["kinh", "other", "unknown"]),
    }


def _household(rng: random.Random) -> dict[str, object]:
    return {
        "disability": rng.choice(["yes", "no", "unknown"]),
        "poverty": rng.choice(["poor", "near_poor", "not_poor", "unknown"]),
    }


def _near(rng: random.Random, day: date) -> date:
    return day + timedelta(days=rng.choice([-40, -2, -1, 0, 1, 2, 40]))


def _born(rng: random.Random, as_of: date, oldest: int) -> date:
    """Return a birth date, often close to a birthday on the as-of date."""
    day = _near(rng, shift(as_of, -rng.randint(0, oldest), "YEAR"))
    return min(day, as_of)


def _age_band(born: date, as_of: date) -> str:
    limits = [(1, "under_1"), (5, "1_to_4"), (11, "5_to_10")]
    for years, band in limits:
        if born > shift(as_of, -years, "YEAR"):
            return band
    return "11_to_15"


def _flag(rng: random.Random) -> bool:
    return rng.random() < 0.5


def _yes_no(rng: random.Random) -> str:
    return rng.choice(["yes", "no", "unknown"])


def _child(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    born = _born(rng, as_of, 15)
    return (
        _someone(rng)
        | _household(rng)
        | {
            "child_key": f"c{i}",
            "birth_date": born,
            "age_band": _age_band(born, as_of),
            "ethnicity": rng.choice(["01", "22", "unknown"]),
            "birth_registration": _yes_no(rng),
            "is_fully_immunised": _flag(rng),
            **_circumstances(rng),
            "is_supported": _flag(rng),
            "attends_preschool": _flag(rng),
        }
    )


def _circumstances(rng: random.Random) -> dict[str, object]:
    answer = rng.choice(["yes", "no"])
    return {"is_special_circumstances": answer == "yes", "special_circumstances": answer}


def _birth(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    new_year = date(as_of.year, 1, 1)
    born = min(_near(rng, rng.choice([new_year, as_of])), as_of)
    return _someone(rng) | {"birth_key": f"b{i}", "born_on": born}


def _death(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    died = min(_near(rng, rng.choice([date(as_of.year, 1, 1), as_of])), as_of)
    age = rng.choice(["27 days", "28 days", "years"])
    born = died - timedelta(days=int(age[:2])) if age != "years" else None
    born = born or min(_near(rng, shift(died, -rng.choice([1, 5]), "YEAR")), died)
    return _someone(rng) | {
        "child_key": f"d{i}",
        "birth_date": born,
        "died_on": died,
        "cause": "unknown",
    }


def _measurement(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    born = _born(rng, as_of, 5)
    weighed, measured, both = _flag(rng), _flag(rng), _flag(rng)
    return (
        _someone(rng)
        | _household(rng)
        | {
            "child_key": f"m{i}",
            "birth_date": born,
            "age_band": _age_band(born, as_of),
            "measured_on": as_of,
            "ethnicity": rng.choice(["01", "22", "unknown"]),
            "special_circumstances": rng.choice(["yes", "no"]),
            "is_weighed": weighed,
            "is_underweight": _flag(rng),
            "is_height_measured": measured,
            "is_stunted": _flag(rng),
            "is_weight_for_height_known": both,
            "is_obese": _flag(rng),
        }
    )


def _pupil(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    level, grades = rng.choice([("primary", (4, 5)), ("lower_secondary", (8, 9))])
    return (
        _someone(rng)
        | {"disability": _household(rng)["disability"]}
        | {
            "child_key": f"p{i}",
            "school_year": as_of.year + rng.choice([-1, 0, 0, 1]),
            "level": level,
            "grade": rng.choice(grades),
            "is_enrolled_at_start": rng.random() < 0.8,
            "has_completed_level": _flag(rng),
            "has_dropped_out": _flag(rng),
        }
    )


def _injury(rng: random.Random, i: int, as_of: date) -> dict[str, object]:
    """Few children and many injuries, so that a child is hurt twice, and in two communes."""
    day = min(_near(rng, rng.choice([date(as_of.year, 1, 1), as_of])), as_of)
    return _someone(rng) | {
        "injury_key": f"i{i}",
        "child_key": f"c{rng.randint(0, 30)}",
        "injured_on": day,
        "is_fatal": rng.random() < 0.3,
        "cause": "fall",
        "age_band": rng.choice(["under_1", "1_to_4", "5_to_10", "11_to_15"]),
    }


def _school(rng: random.Random, i: int) -> dict[str, object]:
    return _place(rng) | {
        "school_key": f"s{i}",
        "level": rng.choice(["preschool", "primary", "lower_secondary", "upper_secondary"]),
        "has_sanitation": _yes_no(rng),
        "has_counselling": _yes_no(rng),
        "has_adapted_facilities": _yes_no(rng),
    }


def _commune(rng: random.Random, code: str) -> dict[str, object]:
    return {
        "unit_code": code,
        "unit_valid_from": OLD,
        "area": AREA[code],
        "is_child_friendly": _yes_no(rng),
        "has_play_point": _yes_no(rng),
    }


def counted(code: str, year: int, count: int, **more: object) -> dict[str, object]:
    """Return one row of reported_counts: marriages in a commune and a year."""
    return {
        "unit_code": code,
        "unit_valid_from": OLD,
        "item": "child_marriages",
        "year": year,
        "number": count,
        "basis": "final",
        "source": "báo cáo",
        "organisation": "",
    } | more


def reported(leaf: str, value: float = 0.0, **more: object) -> dict[str, object]:
    """Return one row of reported_values: the province's figure of 2025 unless told otherwise."""
    state = "value" if value else "zero"
    return {
        "unit_code": "70",
        "unit_valid_from": OLD,
        "leaf": leaf,
        "year": 2025,
        "series": "",
        "value": value,
        "state": state,
        "basis": "provisional",
        "source": "báo cáo",
        "method": "",
        "organisation": "Sở Y tế",
    } | more


def target(leaf: str, relation: str, value: str, **more: object) -> dict[str, object]:
    """Return one row of targets, in percent for 2025 unless told otherwise."""
    return {
        "leaf": leaf,
        "relation": relation,
        "value": value,
        "value_max": "",
        "unit": "percent",
        "population": "",
        "year": 2025,
    } | more

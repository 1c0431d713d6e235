"""Every leaf against a second answer: SQL written by hand, or a table worked by hand."""

from datetime import date

import duckdb
import pytest

from mangnon.engine.pipeline import run

from .world import AREA_CLASS, AS_OF, PARENT, above, arrow, only, people, reported, write

TODAY = "DATE '2025-10-31'"
# Ages here are completed years by DuckDB's calendar, and days by subtraction: not as the
# catalogue writes them. leaf: (numerator, denominator), each (what is counted, table, where).
ALL = "TRUE"
BORN = ("count(*)", "births", "year(born_on) = 2025")
ALL_CHILDREN = ("count(*)", "children", ALL)
UNDER_5 = f"datesub('year', birth_date, {TODAY}) < 5"
PRIMARY = "level = 'primary' AND school_year = 2025 AND is_enrolled_at_start"
TURNED_1 = "birth_date >= DATE '2024-01-01' AND birth_date <= DATE '2024-10-31'"
SECONDARY = "level = 'lower_secondary' AND school_year = 2025 AND is_enrolled_at_start"
ORACLES = {
    "1": (("count(*)", "communes", "is_child_friendly = 'yes'"), ("count(*)", "communes", ALL)),
    "3a": (("count(*)", "deaths", "year(died_on) = 2025 AND died_on - birth_date <= 27"), BORN),
    "3b": (
        ("count(*)", "deaths", "year(died_on) = 2025 AND datesub('year', birth_date, died_on) < 1"),
        BORN,
    ),
    "3c": (
        ("count(*)", "deaths", "year(died_on) = 2025 AND datesub('year', birth_date, died_on) < 5"),
        BORN,
    ),
    "4a": (
        ("count(*)", "measurements", f"is_weighed AND is_underweight AND {UNDER_5}"),
        ("count(*)", "measurements", f"is_weighed AND {UNDER_5}"),
    ),
    "4b": (
        ("count(*)", "measurements", f"is_height_measured AND is_stunted AND {UNDER_5}"),
        ("count(*)", "measurements", f"is_height_measured AND {UNDER_5}"),
    ),
    "4c": (
        (
            "count(*)",
            "measurements",
            f"is_weight_for_height_known AND is_obese AND area = 'rural' AND {UNDER_5}",
        ),
        (
            "count(*)",
            "measurements",
            f"is_weight_for_height_known AND area = 'rural' AND {UNDER_5}",
        ),
    ),
    "4d": (
        (
            "count(*)",
            "measurements",
            f"is_weight_for_height_known AND is_obese AND area = 'urban' AND {UNDER_5}",
        ),
        (
            "count(*)",
            "measurements",
            f"is_weight_for_height_known AND area = 'urban' AND {UNDER_5}",
        ),
    ),
    "5": (
        ("count(*)", "children", f"is_fully_immunised AND {TURNED_1}"),
        ("count(*)", "children", TURNED_1),
    ),
    "7": (("count(*)", "schools", "has_sanitation = 'yes'"), ("count(*)", "schools", ALL)),
    "8a": (("count(*)", "children", "is_special_circumstances"), ALL_CHILDREN),
    "8b": (
        ("count(*)", "children", "is_special_circumstances AND is_supported"),
        ("count(*)", "children", "is_special_circumstances"),
    ),
    "11a": (("count(DISTINCT child_key)", "injuries", "year(injured_on) = 2025"), ALL_CHILDREN),
    "11b": (
        ("count(DISTINCT child_key)", "injuries", "year(injured_on) = 2025 AND is_fatal"),
        ALL_CHILDREN,
    ),
    "13": (
        ("sum(CASE year WHEN 2024 THEN number ELSE -number END)", "reported_counts", ALL),
        ("sum(number)", "reported_counts", "year = 2024"),
    ),
    "14": (
        ("count(*)", "children", f"birth_registration = 'yes' AND {UNDER_5}"),
        ("count(*)", "children", UNDER_5),
    ),
    "16": (
        ("count(*)", "children", "attends_preschool AND year(birth_date) = 2020"),
        ("count(*)", "children", "year(birth_date) = 2020"),
    ),
    "17a": (
        ("count(*)", "pupils", f"{PRIMARY} AND grade = 5 AND has_completed_level"),
        ("count(*)", "pupils", f"{PRIMARY} AND grade = 5"),
    ),
    "17b": (
        ("count(*)", "pupils", f"{PRIMARY} AND has_dropped_out"),
        ("count(*)", "pupils", PRIMARY),
    ),
    "18a": (
        ("count(*)", "pupils", f"{SECONDARY} AND grade = 9 AND has_completed_level"),
        ("count(*)", "pupils", f"{SECONDARY} AND grade = 9"),
    ),
    "18b": (
        ("count(*)", "pupils", f"{SECONDARY} AND has_dropped_out"),
        ("count(*)", "pupils", SECONDARY),
    ),
    "19": (("count(*)", "schools", "has_counselling = 'yes'"), ("count(*)", "schools", ALL)),
    "20a": (
        ("count(*)", "schools", "has_adapted_facilities = 'yes'"),
        ("count(*)", "schools", ALL),
    ),
    "21": (("count(*)", "communes", "has_play_point = 'yes'"), ("count(*)", "communes", ALL)),
}
REPORTED = ["2", "6", "9", "10", "12", "15", "20b", "22", "23", "24"]


@pytest.fixture(scope="module")
def world():
    return people(seed=2025, size=600)


@pytest.fixture(scope="module")
def computed(world, catalog, tmp_path_factory):
    data = write(tmp_path_factory.mktemp("data"), world)
    rows = run(data, catalog, as_of=AS_OF).results.to_pylist()
    return {(r["leaf"], r["unit"], r["dimension"], r["member"]): r for r in rows}


@pytest.fixture(scope="module")
def by_hand(world):
    """Ask DuckDB directly: every unit a row belongs to is joined to it first."""
    connection = duckdb.connect()
    for name, rows in world.items():
        connection.register(name, arrow(name, rows))
    pairs = [(code, unit) for code in PARENT for unit in above(code)]
    connection.execute("CREATE TABLE above (unit_code TEXT, unit TEXT)")
    connection.executemany("INSERT INTO above VALUES (?, ?)", pairs)
    connection.execute("CREATE TABLE classes (unit_code TEXT, area_class TEXT)")
    connection.executemany("INSERT INTO classes VALUES (?, ?)", list(AREA_CLASS.items()))

    def ask(term, dimension):
        what, table, where = term
        member = "'total'" if dimension == "total" else dimension
        sql = (
            f"SELECT unit, {member}, {what} FROM {table} JOIN above USING (unit_code)"
            f" JOIN classes USING (unit_code) WHERE {where}"
        )
        rows = connection.execute(sql + " GROUP BY ALL").fetchall()
        return {(unit, member): count for unit, member, count in rows if count}

    return ask


@pytest.mark.parametrize("leaf", ORACLES)
def test_a_computed_leaf_agrees_with_sql_written_by_hand(leaf, catalog, computed, by_hand):
    for dimension in ("total", *catalog.indicators[leaf].breakdowns):
        ours = {key[1::2]: row for key, row in computed.items() if key[::2] == (leaf, dimension)}
        for role, term in zip(("numerator", "denominator"), ORACLES[leaf], strict=True):
            wanted = by_hand(term, dimension)
            found = {key: row[role] for key, row in ours.items() if row[role]}
            assert found == wanted
    assert computed[leaf, "70", "total", "total"]["denominator"] > 0


def test_every_computed_leaf_has_an_oracle(catalog):
    leaves = catalog.indicators.items()
    assert [leaf for leaf, d in leaves if d.is_computed] == list(ORACLES)
    assert [leaf for leaf, d in leaves if not d.is_computed] == REPORTED


@pytest.mark.parametrize("leaf", REPORTED)
def test_a_reported_leaf_gives_back_what_was_reported(leaf, catalog, tmp_path):
    rows = [
        reported(leaf, 12.5, basis="estimated"),
        reported(leaf, unit_code="688"),
        reported(leaf, unit_code="692", state="not_applicable"),
        reported(leaf, unit_code="25216", state="no_data"),
        reported(leaf, 99.0, year=2024),
    ]
    data = write(tmp_path, {"reported_values": rows})
    results = run(data, only(catalog, leaf), as_of=AS_OF).results.to_pylist()
    assert {(r["numerator"], r["denominator"], r["low"], r["high"]) for r in results} == {
        (None, None, None, None)
    }
    assert [(r["unit"], r["value"], r["basis"]) for r in results[:5]] == [
        ("70", 12.5, "estimated"),
        ("688", 0.0, "provisional"),
        ("692", None, "provisional"),
        ("25216", None, "provisional"),
        ("25217", None, "provisional"),
    ]
    assert len(results) == 8  # one a unit, and no breakdown


def born(*days):
    """Return one child for each birth date."""
    child = people(seed=1, size=1)["children"][0]
    return [child | {"child_key": str(i), "birth_date": day} for i, day in enumerate(days)]


def totals(data, catalog, as_of):
    rows = run(data, catalog, as_of=as_of).results.to_pylist()
    return {r["leaf"]: r for r in rows if (r["unit"], r["dimension"]) == ("70", "total")}


def test_on_29_february_ages_change_on_28_february_and_1_march(catalog, tmp_path):
    children = born(
        date(2019, 2, 28),  # 5 already
        date(2019, 3, 1),  # still 4
        date(2020, 2, 29),  # 4 today
    )
    found = totals(write(tmp_path, {"children": children}), catalog, date(2024, 2, 29))
    assert found["14"]["denominator"] == 2


@pytest.mark.parametrize(("as_of", "turned_one"), [(date(2025, 2, 28), 1), (date(2025, 3, 1), 2)])
def test_a_child_of_29_february_turns_one_on_1_march(catalog, tmp_path, as_of, turned_one):
    children = born(date(2024, 2, 28), date(2024, 2, 29))
    found = totals(write(tmp_path, {"children": children}), catalog, as_of)
    assert found["5"]["denominator"] == turned_one


@pytest.mark.parametrize(("died", "infants"), [(date(2025, 2, 28), 1), (date(2025, 3, 1), 0)])
def test_a_child_of_29_february_dies_under_one_until_28_february(catalog, tmp_path, died, infants):
    death = people(seed=1, size=2)["deaths"][0]
    rows = {"deaths": [death | {"birth_date": date(2024, 2, 29), "died_on": died}]}
    found = totals(write(tmp_path, rows), catalog, AS_OF)
    assert (found["3b"]["numerator"], found["3c"]["numerator"]) == (infants, 1)

"""Adding up a column instead of counting rows: population by age as a denominator."""

from dataclasses import replace
from datetime import date

from mangnon.engine.compile import compiled_sql
from mangnon.engine.definitions import Term
from mangnon.engine.pipeline import run

from .world import AS_OF, OLD, people, write


def persons(code, age, count, **more):
    return {
        "unit_code": code,
        "unit_valid_from": OLD,
        "year": 2025,
        "age": age,
        "sex": "female",
        "area": "rural",
        "persons": count,
        "source": "dân số trung bình",
        "published_on": date(2025, 9, 1),
    } | more


def per_population(catalog):
    """Return the catalogue with injured children per 100,000 people of 0 to 15 years."""
    people_of_age = Term(
        table="population", where="year = :year AND age BETWEEN 0 AND 15", count="sum persons",
        meaning="Dân số dưới 16 tuổi",
    )  # fmt: skip
    changed = {"denominator": people_of_age, "breakdowns": ("sex",)}
    return replace(catalog, definitions=(catalog.indicators["11a"].model_copy(update=changed),))


def test_a_population_divides_by_its_people_and_not_by_its_rows(tmp_path, catalog):
    rows = people(4, size=60) | {
        "population": [
            persons("25216", 0, 700),
            persons("25216", 15, 300, sex="male"),
            persons("25216", 16, 5000),  # no child
            persons("25216", 5, 9000, year=2024),  # another year
            persons("25273", 4, 500),
        ]
    }
    results = run(write(tmp_path, rows), per_population(catalog), as_of=AS_OF).results.to_pylist()
    of = {(r["unit"], r["member"]): r["denominator"] for r in results}
    assert of["25216", "total"] == 1000
    assert of["70", "total"] == 1500
    assert (of["70", "female"], of["70", "male"]) == (1200, 300)
    assert of["692", "total"] == 500
    assert of["25217", "total"] == 0


def test_a_sum_is_written_as_a_sum_in_both_dialects(catalog):
    for engine in ("duckdb", "spark"):
        sql = compiled_sql(per_population(catalog), as_of=AS_OF, engine=engine)["population"]
        assert "SUM(" in sql
        assert "THEN persons" in sql.replace("`", "")

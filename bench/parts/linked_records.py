"""Records of a synthetic province as a search for duplicates gets them, and the truth beside."""

import os
from dataclasses import dataclass, replace
from datetime import date

import django
import duckdb
import numpy as np
import polars as pl

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.demo.draw import catalog_rows  # noqa: E402
from mangnon.demo.province import generate  # noqa: E402
from mangnon.demo.rates import RATES  # noqa: E402

TODAY = date(2025, 10, 31)
SECOND_RECORDS = 0.05
ALIKE = 0.8  # of the twins, named as families name them: one middle name, given names that rhyme


@dataclass(frozen=True)
class Linked:
    """`records` as `prepare_children` takes them; `same` holds the pairs of one child."""

    records: pl.DataFrame
    same: pl.DataFrame

    def with_truth(self, compared: pl.DataFrame) -> pl.DataFrame:
        found = compared.join(self.same, on=["id_a", "id_b"], how="left")
        return found.with_columns(pl.col("is_same").fill_null(value=False))


def linked_records(children: int, seed: int, *, alike_twins: bool = False) -> Linked:
    """Return a province of which 5 % are second records, with the slips of `demo/duplicates.py`.

    With `alike_twins` most twins differ by little more than a letter of their names.
    """
    rates = replace(RATES, duplicates=SECOND_RECORDS)
    made = generate(children, seed=seed, today=TODAY, rates=rates)
    tables = {name: _readable(pl.DataFrame(table)) for name, table in made.tables.items()}
    records = _records(tables)
    if alike_twins:
        records = _name_twins_alike(records, seed)
    pairs = pl.DataFrame(made.duplicates).with_columns(pl.all().str.replace_all("-", ""))
    same = pairs.select(
        id_a=pl.min_horizontal("child_id", "same_as"),
        id_b=pl.max_horizontal("child_id", "same_as"),
        is_same=True,
    )
    return Linked(records.drop("household"), same)


def twins(records: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of two children that one mother bore in one household on one day."""
    born = records.filter(pl.col("household").is_not_null(), pl.col("mother_name").is_not_null())
    of_one_day = born.filter(pl.len().over("household", "birth_date") == 2)
    days = of_one_day.sort("id").group_by("household", "birth_date", maintain_order=True)
    return days.agg(
        id_a=pl.col("id").first(),
        id_b=pl.col("id").last(),
        elder=pl.col("full_name").first(),
    ).sort("id_a")


def _readable(table: pl.DataFrame) -> pl.DataFrame:
    keys = [name for name, kind in table.schema.items() if kind == pl.Binary]
    return table.with_columns(pl.col(keys).bin.encode("hex"))


def _records(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    mothers = (
        tables["children_guardianship"]
        .filter(pl.col("relation") == "mother")
        .unique("child_id", keep="last", maintain_order=True)
        .join(tables["children_guardian"], left_on="guardian_id", right_on="id")
        .select(id="child_id", mother_name="full_name")
    )
    homes = tables["children_residencespell"].filter(pl.col("ended_on").is_null())
    homes = homes.unique("child_id").select(id="child_id", household="household_id")
    children = tables["children_child"].with_columns(birth_precision=pl.lit("day"))
    columns = ["id", "full_name", "birth_date", "birth_precision", "sex", "unit", "identity_number"]
    found = children.select(columns).rename({"identity_number": "number"})
    return found.join(mothers, on="id", how="left").join(homes, on="id", how="left")


def _name_twins_alike(records: pl.DataFrame, seed: int) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    near = _near_names()
    renamed = {}
    for _household, _day, _elder, younger, name in twins(records).iter_rows():
        *before, given = name.split()
        if rng.random() < ALIKE and before and near.get(given):
            other = near[given][int(rng.integers(len(near[given])))]
            renamed[younger] = " ".join([*before, other])
    names = pl.DataFrame({"id": list(renamed), "new_name": list(renamed.values())})
    found = records.join(names, on="id", how="left")
    return found.with_columns(full_name=pl.coalesce("new_name", "full_name")).drop("new_name")


def _near_names() -> dict[str, list[str]]:
    """Return for each given name of the catalogue those that differ by one or two letters."""
    names = {row["name"] for row in catalog_rows("names.csv") if row["part"] == "given"}
    given = pl.DataFrame({"name": sorted(names)})
    with duckdb.connect() as database:
        database.register("given", given.to_arrow())
        rows = database.execute(
            "SELECT l.name, r.name FROM given l JOIN given r ON l.name <> r.name"
            " AND damerau_levenshtein(l.name, r.name) <= 4 ORDER BY ALL"
        ).fetchall()
    found: dict[str, list[str]] = {}
    for name, other in rows:
        found.setdefault(name, []).append(other)
    return found

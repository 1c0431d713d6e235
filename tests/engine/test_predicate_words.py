"""Conditions in words: each form worked by hand, and every predicate of the catalogue has words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.periods import period_of
from mangnon.engine.predicate_words import words_of, words_of_opposite
from mangnon.engine.predicates import bound_conjuncts, parse

CATALOGUE = load_catalog(CATALOG)
CHILDREN, PUPILS = CATALOGUE.tables["children"], CATALOGUE.tables["pupils"]
DEATHS, MEASUREMENTS = CATALOGUE.tables["deaths"], CATALOGUE.tables["measurements"]
PREDICATES = [
    (definition.leaf, term.table, term.where, definition.period)
    for definition in CATALOGUE.definitions
    for term in definition.terms.values()
]


@pytest.mark.parametrize(
    ("table", "where", "is_so", "is_not_so"),
    [
        (CHILDREN, "birth_date > DATE '2020-06-30'", "sinh sau 30/06/2020",
         "sinh từ 30/06/2020 trở về trước"),
        (CHILDREN, "DATE '2020-06-30' < birth_date", "sinh sau 30/06/2020",
         "sinh từ 30/06/2020 trở về trước"),
        (CHILDREN, "birth_date >= DATE '2020-01-01'", "sinh từ 01/01/2020 trở về sau",
         "sinh trước 01/01/2020"),
        (CHILDREN, "birth_date BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'",
         "sinh từ 01/01/2024 đến 31/12/2024", "sinh ngoài khoảng từ 01/01/2024 đến 31/12/2024"),
        (CHILDREN, "birth_registration = 'yes'", "đã đăng ký khai sinh", "chưa đăng ký khai sinh"),
        (CHILDREN, "birth_registration <> 'yes'", "chưa đăng ký khai sinh", "đã đăng ký khai sinh"),
        (CHILDREN, "birth_registration IN ('no', 'unknown')",
         "đăng ký khai sinh là không hoặc không rõ",
         "đăng ký khai sinh không phải không hoặc không rõ"),
        (CHILDREN, "NOT is_supported", "chưa được trợ giúp", "đã được trợ giúp"),
        (CHILDREN, "is_supported = FALSE", "chưa được trợ giúp", "đã được trợ giúp"),
        (PUPILS, "level = 'primary'", "cấp học là tiểu học", "cấp học không phải tiểu học"),
        (PUPILS, "grade = 5", "lớp bằng 5", "lớp khác 5"),
        (PUPILS, "grade >= 6 OR has_dropped_out", "lớp từ 6 trở lên hoặc đã bỏ học",
         "lớp dưới 6 và không bỏ học"),
        (PUPILS, "has_dropped_out AND (grade = 1 OR grade = 2)",
         "đã bỏ học và (lớp bằng 1 hoặc lớp bằng 2)",
         "không bỏ học hoặc (lớp khác 1 và lớp khác 2)"),
        (DEATHS, "birth_date > died_on - INTERVAL '28' DAY",
         "sinh chưa đến 28 ngày trước khi tử vong",
         "sinh từ 28 ngày trở lên trước khi tử vong"),
        (DEATHS, "died_on < birth_date + INTERVAL '1' YEAR",
         "tử vong trước ngày sinh cộng 1 năm",
         "tử vong từ ngày sinh cộng 1 năm trở về sau"),
        (CHILDREN, "EXTRACT(YEAR FROM birth_date) = 2020", "năm sinh bằng 2020",
         "năm sinh khác 2020"),
        (MEASUREMENTS, "area = 'rural'", "khu vực là nông thôn", "khu vực không phải nông thôn"),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_true_and_as_not_true(table, where, is_so, is_not_so):
    tree = parse(where)
    assert words_of(tree, table, CATALOGUE) == is_so
    assert words_of_opposite(tree, table, CATALOGUE) == is_not_so


@pytest.mark.parametrize(("leaf", "table", "where", "period"), PREDICATES)
@given(as_of=st.dates(date(2021, 1, 1), date(2035, 12, 31)))
def test_every_predicate_of_the_catalogue_has_words(leaf, table, where, period, as_of):
    found = CATALOGUE.tables[table]
    for condition in bound_conjuncts(where, period_of(period, as_of).parameters):
        so = words_of(condition, found, CATALOGUE)
        not_so = words_of_opposite(condition, found, CATALOGUE)
        assert so != not_so
        for name in found.by_name:  # nothing is called by its name in the table
            assert f"“{name}”" not in so + not_so


@pytest.mark.parametrize("table", CATALOGUE.tables.values(), ids=lambda table: table.name)
def test_every_answer_that_has_words_has_both(table):
    for column in table.columns:
        if column.said:
            assert bool(column.said.yes) == bool(column.said.no), column.name


def test_a_column_without_words_is_called_by_its_name():
    bare = CHILDREN.model_copy(
        update={"columns": tuple(c.model_copy(update={"said": None}) for c in CHILDREN.columns)}
    )
    assert words_of(parse("is_supported"), bare, CATALOGUE) == "“is_supported”"
    assert words_of_opposite(parse("is_supported"), bare, CATALOGUE) == "không “is_supported”"


def test_what_has_no_words_is_refused_not_guessed():
    with pytest.raises(EngineError, match="LIKE"):
        words_of(parse("birth_registration LIKE 'y%'"), CHILDREN, CATALOGUE)

"""What a predicate may say: refused first, then allowed, then run."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog
from mangnon.engine.predicate_types import predicate_problems
from mangnon.engine.predicates import bind, parse

VALUES = {
    "as_of": date(2025, 10, 31),
    "period_start": date(2025, 1, 1),
    "period_end": date(2025, 10, 31),
    "year": 2025,
}


def problems(text, table="children"):
    catalog = load_catalog(CATALOG)
    return predicate_problems(parse(text), catalog.tables[table], catalog.lists)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is_suported", "Không có cột “is_suported” trong bảng children; có: unit_code"),
        ("sex", "Điều kiện cho ra mã, cần đúng/sai"),
        ("birth_date", "Điều kiện cho ra ngày, cần đúng/sai"),
        ("1", "Điều kiện cho ra số nguyên, cần đúng/sai"),
        ("birth_date > '2020-01-01'", "So ngày với chuỗi '2020-01-01'; hãy viết DATE"),
        ("'2020-01-01' < birth_date", "So ngày với chuỗi"),
        (":as_of - birth_date < 1827", "trừ ngày cho ngày"),
        ("birth_date > :today", "Không có tham số “:today”; có: :as_of"),
        ("birth_date > DATE '2025-02-30'", "không phải ngày có thật"),
        ("birth_date > CAST(child_key AS DATE)", "không phải ngày có thật"),
        ("birth_date > :as_of - INTERVAL '1' HOUR", "hãy viết INTERVAL 'n' DAY, MONTH hoặc YEAR"),
        ("birth_date > :as_of - INTERVAL '1.5' YEAR", "hãy viết INTERVAL 'n' DAY"),
        ("birth_date > :as_of - INTERVAL '5000' YEAR", "ra ngoài lịch"),
        ("birth_date > :as_of - INTERVAL '99999999999' DAY", "ra ngoài lịch"),
        ("birth_date > DATE '0001-01-01' - INTERVAL '1' DAY", "ra ngoài lịch"),
        ("birth_date > :as_of - 5", "cộng trừ ngày với số nguyên"),
        ("sex = 'nam'", "Mã “nam” không có trong danh mục sex; có: male, female, unknown"),
        ("'nam' = sex", "Mã “nam” không có trong danh mục sex"),
        ("sex IN ('male', 'nu')", "Mã “nu” không có trong danh mục sex"),
        ("sex > 'male'", "là mã, không có lớn bé"),
        ("sex = disability", None),
        ("sex = 'male' = is_supported", "Đặt “sex = 'male'” trong ngoặc"),
        ("is_supported = sex IN ('male')", "trong ngoặc"),
        ("(sex = 'male') = is_supported", None),
        ("sex IN ()", "Không có mã nào trong “sex IN ()”"),
        ("9999999999 = 1", None),
        ("99999999999999999 = 1", "Số “99999999999999999” quá dài; nhiều nhất 16 chữ số"),
        ("EXTRACT(YEAR FROM birth_date) + 9999999999 > 0", "nhiều nhất 9 chữ số"),
        ("EXTRACT(YEAR FROM birth_date) + 9223372036854775807 > 0", "quá dài"),
        ("1e400 > 1", "Số “1e400” quá dài"),
        ("1 < 0.5", None),
        ("sex = 1", "hai bên phải cùng loại"),
        ("is_supported AND sex", "AND, OR, NOT cần đúng/sai"),
        ("NOT birth_date", "AND, OR, NOT cần đúng/sai"),
        ("EXTRACT(YEAR FROM birth_date) / 2 = 1", "Không dùng phép chia"),
        ("birth_date = (SELECT max(birth_date) FROM children)", "Không dùng truy vấn con"),
        ("child_key IN (SELECT child_key FROM deaths)", "Không dùng truy vấn con"),
        ("SELECT is_supported FROM children", "Không dùng truy vấn con"),
        ("date_diff('year', birth_date, :as_of) < 5", "Không dùng hàm DATEDIFF"),
        ("read_text('/etc/passwd') = 'x'", "Không dùng hàm READ_TEXT"),
        ("birth_date < CURRENT_DATE", "Không dùng hàm CURRENT_DATE"),
        ("child_key LIKE 'a%'", "Không dùng"),
        ("is_supported IS NULL", "Không dùng dạng"),
        ("CASE WHEN is_supported THEN TRUE ELSE FALSE END", "Không dùng"),
        ("COALESCE(is_supported, FALSE)", "Không dùng hàm COALESCE"),
        ("EXTRACT(DOW FROM birth_date) = 1", "chỉ có EXTRACT(YEAR|MONTH FROM cột ngày)"),
        ("EXTRACT(YEAR FROM sex) = 1", "chỉ có EXTRACT(YEAR|MONTH FROM cột ngày)"),
        ("children.is_supported", "ghi tên bảng; chỉ ghi tên cột"),
    ],
)
def test_what_engines_would_read_differently_is_refused(text, said):
    found = problems(text)
    if said is None:
        assert found == []
    else:
        assert any(said in problem for problem in found), found


def test_every_mistake_of_a_predicate_is_said_not_just_the_first():
    found = problems("is_suported AND sex = 'nam' AND birth_date > '2020-01-01'")
    assert len(found) == 3


@pytest.mark.parametrize("text", ["is_supported AND", "a b c", "a; b", "", "((", "is_supported --"])
def test_what_is_not_one_expression_is_not_read(text):
    tree = parse(text)
    assert tree is None or text == "is_supported --"  # a comment alone does no harm


@pytest.mark.parametrize(
    "text",
    [
        "TRUE",
        "is_supported",
        "NOT (is_supported OR attends_preschool)",
        "sex <> 'male' AND sex IN ('female', 'unknown')",
        "sex NOT IN ('male')",
        "birth_date BETWEEN :period_start - INTERVAL '1' YEAR AND :period_end",
        "birth_date > :as_of - INTERVAL '5' YEAR - INTERVAL '6' MONTH",
        "birth_date + INTERVAL '28' DAY > DATE '2025-01-01'",
        "EXTRACT(YEAR FROM birth_date) = :year - 1",
        "is_supported = TRUE",
        "child_key = 'a'",
    ],
)
def test_the_small_language_is_allowed_and_runs(text):
    assert problems(text) == []
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE children (child_key TEXT, birth_date DATE, sex TEXT, is_supported BOOL,"
        " attends_preschool BOOL)"
    )
    where = bind(parse(text), VALUES).sql("duckdb")
    assert connection.execute(f"SELECT count(*) FROM children WHERE {where}").fetchone() == (0,)


@given(
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    count=st.integers(0, 40),
    unit=st.sampled_from(["DAY", "MONTH", "YEAR"]),
    sign=st.sampled_from("+-"),
)
def test_constant_dates_are_worked_out_as_duckdb_would(day, count, unit, sign):
    expression = f"DATE '{day}' {sign} INTERVAL '{count}' {unit}"
    folded = bind(parse(expression), {}).sql("duckdb")
    assert "INTERVAL" not in folded
    query = f"SELECT CAST({expression} AS DATE) = {folded}"
    assert CONNECTION.execute(query).fetchone() == (True,)


CONNECTION = duckdb.connect()


def test_binding_leaves_the_predicate_as_it_was():
    tree = parse("birth_date > :as_of - INTERVAL '5' YEAR")
    bind(tree, VALUES)
    assert ":as_of" in tree.sql()


@pytest.mark.parametrize("text", ["(" * 3000 + "1" + ")" * 3000, " AND ".join(["TRUE"] * 5000)])
def test_a_predicate_without_end_is_no_predicate(text):
    assert parse(text) is None


def test_a_command_is_read_without_a_word_of_the_parser(caplog):
    parse("LOAD httpfs")
    assert not caplog.records

"""Data that cannot be read: refused with the file and its hash; data without anybody: computed."""

import hashlib

import pyarrow.parquet as pq
import pytest

from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run

from .world import AS_OF, EMPTY_COMMUNE, arrow, only, people, write

MAGIC = b"PAR1"


@pytest.fixture
def data(tmp_path):
    return write(tmp_path, people(5, size=60))


@pytest.fixture
def some(catalog):
    return only(catalog, "14")


@pytest.fixture
def file(data):
    return data / "children" / "part-0.parquet"


def refusal(data, catalog):
    """Return the sentence, the same on both engines of one machine."""
    sentences = set()
    for engine in ("duckdb", "bitmap"):
        with pytest.raises(EngineError) as refused:
            run(data, catalog, as_of=AS_OF, engine=engine)
        sentences.add(str(refused.value))
    (sentence,) = sentences
    assert "\n" not in sentence
    return sentence


def flipped(content, place):
    changed = bytearray(content)
    changed[place] ^= 0xFF
    return bytes(changed)


def _without_base64(content):
    place = content.index(b"ARROW:schema") + 40
    return content[:place] + b"!" + content[place + 1 :]


def _with_a_name_that_is_no_text(content):
    return content.replace(b"birth_date", b"\xffirth_date")


BROKEN = {
    "first word": (lambda content: flipped(content, 0), "không phải tệp Parquet"),
    "a page": (lambda content: flipped(content, 10), "bị hỏng"),
    "length of the footer": (lambda content: flipped(content, -5), "bị hỏng"),
    "footer": (lambda content: flipped(content, -40), "bị hỏng"),
    "the schema of Arrow": (_without_base64, "bị hỏng"),
    "the name of a column": (_with_a_name_that_is_no_text, "bị hỏng"),
    "last word": (lambda content: flipped(content, -1), "bị cắt cụt hoặc hỏng phần cuối"),
    "cut off": (lambda content: content[: len(content) // 2], "bị cắt cụt hoặc hỏng phần cuối"),
    "nothing in it": (lambda content: b"", "không phải tệp Parquet"),
    "only the two words": (lambda content: MAGIC + MAGIC, "không phải tệp Parquet"),
    "a CSV": (lambda content: b"unit_code,sex\n25216,male\n", "không phải tệp Parquet"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_named_with_its_size_and_hash(data, some, file, how):
    broken, said = BROKEN[how]
    file.write_bytes(broken(file.read_bytes()))
    content = file.read_bytes()
    assert refusal(data, some) == (
        f"Không đọc được bảng children: {file} {said} ({len(content)} byte, "
        f"sha256 {hashlib.sha256(content).hexdigest()}); hãy chép lại từ nguồn."
    )


def test_the_broken_one_of_several_files_is_named(data, some, file):
    other = file.with_name("part-1.parquet")
    other.write_bytes(flipped(file.read_bytes(), 10))
    assert f"{other} bị hỏng" in refusal(data, some)


def test_a_folder_named_like_a_file_is_refused(data, some, file):
    file.unlink()
    file.mkdir()
    assert f"{file} không phải tệp" in refusal(data, some)


def test_a_file_where_a_folder_should_be_is_refused(data, some, file):
    content = file.read_bytes()
    file.unlink()
    file.parent.rmdir()
    file.parent.write_bytes(content)
    assert f"{file.parent} là tệp, cần một thư mục" in refusal(data, some)


def test_a_file_that_may_not_be_read_is_told_with_its_name(data, some, file):
    file.chmod(0)
    try:
        file.read_bytes()
    except PermissionError:
        with pytest.raises(PermissionError) as refused:
            run(data, some, as_of=AS_OF)
        assert refused.value.filename == str(file)
    else:
        pytest.skip("this account may read everything")


def test_a_date_that_is_none_in_the_name_of_a_folder_is_refused(data, some, file):
    table = pq.read_table(file).drop_columns(["birth_date"])
    file.unlink()
    part = file.parent / "birth_date=2025-02-30" / "part-0.parquet"
    part.parent.mkdir()
    pq.write_table(table, part)
    assert "birth_date=2025-02-30 không cho cột birth_date" in refusal(data, some)


def test_files_that_folders_divide_by_different_columns_are_refused(data, some, file):
    part = file.parent / "sex=male" / "part-0.parquet"
    part.parent.mkdir()
    pq.write_table(pq.read_table(file), part)
    assert "chia theo các cột khác nhau" in refusal(data, some)


def figures(data, catalog, unit):
    rows = run(data, catalog, as_of=AS_OF).results.to_pylist()
    return [row for row in rows if (row["unit"], row["dimension"]) == (unit, "total")]


def test_a_table_without_rows_and_a_commune_without_children_have_no_value(data, some, file):
    (empty,) = figures(data, some, EMPTY_COMMUNE)
    assert (empty["denominator"], empty["value"]) == (0, None)
    assert empty["attainment"] != "met"
    pq.write_table(arrow("children", []), file)
    (province,) = figures(data, some, "70")
    assert (province["numerator"], province["denominator"], province["value"]) == (0, 0, None)
    assert (province["low"], province["high"]) == (None, None)


def test_a_tree_without_units_is_refused_instead_of_giving_no_figure(tmp_path, some):
    data = write(tmp_path, {}, units=[])
    assert refusal(data, some).startswith("Bảng units không có dòng nào")

"""Each part of the catalogue broken on purpose: the mistake is named with its file and line."""

import shutil

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import check_catalog

JUMP, SHARE = "quality/jump@2021-01-01.yaml", "quality/sex_unknown@2021-01-01.yaml"
PEOPLE = "quality/population_coverage@2021-01-01.yaml"
RULE = "quality/same_births@2021-01-01.yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalog") / "whole"
    shutil.copytree(CATALOG, folder, ignore=shutil.ignore_patterns("demo", "__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        # quality checks
        (JUMP, "limit: 50", "limt: 50", "Không có trường “limt”; có phải “limit”?"),
        (JUMP, "limit: 50", "chance: 0.1", "Loại jump cần có limit."),
        (JUMP, "limit: 50", "limit: 50\nchance: 0.1", "Loại jump không dùng chance"),
        (JUMP, "name: jump", "name: leap", "Tên tệp phải là quality/leap@2021-01-01.yaml"),
        (JUMP, "valid_to: null", "valid_to: 2020-01-01", "valid_to 2020-01-01 phải sau"),
        (JUMP, "{before}", "{yesterday}", "Không điền được {yesterday}; có: {leaf}, {title}"),
        (JUMP, "{before}", "{before!r}", "Không điền được {before}"),
        (JUMP, "{before}", "{before", "Dấu ngoặc nhọn trong says không đi thành cặp"),
        (JUMP, "limit: 50", 'limit: 50\nleaves: ["99"]', "Không có chỉ tiêu “99” trong danh mục"),
        (JUMP, "severity: warning", "severity: fatal", "Trường “severity” không nhận giá trị"),
        (RULE, "denominator('3a')", "denominator('33')", "Không có chỉ tiêu “33” trong danh mục"),
        (RULE, " AND ", " OR ", "không phải phép so sánh"),
        (SHARE, "table: children", "table: child", "Bảng “child” không có"),
        (SHARE, "sex = 'unknown'", "sex = 'x'", "không có trong danh mục sex|“x”"),
        (SHARE, "at_most: 2", "fewest: 5", "Loại share cần có at_least hoặc at_most"),
        (SHARE, "at_most: 2", "at_most: 2\nat_least: 3", "at_most phải từ at_least trở lên"),
        (PEOPLE, "sum persons", "sum source", "không có cột số nguyên “source” để cộng"),
        (PEOPLE, "sum persons", "distinct age", "Bảng population không đếm “distinct age”"),
        # what other parts read
        ("imports/children.yaml", "codes_of: ", "codes_of: no_", "Không có danh mục “no_"),
        ("imports/children.yaml", "is_required: true", "is_needed: true", "is_needed”"),
        ("imports/children.yaml", "name: birth_date", "name: full_name", "khai 2 lần"),
        ("imports/circumstances.yaml", "  k: [", "  kk: [", "Không có nhóm “kk”"),
        ("places/kinds.yaml", "[classrooms,", "[classroms,", "không có đặc điểm “classroms”"),
        ("places/traits.yaml", "kind: whole", "kind: number", "không nhận giá trị “number”"),
        ("exports/reasons.yaml", "since: 2026", "from: 2026", "Không có trường “from”"),
        ("calendar/overrides.yaml", "is_working: false", "works: false", "“overrides.0.works”"),
        ("duplicates/children.yaml", "weight: 2.11", "wait: 2.11", "có phải “weight”?|wait"),
        ("reading/slips.yaml", "source:", "sauce:", "Thiếu trường bắt buộc “source”"),
        ("reading/slips.yaml", "alone:\n", "good:\n", "Trường “good” viết hai lần"),
        ("reports/consolidated@2025-07-01.yaml", "@2025-01-01", "@2024-01-01", "Không có tệp"),
        ("reports/consolidated@2025-01-01.yaml", "{leaf}. {title}", "{leaf. {title}", "ngoặc nhọn"),
        ("units/unit_changes.csv", "70,2025-07-01,75", "70,2025-07-01,99", "to_code “99” không có"),
        ("units/known_parts.csv", "75,2025-07-01", "75;2025-07-01", "Dòng có "),
        ("organisations/powers.csv", ",child_affairs,", ",child_care,", "power “child_care” không"),
        ("organisations/names.csv", "70-so-y-te,", "70-so-y-ta,", "“70-so-y-te” không có trong"),
        ("names/baselines.csv", "\n1,", "\n1x,", "leaf “1x” không có trong lists/leaf"),
        ("register/identity_places.csv", "\n002,", "\n001,", "001 đã có ở dòng trước"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(whole, file, old, new, said):
    target = whole / file
    text = target.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    line = text[: text.index(old)].count("\n") + 1
    try:
        target.write_text(text.replace(old, new, 1), encoding="utf-8")
        issues = check_catalog(whole)
    finally:
        target.write_text(text, encoding="utf-8")
    found = [issue for issue in issues if any(part in issue.message for part in said.split("|"))]
    assert found, issues
    if not file.endswith("names.csv") and "source" not in new and "alone" not in old:
        assert any(abs(issue.line - line) <= NEAR for issue in found), (line, found)


NEAR = 10  # an issue may stand at the head of what it is about


def test_a_whole_copy_has_no_mistake(whole):
    assert check_catalog(whole) == []

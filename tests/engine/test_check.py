"""Each rule of the catalogue broken on purpose: the mistake is named with its file and line."""

import datetime
import shutil

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.check import RULES
from mangnon.engine.completeness import COMPLETENESS
from mangnon.engine.drafts import FOLDERS, catalog_files
from mangnon.engine.issues import CatalogError
from mangnon.engine.load import check_catalog, load_catalog

LEAF_4A = "indicators/4a@2021-01-01.yaml"
LEAF_9 = "indicators/9@2021-01-01.yaml"
LEAF_10 = "indicators/10@2021-01-01.yaml"
LEAF_11A = "indicators/11a@2021-01-01.yaml"
LEAF_13 = "indicators/13@2021-01-01.yaml"
BIRTHS = "tables/births.yaml"
TABLE, WHERE, BY_SEX = "  table: measurements", "  where: is_underweight", "breakdowns: [sex"


@pytest.fixture
def folder(tmp_path):
    for name in FOLDERS:
        shutil.copytree(CATALOG / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def broken(folder):
    """Replace a text in one file; return the issues found and the line of the change."""

    def breaking(file, old, new):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        line = text[: text.index(old)].count("\n") + 1
        return check_catalog(folder), line

    return breaking


def test_the_catalogue_of_the_project_has_no_mistake():
    assert check_catalog(CATALOG) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        # the shape of a file
        (LEAF_4A, "better: lower", "beter: lower", "Không có trường “beter”; có phải “better”?"),
        (LEAF_4A, "kind: share", "kind: ratio", "kind” không nhận giá trị “ratio”; cần: 'share'"),
        (LEAF_4A, "hide_below: 5", "hide_below: 1", "“1”; cần: số từ 3 trở lên."),
        (LEAF_4A, "hide_below: 5", "hide_below: few", "“few”; cần: một số nguyên."),
        (LEAF_4A, "valid_from: 2021-01-01", "valid_from: soon", "cần: một ngày yyyy-mm-dd."),
        (LEAF_4A, "per: 100", "per: 10", "Trường “per” không nhận giá trị “10”"),
        (LEAF_4A, "code: underweight", "code: Under-weight", "Trường “code” không nhận giá trị"),
        (LEAF_4A, "valid_to: null", "valid_to: 2021-02-30", "“2021-02-30” không phải ngày có thật"),
        (LEAF_4A, "decimals: 1", "unit: percent", "Trường “unit” viết hai lần"),
        (LEAF_11A, "  count: distinct child_key", "  count: some", "“numerator.count” không nhận"),
        # what a definition is called
        (LEAF_4A, 'leaf: "4a"', 'leaf: "4z"', "Tên tệp phải là indicators/4z@2021-01-01.yaml"),
        (LEAF_4A, 'leaf: "4a"', 'leaf: "25"', "Không có “25” trong lists/leaf; có: 1, 2, 3a"),
        (LEAF_4A, "field: health", "field: sport", "Không có “sport” trong lists/field; có:"),
        (LEAF_10, "code: child_labour", "code: abused_children", None),
        # when it holds
        (LEAF_4A, "valid_to: null", "valid_to: 2020-01-01", "phải sau valid_from 2021-01-01"),
        # what it counts
        (
            LEAF_13, "count: sum number\n  meaning: Số cuộc tảo hôn năm nay",
            "count: rows\n  meaning: Số cuộc tảo hôn năm nay",
            "Năm nay đếm “rows”, năm trước đếm “sum number”; phải như nhau.",
        ),
        (
            LEAF_13, "count: sum number\n  meaning: Số cuộc tảo hôn năm nay",
            "count: sum basis\n  meaning: Số cuộc tảo hôn năm nay",
            "Bảng reported_counts không có cột số nguyên “basis” để cộng.",
        ),
        (LEAF_13, "unit: percent\nper: 100\n", "unit: count\nper: 1\n", "có đơn vị percent"),
        (LEAF_9, "  code: police\n", "  code: army\n", "nguồn đã khai: police, health"),
        (LEAF_9, "  - {code: health, vi", "  - {code: police, vi", "Nguồn “police” khai hai lần"),
        (
            LEAF_10, "unit: percent\n",
            "coverage: {table: children, meaning: Trẻ em}\nunit: percent\n",
            "Chỉ tiêu loại reported không có coverage",
        ),
        (LEAF_4A, "kind: share", "kind: reported", "Chỉ tiêu loại reported cần formula"),
        (LEAF_10, "kind: reported", "kind: share", "Loại share cần có numerator"),
        (LEAF_4A, "unit: percent", "formula: a ÷ b\nunit: percent", "hãy bỏ trường formula"),
        (LEAF_4A, TABLE, "  table: weights", "Không có bảng “weights”; có: abuse_cases"),
        (LEAF_4A, TABLE, "  table: units", "không gắn với đơn vị hành chính"),
        (
            LEAF_11A, "  count: distinct child_key", "  count: distinct sex",
            "Bảng injuries không đếm “distinct sex”; hãy ghi distinct child_key",
        ),
        (LEAF_4A, WHERE, "  where: is_light", "Không có cột “is_light”"),
        (LEAF_4A, WHERE, "  where: sex", "Điều kiện cho ra mã"),
        (LEAF_4A, WHERE, "  where: is_underweight AND", "Không đọc được điều kiện"),
        (LEAF_4A, WHERE, "  where: sex = 'nam'", "Mã “nam” không có trong"),
        # a share within its denominator
        (LEAF_4A, TABLE, "  table: children", "Tử số của một tỷ lệ phải nằm trong"),
        (
            LEAF_4A, WHERE, "  count: distinct child_key\n" + WHERE,
            "Tử số đếm “distinct child_key” nhưng mẫu số đếm “rows”",
        ),
        # unit and breakdowns
        (LEAF_4A, "per: 100", "per: 1000", "Đơn vị percent đi với per 100, không phải 1000"),
        (LEAF_4A, "unit: percent", "unit: per_1000", "Loại share có đơn vị percent"),
        (LEAF_4A, BY_SEX, "breakdowns: [cause", "“cause” không phải phân tổ của bảng"),
        (LEAF_4A, BY_SEX, "breakdowns: [sex, sex", "Phân tổ “sex” ghi hai lần"),
        (LEAF_11A, BY_SEX, "breakdowns: [poverty", "không phải phân tổ của bảng injuries"),
        (LEAF_4A, "plausible: [0.1, 60]", "plausible: [60, 1]", "Khoảng hợp lý [60, 1] sai"),
        (LEAF_4A, "plausible: [0.1, 60]", "plausible: [0, 120]", "tỷ lệ từ 0 đến 100"),
        ("indicators/7@2021-01-01.yaml", "is_unsettled: false\ntraps:\n  - >-\n"
         "    Một trường có nhiều điểm trường: ở đây tính theo trường, không theo điểm trường.",
         "is_unsettled: true\ntraps: []", "phải nêu lý do trong traps"),
        # tables and lists
        (BIRTHS, "name: births", "name: newborns", "Tên tệp phải là tables/newborns"),
        (BIRTHS, "list: sex", "list: gender", "Không có danh mục “gender”; có:"),
        (BIRTHS, "{name: sex, type: code, list: sex", "{name: sex, type: code",
         "Cột “sex”: kiểu code đi với list"),
        (BIRTHS, "{name: area, ", "{name: sex, ", "Cột “sex” khai hai lần"),
        (BIRTHS, "dimensions: [sex", "dimensions: [born_on", "phải là một cột kiểu"),
        (BIRTHS, "columns:", "entity: nobody\ncolumns:", None),
        ("lists/sex.yaml", 'code: "female"', 'code: "male"', "Mã “male” có hai lần"),
        ("lists/sex.yaml", "name: sex", "name: area", "Tên “area” đã dùng ở tệp khác"),
        ("lists/sex.yaml", "certainty: verified", "certainty: sure", "không nhận giá trị “sure”"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_and_line(broken, file, old, new, said):
    issues, line = broken(file, old, new)
    if said is None:  # said elsewhere in the file than where the text was changed
        assert issues
        return
    found = [i for i in issues if (i.file, i.line) == (file, line)]
    assert any(said in issue.message for issue in found), issues
    assert all(issue.message.endswith((".", "?")) for issue in found)


def test_two_leaves_that_share_a_code_are_named(broken):
    issues, _ = broken(LEAF_10, "code: child_labour", "code: abused_children")
    other = "indicators/9@2021-01-01.yaml"
    assert [(i.file, i.message) for i in issues] == [
        (other, "Mã “abused_children” đã là của chỉ tiêu 10; hãy đặt mã khác.")
    ]


def test_the_numerator_and_denominator_must_be_able_to_hold_together(broken):
    file = "indicators/4c@2021-01-01.yaml"
    issues, line = broken(file, "where: is_obese", "where: is_obese AND area = 'urban'")
    assert [(i.file, i.line) for i in issues] == [(file, line)]
    assert "đòi hai giá trị khác nhau của area" in issues[0].message


def test_both_tables_of_a_leaf_break_it_down_by_the_same_list(broken):
    """The members are those of the denominator's list: another list would misplace rows."""
    issues, _ = broken("tables/injuries.yaml", "list: age_band", "list: school_level")
    found = [i for i in issues if i.file in (LEAF_11A, LEAF_11A.replace("11a", "11b"))]
    lines = (CATALOG / LEAF_11A).read_text("utf-8").splitlines()
    assert [i.file for i in found] == [LEAF_11A, LEAF_11A.replace("11a", "11b")]
    assert lines[found[0].line - 1].startswith("breakdowns:")
    assert found[0].message == (
        "Phân tổ “age_band” theo danh mục school_level ở bảng injuries nhưng age_band ở bảng "
        "children; hai bảng phải dùng một danh mục."
    )


def test_definitions_of_a_leaf_may_follow_each_other_but_not_overlap(folder):
    text = (folder / LEAF_4A).read_text(encoding="utf-8")
    later = folder / "indicators/4a@2025-07-01.yaml"
    later.write_text(
        text.replace("valid_from: 2021-01-01", "valid_from: 2025-07-01"), encoding="utf-8"
    )
    (issue,) = check_catalog(folder)
    assert issue.file == "indicators/4a@2025-07-01.yaml"
    assert issue.line == text[: text.index("valid_from")].count("\n") + 1
    assert f"hãy đặt valid_to cho {LEAF_4A}" in issue.message
    (folder / LEAF_4A).write_text(
        text.replace("valid_to: null", "valid_to: 2025-07-01"), encoding="utf-8"
    )
    assert check_catalog(folder) == []
    catalog = load_catalog(folder)
    assert str(catalog.indicators["4a"].valid_from) == "2025-07-01"


def test_no_day_lies_between_two_definitions_of_a_leaf(folder):
    text = (folder / LEAF_4A).read_text(encoding="utf-8")
    later = folder / "indicators/4a@2026-01-01.yaml"
    later.write_text(
        text.replace("valid_from: 2021-01-01", "valid_from: 2026-01-01"), encoding="utf-8"
    )
    (folder / LEAF_4A).write_text(
        text.replace("valid_to: null", "valid_to: 2025-12-31"), encoding="utf-8"
    )
    (issue,) = check_catalog(folder)
    assert (issue.file, issue.line) == (LEAF_4A, text[: text.index("valid_to")].count("\n") + 1)
    assert issue.message == (
        "Từ 31/12/2025 đến trước 01/01/2026 chỉ tiêu 4a không có định nghĩa nào; hãy đặt valid_to "
        "bằng valid_from của indicators/4a@2026-01-01.yaml, là 2026-01-01."
    )
    assert load_catalog(folder).in_force(datetime.date(2026, 1, 1))["4a"]


def test_a_leaf_of_the_plan_without_a_definition_is_named_but_the_rest_can_be_computed(folder):
    (folder / LEAF_4A).unlink()
    (issue,) = check_catalog(folder)
    leaves = (folder / "lists/leaf.yaml").read_text(encoding="utf-8").splitlines()
    assert issue.file == "lists/leaf.yaml"
    assert leaves[issue.line - 1].strip() == '- code: "4a"'
    assert issue.message.startswith("Chỉ tiêu 4a (")
    assert len(load_catalog(folder).indicators) == 33


def test_checking_does_not_stop_at_the_first_mistake(broken, folder):
    broken(LEAF_4A, "better: lower", "beter: lower")
    issues, _ = broken(LEAF_10, "pace: annual", "pace: daily")
    assert {issue.file for issue in issues} >= {LEAF_4A, LEAF_10}
    assert issues == sorted(issues)
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    assert set(caught.value.issues) <= set(issues)  # a missing leaf alone stops no computation
    assert f"{LEAF_10}:" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp trống"),
        (b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        (b"- a\n- b\n", "không nhận giá trị"),
        (b"leaf: &x [*x]\n", "chứa chính nó"),
        (b"leaf: !!python/object:os.system x\n", "Không đọc được YAML"),
        (b"leaf: [1\ncode: a\n", "Không đọc được YAML"),
        (b"just words\n", "không nhận giá trị"),
    ],
)
def test_a_file_that_is_no_definition_is_an_issue_not_a_crash(folder, content, said):
    (folder / LEAF_4A).write_bytes(content)
    messages = [issue.message for issue in check_catalog(folder) if issue.file == LEAF_4A]
    assert any(said in message for message in messages), messages


def test_a_folder_that_is_no_catalogue_says_what_is_missing(tmp_path):
    issues = check_catalog(tmp_path)
    assert [issue.file for issue in issues] == ["indicators", "lists", "tables"]
    with pytest.raises(CatalogError, match="Thiếu thư mục indicators"):
        load_catalog(tmp_path)


def test_every_rule_says_itself_in_one_sentence():
    for rule in (*RULES, *COMPLETENESS):
        assert rule.__doc__.endswith("."), rule.__name__
        assert "\n" not in rule.__doc__.strip(), rule.__name__


def test_a_changed_file_is_read_again(folder):
    before = load_catalog(folder)
    assert load_catalog(folder) is before
    file = folder / LEAF_4A
    file.write_text(file.read_text("utf-8").replace("decimals: 1", "decimals: 2"), "utf-8")
    assert load_catalog(folder).indicators["4a"].decimals == 2
    assert len(catalog_files(folder)) == len(catalog_files(CATALOG))


def test_a_copy_of_the_same_definitions_is_not_read_again(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert load_catalog(copy) is load_catalog(folder)
    (copy / "lists" / "folder.yaml").mkdir()
    with pytest.raises(CatalogError):
        load_catalog(copy)


def test_a_file_of_aliases_that_stand_for_millions_of_nodes_is_refused(tmp_path):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "bomb.yaml").write_text("\n".join(levels))
    found = [issue for issue in check_catalog(tmp_path) if issue.file == "lists/bomb.yaml"]
    assert "Lồng quá sâu" in found[0].message


def test_a_folder_or_a_device_that_is_called_yaml_is_refused(tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "folder.yaml").mkdir()
    (tmp_path / "lists" / "device.yaml").symlink_to("/dev/zero")
    files = {i.file for i in check_catalog(tmp_path) if "Không phải tệp thường" in i.message}
    assert files == {"lists/folder.yaml", "lists/device.yaml"}
    with pytest.raises(CatalogError):
        load_catalog(tmp_path)

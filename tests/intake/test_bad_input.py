"""Files that nobody vouches for: one sentence that says what is wrong and what to do."""

import struct
import zipfile

import pytest
import xlsxwriter

from mangnon.core.models import Refused
from mangnon.intake.opening import limits
from mangnon.intake.opening.asking import open_file
from mangnon.intake.reading import read
from tests.intake.conftest import COLUMNS

HEADINGS = ("Họ và tên", "Ngày sinh", "Cân nặng")


def refusal(file):
    with pytest.raises(Refused) as refused:
        read(file, COLUMNS)
    sentence = str(refused.value)
    assert file.name in sentence
    assert "\n" not in sentence
    return sentence


def rewritten(source, target, change):
    """Copy a workbook, its parts changed by a function of name and content."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


@pytest.fixture
def good(workbook):
    return workbook(HEADINGS, ("An", "1/2/2020", "9"))


def test_a_file_that_is_not_there(tmp_path):
    assert "Không có tệp" in refusal(tmp_path / "none.xlsx")


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.csv").touch()
    assert "rỗng" in refusal(tmp_path / "empty.csv")


def test_a_picture_is_no_spreadsheet(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    assert "không phải bảng tính" in refusal(tmp_path / "a.xlsx")


def test_a_web_page_with_the_name_of_a_spreadsheet(tmp_path):
    (tmp_path / "a.xls").write_text("<html><table><tr><td>Họ và tên</table>", encoding="utf-8")
    assert "trang web" in refusal(tmp_path / "a.xls")


def test_an_archive_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("letter.txt", "x")
    assert "không phải bảng tính" in refusal(tmp_path / "a.xlsx")


def test_a_workbook_that_is_cut_off(good, tmp_path):
    (tmp_path / "cut.xlsx").write_bytes(good.read_bytes()[:-200])
    assert "bị hỏng" in refusal(tmp_path / "cut.xlsx")


def test_a_workbook_with_macros(good, tmp_path):
    file = rewritten(good, tmp_path / "a.xlsm", lambda name, content: content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "macro" in refusal(file)


def test_a_workbook_with_a_password(tmp_path):
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    assert "mật khẩu" in refusal(tmp_path / "a.xlsx")


def test_a_file_larger_than_is_taken_is_not_even_opened(tmp_path):
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.truncate(1024**3)
    assert "1024 MB" in refusal(tmp_path / "huge.xlsx")


def with_bomb(file):
    """Add a part to a workbook that unpacks to more than is borne."""
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/a.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(limits.MAX_UNPACKED // 2**24 + 1):
            part.write(bytes(2**24))
    return file


def test_an_archive_that_says_itself_that_it_is_too_large(good):
    assert "quá lớn" in refusal(with_bomb(good))


def test_an_archive_that_lies_about_its_size(good):
    """The last entry says that it holds one byte; what it unpacks to is counted."""
    content = bytearray(with_bomb(good).read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 1)
    good.write_bytes(content)
    assert "quá lớn" in refusal(good)


def test_a_cell_far_away_from_its_table(good, tmp_path):
    def far(name, content):
        return content.replace(b'r="A2"', b'r="XFD1048576"').replace(
            b'<row r="2"', b'<row r="1048576"'
        )

    assert "rất xa" in refusal(rewritten(good, tmp_path / "far.xlsx", far))


def test_outside_entities_are_refused(good, tmp_path):
    def with_entity(name, content):
        entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
        return content.replace(b"<worksheet", entity, 1) if "sheet1" in name else content

    assert "thực thể" in refusal(rewritten(good, tmp_path / "xxe.xlsx", with_entity))


def test_ten_thousand_columns(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "wide.xlsx"))
    book.add_worksheet().write_row(0, 0, [f"Cột {n}" for n in range(10_000)])
    book.close()
    assert "10000 cột" in refusal(tmp_path / "wide.xlsx")
    (tmp_path / "wide.csv").write_text(",".join("x" * 10_000), encoding="utf-8")
    assert "10000 cột" in refusal(tmp_path / "wide.csv")


def test_headings_without_rows_and_rows_without_headings(workbook):
    assert "không có dòng nào bên dưới" in refusal(workbook(HEADINGS, name="a.xlsx"))
    rows = (("An", "1/2/2020"), ("Bình", "1/2/2020"))
    assert "“Họ và tên”" in refusal(workbook(*rows, name="b.xlsx"))
    assert "không có dòng nào" in refusal(workbook(name="c.xlsx"))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Họ và tên;Cân nặng\nĐiểu Thị Hường;9,5\n"),
        ("utf-8-sig", "Họ và tên,Cân nặng\r\nĐiểu Thị Hường,9.5\r\n"),
        ("utf-16", "Họ và tên\tCân nặng\r\nĐiểu Thị Hường\t9,5\r\n"),
        ("utf-16-le", "Họ và tên\tCân nặng\r\nĐiểu Thị Hường\t9,5\r\n"),
    ],
)
def test_a_csv_in_the_usual_encodings_and_with_the_usual_separators(tmp_path, encoding, text):
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    sheet = read(tmp_path / "a.csv", COLUMNS)
    assert sheet.rows.select("row", "name", "weight").rows() == [(2, "Điểu Thị Hường", 9.5)]


def test_a_csv_in_windows_1258_has_its_tones_put_on_their_letters(tmp_path):
    # ê with a dot below is two signs there: ê, then the tone.
    text = "Ho\u0323 t\u00ean tre\u0309;S\u00f4\u0301 CCCD\n"
    rows = "Nguy\u00ea\u0303n Thi\u0323 H\u01b0\u01a1\u0300ng;070301000123\n"
    (tmp_path / "a.csv").write_bytes((text + rows).encode("cp1258"))
    sheet = read(tmp_path / "a.csv", COLUMNS)
    assert sheet.rows.select("name", "number").rows() == [
        ("Nguyễn Thị Hường", "070301000123"),
    ]


def test_a_quoted_line_of_a_csv_may_be_several_lines(tmp_path):
    (tmp_path / "a.csv").write_text(
        'Họ và tên,Cân nặng\n"Điểu\nHoa","9,5"\nAn,8\n', encoding="utf-8"
    )
    sheet = read(tmp_path / "a.csv", COLUMNS)
    assert sheet.rows.select("row", "name", "weight").rows() == [(2, "Điểu Hoa", 9.5), (3, "An", 8)]


def test_empty_signs_in_a_text_file_are_no_text(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"Ho ten,Can nang\nAn" + b"\0" * 3 + b",9\n")
    assert "không phải bảng tính" in refusal(tmp_path / "a.csv")


def test_a_program_that_dies_is_a_sentence_too(good, monkeypatch):
    monkeypatch.setattr("mangnon.intake.opening.asking.MEBIBYTES", 60)
    with pytest.raises(Refused, match="quá lớn"):
        open_file(good, "sheet.xlsx")

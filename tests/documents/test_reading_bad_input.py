"""Files that are no plan: one clear sentence each, never a traceback, never unbounded memory."""

import contextlib
import io
import os
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.documents import PlanError, read_plan
from tests.documents import docx_plans
from tests.documents.examples import examples
from tests.documents.outcomes import outcome
from tests.patience import no_hang

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REPORT = "UBND TỈNH\nSố: 1/BC-UBND\nBÁO CÁO\nKết quả năm 2025\nI. KẾT QUẢ\n1. Tốt."
DECISION = "QUYẾT ĐỊNH\nVề việc khen thưởng\nĐiều 1. Khen thưởng.\nĐiều 2. Thi hành."


def sentence(path):
    """Return the refusal, having checked that it is one sentence in Vietnamese."""
    with pytest.raises(PlanError) as refused:
        read_plan(path)
    text = str(refused.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "Traceback" not in text
    assert re.search(r"[àáảãạăâđêôơưếệịốợủ]", text)
    return text


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def archive(entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.txt", b"", "rỗng"),
        ("trang.txt", b"  \n \n\x0c\n", "không có chữ nào"),
        ("bai.txt", "Hôm nay trời đẹp.\nChúng tôi đi chơi.", "không phải kế hoạch"),
        ("bao-cao.txt", REPORT, "báo cáo, không phải kế hoạch"),
        ("quyet-dinh.txt", DECISION, "quyết định, không phải kế hoạch"),
        ("chi-tieu-de.txt", "KẾ HOẠCH\nĐi chơi năm 2026\nCùng nhau đi.", "không phải kế hoạch"),
        ("anh.txt", bytes(range(256)) * 40, "không phải"),
        ("khong.txt", b"KE HOACH\x00\x00\x01", "không phải tệp văn bản"),
        ("cu.txt", "Kế hoạch".encode("utf-16-le") + b"\xff", "không phải"),
        ("cu.doc", OLE + b"WordDocument" * 50, "Word cũ"),
        ("gia.doc", b"{\\rtf1}", "RTF"),
        ("gia.docx", b"{\\rtf1}", "RTF"),
        ("trang.doc", b"\xef\xbb\xbf<html><body>KE HOACH</body></html>", "HTML"),
        ("moi.doc", b"PK\x03\x04", "đuôi .doc"),
        (
            "mo.odt",
            b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "odt",
        ),
        ("lenh.docm", b"PK\x03\x04", "chỉ nhận .docx"),
        ("khoa.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("doi-ten.docx", OLE + b"WordDocument" * 50, "Word cũ"),
        ("hong.docx", b"PK\x03\x04 hong", "bị hỏng"),
        ("bang.docx", archive({"xl/workbook.xml": "<a/>"}), "không phải tài liệu Word"),
        ("xml.docx", archive({"word/document.xml": "<w:document"}), "bị hỏng"),
        ("rong.docx", archive({"word/document.xml": ""}), "bị hỏng"),
        ("la.docx", archive({"word/document.xml": "<a><b/></a>"}), "bị hỏng"),
        ("so.xlsx", b"PK\x03\x04", "chỉ nhận .docx, .pdf và .txt"),
        ("khong-duoi", b"KE HOACH", "chỉ nhận .docx, .pdf và .txt"),
        ("in.pdf", b"%PDF-1.7", "bị hỏng"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(tmp_path, name, content, says):
    assert says in sentence(written(tmp_path, name, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "không tồn tại" in sentence(tmp_path / "khong-co.txt")
    assert "thư mục" in sentence(tmp_path)
    assert "hãy kiểm tra" in sentence(tmp_path / ("dài" * 200 + ".txt"))


def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = written(tmp_path, "kin.txt", "KẾ HOẠCH")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    assert "quyền đọc" in sentence(path)


def test_a_file_of_more_than_50_megabytes_is_not_opened(tmp_path):
    path = tmp_path / "to.txt"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    assert "50 MB" in sentence(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    bomb = archive({"word/document.xml": b" " * (60 * 1024 * 1024)})
    assert len(bomb) < 200_000
    assert "quá lớn" in sentence(written(tmp_path, "bom.docx", bomb))


def test_an_entity_bomb_does_not_expand(tmp_path):
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    bomb = f"<?xml version='1.0'?><!DOCTYPE d [{entities}]><d>&a9;</d>"
    with no_hang():
        sentence(written(tmp_path, "thuc-the.docx", archive({"word/document.xml": bomb})))


def test_a_hundred_thousand_lines_are_refused(tmp_path):
    assert "quá dài" in sentence(written(tmp_path, "dai.txt", "- dòng\n" * 100_000))


def test_a_table_of_500_columns_is_refused(tmp_path):
    cells = "<w:tc><w:p/></w:tc>" * 500
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    table = f"<w:document {space}><w:body><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"
    path = written(tmp_path, "rong.docx", archive({"word/document.xml": table}))
    assert "cột" in sentence(path)


@pytest.mark.parametrize("line", ["a" * 300_000, "1." * 100_000, "(" * 50_000, "1,5% " * 40_000])
def test_one_very_long_line_is_read_in_bounded_time(tmp_path, line):
    text = f"KẾ HOẠCH\nTrẻ em năm 2026\nI. CHỈ TIÊU\n1. Chỉ tiêu 1: {line}\n"
    with no_hang(), contextlib.suppress(PlanError):
        read_plan(written(tmp_path, "dai.txt", text))


def test_a_long_plan_is_read_in_bounded_time(tmp_path):
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU"]
    lines += [f"{n}. Chỉ tiêu {n}: {n % 100}% trẻ em được chăm sóc." for n in range(1, 900)]
    lines += ["II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế"]
    lines += [f"- Thực hiện việc số {n}, báo cáo trước ngày 10/11/2026." for n in range(2000)]
    with no_hang():
        plan = read_plan(written(tmp_path, "dai.txt", "\n".join(lines)))
    assert (len(plan.indicators), len(plan.deadlines)) == (899, 2000)


@examples(40)
@given(at=st.integers(0, 36_000), junk=st.binary(min_size=1, max_size=30))
def test_a_damaged_word_file_gives_a_plan_or_one_sentence(tmp_path, at, junk):
    content = bytearray(docx_plans.table_plan())
    at %= len(content)
    content[at : at + len(junk)] = junk
    path = written(tmp_path, "hong.docx", bytes(content))
    assert outcome(path).endswith((".", "}"))

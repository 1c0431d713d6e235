"""Damaged, hostile and other files: one clear sentence, exit status 2, and no traceback."""

import io
import zipfile

import pytest

from mangnon.documents.checking import CheckError, check_document, check_file

from .changes import written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "[Content_Types].xml"


def packed(**parts: bytes) -> bytes:
    """Return a .docx with other parts; a part that is None is left out."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written("letter"))) as source:
        every = {name: source.read(name) for name in source.namelist()} | parts
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in every.items():
            if content is not None:
                target.writestr(name, content)
    return changed.getvalue()


def document(inner: str, before: str = "") -> bytes:
    return f'{before}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCUMENT = "word/document.xml"
BAD = {
    "empty": (b"", "rỗng"),
    "text": ("Kính gửi: Bộ Y tế".encode(), "không phải tài liệu Word"),
    "pdf": (b"%PDF-1.7 ...", "không phải tài liệu Word"),
    "rtf": (b"{\\rtf1 x}", "RTF"),
    "html": (b"<html><body>x</body></html>", "HTML"),
    "old word": (OLE, "dạng Word cũ"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "cut off": (lambda: written("letter")[:3000], "bị hỏng"),
    "no document": (lambda: packed(**{DOCUMENT: None}), "bị hỏng"),
    "no body": (lambda: packed(**{DOCUMENT: f'<w:document xmlns:w="{W}"/>'.encode()}), "bị hỏng"),
    "no xml": (lambda: packed(**{DOCUMENT: b"\0\1\2"}), "bị hỏng"),
    "entities": (lambda: packed(**{DOCUMENT: document("<w:p>&i;</w:p>", LAUGHS)}), "bị hỏng"),
    "outside": (
        lambda: packed(**{"word/styles.xml": b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"}),
        "bị hỏng",
    ),
    "styles cut off": (lambda: packed(**{"word/styles.xml": b"<a"}), "bị hỏng"),
    "numbering cut off": (lambda: packed(**{"word/numbering.xml": b"<a"}), "bị hỏng"),
    "macro": (lambda: packed(**{"word/vbaProject.bin": b"x"}), "macro"),
    "macro type": (lambda: packed(**{TYPES: b'<Types a="macroEnabled"/>'}), "macro"),
    "bomb": (lambda: packed(**{DOCUMENT: b" " * 60 * 1024**2}), "quá lớn"),
    "tags": (lambda: packed(**{DOCUMENT: document("<w:p/>" * 700_000)}), "quá lớn"),
    "long": (lambda: packed(**{DOCUMENT: document("<w:p/>" * 10_001)}), "hơn 10000 đoạn"),
    "deep": (lambda: packed(**{DOCUMENT: document("<w:sdt>" * 5000)}), "bị hỏng"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_checked_gets_one_sentence(name):
    content, words = BAD[name]
    with pytest.raises(CheckError) as refusal:
        check_document("van-ban.docx", content() if callable(content) else content)
    told = str(refusal.value)
    assert words in told
    assert "van-ban.docx" in told
    assert "\n" not in told
    assert told.endswith(".")


ODD = {
    "no styles": {"word/styles.xml": None},
    "circular styles": {
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A">'
        '<w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B">'
        '<w:basedOn w:val="A"/></w:style></w:styles>'.encode()
    },
    "odd numbers": {
        DOCUMENT: document(
            '<w:p><w:pPr><w:spacing w:line="x" w:before="1e999" w:after="nan"/>'
            '<w:ind w:left="-9e9"/></w:pPr><w:r><w:rPr><w:sz w:val="0"/></w:rPr>'
            "<w:t>Số: 99999999999999999999/BC-A</w:t>"
            '</w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr></w:tc>'
            '</w:tr></w:tbl><w:sectPr><w:pgSz w:w="0" w:h="0"/>'
            '<w:pgNumType w:start="-1"/></w:sectPr>'
        )
    },
    "no paragraph": {DOCUMENT: document("")},
    "fields left open": {
        DOCUMENT: document(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>a</w:t></w:r></w:p>'
        )
    },
    "header gone": {"word/header1.xml": None},
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_checked_all_the_same(name):
    assert check_document("van-ban.docx", packed(**ODD[name]))


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path):
    for path, words in ((tmp_path / "a.docx", "không tồn tại"), (tmp_path, "là một thư mục")):
        with pytest.raises(CheckError, match=words):
            check_file(path)


def test_a_long_document_is_checked_in_seconds():
    """2,000 paragraphs are a document of 80 pages."""
    line = "<w:p><w:r><w:t>Các cơ quan thực hiện nhiệm vụ được giao.</w:t></w:r></w:p>"
    found = check_document("van-ban.docx", packed(**{DOCUMENT: document(line * 2000)}))
    assert len([d for d in found if d.rule == "body.indent"]) == 2000

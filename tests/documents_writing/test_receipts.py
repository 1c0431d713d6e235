"""Receipts travel inside the file, come back as they were, and show what was changed by hand."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Figure, Paragraph
from mangnon.documents.writing.receipt import (
    FigureReceipt,
    Mismatch,
    Receipt,
    ReceiptError,
    Shown,
    bookmark_name,
    mismatches,
    read_receipt,
    read_shown,
)

from .samples import DOCUMENT, RECEIPT, SHARE, opened, part, texts


@pytest.fixture
def file(tmp_path) -> Path:
    target = tmp_path / "report.docx"
    target.write_bytes(write(DOCUMENT))
    return target


def test_a_document_that_was_not_built_here_has_no_receipts(tmp_path):
    file = tmp_path / "other.docx"
    docx.Document().save(file)
    with pytest.raises(ReceiptError, match="không có biên nhận"):
        read_receipt(file)


def test_a_document_written_without_a_receipt_has_none(tmp_path):
    file = tmp_path / "plain.docx"
    file.write_bytes(write(replace(DOCUMENT, receipt=None)))
    with pytest.raises(ReceiptError, match="không có biên nhận"):
        read_receipt(file)


@pytest.mark.parametrize("content", [b"", b"KE HOACH", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_docx_is_said_to_be_none(tmp_path, content):
    file = tmp_path / "broken.docx"
    file.write_bytes(content)
    with pytest.raises(ReceiptError, match=r"không phải văn bản \.docx"):
        read_receipt(file)
    with pytest.raises(ReceiptError, match=r"không phải văn bản \.docx"):
        read_shown(file)


def test_a_file_with_two_texts_is_refused(file):
    """Word shows the one, and the one that is proved is the other."""
    with (
        zipfile.ZipFile(file, "a") as package,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        package.writestr("word/document.xml", package.read("word/document.xml"))
    for read in (read_receipt, read_shown, mismatches):
        with pytest.raises(ReceiptError, match="cùng tên"):
            read(file)


@pytest.mark.parametrize("method", [1, 99])
def test_a_part_that_is_locked_or_packed_in_another_way_is_refused(file, method):
    """Set the bit of a locked part (1), or a way of packing that nobody knows, in the listing."""
    content = bytearray(file.read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        offset = 8 if method == 1 else 10
        content[at + offset : at + offset + 2] = method.to_bytes(2, "little")
        at = content.find(b"PK\x01\x02", at + 4)
    file.write_bytes(content)
    with pytest.raises(ReceiptError):
        read_receipt(file)


def test_a_zip_without_a_text_is_no_docx(tmp_path):
    file = tmp_path / "empty.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("other.txt", "x")
    with pytest.raises(ReceiptError, match=r"không phải văn bản \.docx"):
        read_shown(file)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"figures": [{"leaf": "1"}]}', '{"figures": [], "unknown": 1}']
)
def test_receipts_of_another_shape_are_refused(text):
    with pytest.raises(ReceiptError, match="Không đọc được biên nhận"):
        Receipt.from_json(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"earlier": {}', '"earlier": []'),
        ('"shown": {', '"shown": [], "x": {'),
        (f'"leaf": "{SHARE.leaf}"', '"leaf": 4'),
        (f'"unit": "{SHARE.unit}"', '"unit": ["70"]'),
        ('"earlier": {}', '"earlier": ' + "[" * 100_000 + "]" * 100_000),
    ],
)
def test_receipts_with_a_field_of_another_type_are_refused(old, new):
    text = RECEIPT.to_json()
    assert old in text
    with pytest.raises(ReceiptError, match="Không đọc được biên nhận"):
        Receipt.from_json(text.replace(old, new))


@pytest.mark.parametrize("key", ["có dấu", "1-70", "", "k" * 40])
def test_a_key_that_word_cannot_hold_is_refused_when_writing(key):
    broken = replace(DOCUMENT, blocks=(Paragraph((Figure("1", key),)),))
    with pytest.raises(ValueError, match="cannot name a figure"):
        write(broken)


def test_the_receipt_comes_back_as_it_went_in(file):
    assert read_receipt(file) == RECEIPT


def test_the_receipt_is_there_after_another_program_saved_the_file(file, tmp_path):
    saved = tmp_path / "saved.docx"
    docx.Document(file).save(saved)
    assert read_receipt(saved) == RECEIPT
    assert mismatches(saved) == ()


def test_each_figure_of_the_text_names_its_receipt(file):
    assert read_shown(file) == (
        Shown("1_70", "value", "75,7%"),
        Shown("1_70", "fraction", "84/111"),
    )


def test_a_file_nobody_touched_has_no_mismatch(file):
    assert mismatches(file) == ()


def test_a_number_changed_by_hand_is_found(file, tmp_path):
    word = docx.Document(file)
    for found in word.paragraphs:
        for run in found.runs:
            run.text = run.text.replace("75,7%", "77,7%")
    edited = tmp_path / "edited.docx"
    word.save(edited)
    assert mismatches(edited) == (Mismatch("1_70", "value", "75,7%", "77,7%"),)


def test_a_number_cut_out_of_the_text_is_found(file, tmp_path):
    word = docx.Document(file)
    for found in word.paragraphs:
        if "84/111" in found.text:
            found._p.getparent().remove(found._p)
    edited = tmp_path / "cut.docx"
    word.save(edited)
    assert mismatches(edited) == (
        Mismatch("1_70", "fraction", "84/111", None),
        Mismatch("1_70", "value", "75,7%", None),
    )


def test_a_figure_without_a_receipt_is_found(tmp_path):
    extra = replace(DOCUMENT, blocks=(*DOCUMENT.blocks, Paragraph((Figure("9", "2_70"),))))
    file = tmp_path / "extra.docx"
    file.write_bytes(write(extra))
    assert mismatches(file) == (Mismatch("2_70", "value", None, "9"),)


def test_the_reader_of_the_text_sees_nothing_of_the_marks():
    assert "Tỷ lệ là 75,7% (84/111)." in texts(opened())


def test_names_of_marks_are_never_used_twice():
    body = part(write(DOCUMENT), "word/document.xml")
    space = body.nsmap["w"]
    names = [mark.get(f"{{{space}}}name") for mark in body.iter(f"{{{space}}}bookmarkStart")]
    assert names == ["_mn1_1_70_value", "_mn2_1_70_fraction"]
    assert bookmark_name(12, "11a_25216", "value") == "_mn12_11a_25216_value"


def test_the_same_document_gives_the_same_bytes():
    assert write(DOCUMENT) == write(DOCUMENT)


def test_nothing_in_the_file_carries_the_clock_of_its_writing():
    with zipfile.ZipFile(io.BytesIO(write(DOCUMENT))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = package.read("docProps/core.xml").decode()
    assert properties.count("2025-10-31T08:00:00Z") == 2
    assert "BÁO CÁO Kết quả thực hiện công tác trẻ em năm 2025" in properties
    assert "python-docx" not in properties


def test_another_figure_gives_another_file():
    other = replace(RECEIPT, figures=(replace(SHARE, numerator=85),))
    assert write(replace(DOCUMENT, receipt=other)) != write(DOCUMENT)


counts = st.none() | st.integers(min_value=0, max_value=2**53)
figures = st.builds(
    FigureReceipt,
    key=st.just("1_70"),
    leaf=st.sampled_from(["1", "4b", "*"]),
    unit=st.text(max_size=5),
    unit_valid_from=st.just("1997-01-01"),
    measure=st.sampled_from(["percent", "per_1000"]),
    numerator=counts,
    denominator=counts,
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    attainment=st.sampled_from(["met", "no_data"]),
    basis=st.just("final"),
    shown=st.dictionaries(st.sampled_from(["value", "fraction"]), st.text(max_size=20)),
)


@given(st.lists(figures, max_size=5))
def test_any_receipt_survives_being_written_down(found):
    receipt = replace(RECEIPT, figures=tuple(found))
    assert Receipt.from_json(receipt.to_json()) == receipt

"""A .docx may lie about its size; what is unpacked stays bounded all the same."""

import io
import zipfile

import pytest

from mangnon.documents import PlanError, read_plan
from mangnon.documents.parts import TooLarge, read_part

LIMIT = 1000


def package(content: bytes, packed=zipfile.ZIP_DEFLATED, said: int | None = None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as written:
        written.writestr("word/document.xml", content)
    raw = bytearray(buffer.getvalue())
    if said is not None:  # the size stands in the local header and in the directory
        for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = raw.index(mark) + offset
            raw[at : at + 4] = said.to_bytes(4, "little")
    return zipfile.ZipFile(io.BytesIO(bytes(raw)))


def test_a_part_within_the_limit_is_read():
    assert read_part(package(b"x" * LIMIT), "word/document.xml", LIMIT) == b"x" * LIMIT


def test_a_part_over_the_limit_is_refused():
    with pytest.raises(TooLarge):
        read_part(package(b"x" * (LIMIT + 1)), "word/document.xml", LIMIT)


def test_a_part_that_says_it_is_small_is_never_unpacked_whole():
    lying = package(b" " * 50_000_000, said=100)
    with pytest.raises((TooLarge, zipfile.BadZipFile)):
        read_part(lying, "word/document.xml", LIMIT)


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_another_way_is_refused(packed):
    with pytest.raises(zipfile.BadZipFile):
        read_part(package(b"x", packed), "word/document.xml", LIMIT)


def test_a_word_file_of_a_million_empty_paragraphs_is_refused_at_once(tmp_path):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{"<w:p/>" * 1_000_001}</w:body></w:document>'
    file = tmp_path / "many.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("[Content_Types].xml", "<Types/>")
        written.writestr("word/document.xml", body)
    with pytest.raises(PlanError, match=r"many\.docx.*quá lớn"):
        read_plan(file)

"""Every plan set on pages in another form: width, numbers, heads, letters, bullets."""

import textwrap
import unicodedata

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from mangnon.documents import read_plan
from tests.documents import plan_texts
from tests.documents.examples import examples
from tests.documents.pdf_pages import LETTER, document, of_lines, text
from tests.documents.plan_texts import body_of, expected_results, lines_of, without_lines

SETTINGS = examples(15, HealthCheck.too_slow)


@pytest.fixture(scope="module")
def expected():
    return expected_results(plan_texts.UNWRAPPED)


def read(tmp_path, content):
    path = tmp_path / "plan.pdf"
    path.write_bytes(content)
    return without_lines(read_plan(path).as_dict())


def set_out(lines, *, width, per_page, head="", number="{}", above=False, justify=False):
    """Pages of wrapped lines, a head and a number on each, both edges straight if asked."""
    wrapped = [(part, is_last) for line in lines for part, is_last in _parts(line, width)]
    pages = []
    for start in range(0, len(wrapped), per_page):
        drawn = [
            _drawn(part, 80 + 12 * at, width if justify and not is_last else None)
            for at, (part, is_last) in enumerate(wrapped[start : start + per_page])
        ]
        page = len(pages) + 1
        if head:
            drawn.append(text(50, 40, f"{head}   {page}", size=7))
        drawn.append(text(290, 30 if above else 815, number.format(page), size=8))
        pages.append("".join(drawn))
    return document(pages)


def _parts(line, width):
    parts = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return [(part, at == len(parts) - 1) for at, part in enumerate(parts)]


def _drawn(line, y, width):
    """A line of words, each placed by itself where the line is stretched to a width."""
    size, words = 8, line.split()
    gaps = len(words) - 1
    spare = 0 if width is None or not gaps else (width - len(line)) / gaps
    drawn, at = [], 0.0
    for word in words:
        drawn.append(text(round(50 + at * LETTER * size, 2), y, word, size=size))
        at += len(word) + 1 + min(spare, 1)
    return "".join(drawn)


@SETTINGS
@given(
    name=st.sampled_from(plan_texts.UNWRAPPED),
    width=st.integers(60, 110),
    per_page=st.integers(15, 55),
    justify=st.booleans(),
)
def test_the_width_and_length_of_pages_change_nothing(
    tmp_path, expected, name, width, per_page, justify
):
    content = set_out(lines_of(name), width=width, per_page=per_page, justify=justify)
    assert read(tmp_path, content) == expected[name]


@SETTINGS
@given(
    name=st.sampled_from(plan_texts.UNWRAPPED),
    per_page=st.integers(12, 40),
    number=st.sampled_from(["{}", "- {} -", "Trang {}", "{}/20"]),
    head=st.sampled_from(["", "Kế hoạch công tác trẻ em", "UBND TỈNH - SỞ Y TẾ"]),
    above=st.booleans(),
)
def test_page_numbers_and_running_heads_change_nothing(
    tmp_path, expected, name, per_page, number, head, above
):
    lines = lines_of(name)
    if head and len(lines) <= per_page:
        head = ""  # what stands on one page only is no running head
    content = set_out(lines, width=100, per_page=per_page, head=head, number=number, above=above)
    assert read(tmp_path, content) == expected[name]


@pytest.mark.parametrize("name", plan_texts.UNWRAPPED)
def test_letters_in_pieces_read_the_same(tmp_path, expected, name):
    lines = [unicodedata.normalize("NFD", line) for line in lines_of(name)]
    assert read(tmp_path, of_lines(lines, width=90)) == expected[name]


@pytest.mark.parametrize("name", plan_texts.UNWRAPPED)
@pytest.mark.parametrize("bullet", ["–", "•", "*"])
def test_other_bullets_change_nothing(tmp_path, expected, name, bullet):
    lines = lines_of(name)
    start, end = body_of(lines)
    for at in range(start, end):
        if lines[at].startswith("- "):
            lines[at] = bullet + lines[at][1:]
    got = read(tmp_path, of_lines(lines))
    for field in ("indicators", "key_tasks", "agencies", "deadlines", "funding", "warnings"):
        assert got[field] == expected[name][field]

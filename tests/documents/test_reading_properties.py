"""What must never change the result: wrapping, spaces, blank lines, letters, bullets, pages."""

import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.documents import read_plan
from tests.documents.examples import examples
from tests.documents.outcomes import outcome

DEMO = Path(__file__).parents[2] / "mangnon" / "catalog" / "demo" / "plan.txt"
LINES = DEMO.read_text("utf-8").splitlines()
SETTINGS = examples(15)


def without_lines(value):
    """Drop every line number: they are all that may change."""
    if isinstance(value, dict):
        return {key: without_lines(v) for key, v in value.items() if key != "line"}
    if isinstance(value, list):
        return [without_lines(v) for v in value]
    return value


@pytest.fixture(scope="module")
def expected():
    return without_lines(read_plan(DEMO).as_dict())


def result(tmp_path, text):
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    return without_lines(read_plan(path).as_dict())


def wrapped(line, width, on_hyphens=False):
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=on_hyphens) or [""]


@SETTINGS
@given(width=st.integers(38, 130), blank=st.integers(0, 2), on_hyphens=st.booleans())
def test_wrapping_the_lines_changes_nothing(tmp_path, expected, width, blank, on_hyphens):
    lines = [part for line in LINES for part in wrapped(line, width, on_hyphens)]
    assert result(tmp_path, ("\n" * (blank + 1)).join(lines)) == expected


@SETTINGS
@given(widths=st.lists(st.integers(40, 110), min_size=5, max_size=20))
def test_lines_of_uneven_length_change_nothing(tmp_path, expected, widths):
    lines = []
    for at, line in enumerate(LINES):
        lines += wrapped(line, widths[at % len(widths)])
    assert result(tmp_path, "\n\n".join(lines)) == expected


@SETTINGS
@given(spaces=st.integers(1, 5), indent=st.integers(0, 8))
def test_extra_spaces_change_nothing(tmp_path, expected, spaces, indent):
    lines = [" " * indent + line.replace(" ", " " * spaces) + "  " for line in LINES]
    assert result(tmp_path, "\n".join(lines)) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_composed_and_decomposed_letters_read_the_same(tmp_path, expected, form):
    assert result(tmp_path, unicodedata.normalize(form, DEMO.read_text("utf-8"))) == expected


@pytest.mark.parametrize("bullet", ["–", "•", "*", "—", "▪", "➢", "·"])
def test_other_bullets_change_nothing(tmp_path, expected, bullet):
    lines = [bullet + line[1:] if line.startswith("- ") else line for line in LINES]
    assert result(tmp_path, "\n".join(lines)) == expected


def test_bullets_stuck_to_their_text_change_nothing(tmp_path, expected):
    lines = [line[0] + line[2:] if line[:2] in {"- ", "+ "} else line for line in LINES]
    assert result(tmp_path, "\n".join(lines)) == expected


@pytest.mark.parametrize("numbering", ["{}.", "{}/", "{})", "{} ."])
def test_another_way_to_write_list_numbers_changes_nothing(tmp_path, expected, numbering):
    lines = []
    for line in LINES:
        number, dot, rest = line.partition(". ")
        lines.append(f"{numbering.format(number)} {rest}" if dot and number.isdigit() else line)
    assert result(tmp_path, "\n".join(lines)) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_change_nothing(tmp_path, expected, newline):
    path = tmp_path / "plan.txt"
    path.write_bytes(newline.join(LINES).encode("utf-8-sig"))
    assert without_lines(read_plan(path).as_dict()) == expected


@SETTINGS
@given(
    every=st.integers(18, 60), form=st.sampled_from(["{}", "- {} -", "– {} –", "Trang {}", "{}/9"])
)
def test_page_numbers_and_form_feeds_change_nothing(tmp_path, expected, every, form):
    wrapped_lines = [part for line in LINES for part in wrapped(line, 80)]
    lines, page = [], 1
    for at, line in enumerate(wrapped_lines, start=1):
        lines.append(line)
        if at % every == 0:
            lines += ["", f"      {form.format(page)}", ""]
            page += 1
            lines.append("\f ")
    assert result(tmp_path, "\n".join(lines)) == expected


def test_the_other_school_of_tone_marks_changes_nothing_but_the_spelling(tmp_path, expected):
    swaps = {"hóa": "hoá", "Ủy": "Uỷ", "ủy": "uỷ", "thủy": "thuỷ", "HÒA": "HOÀ", "khỏe": "khoẻ"}
    text = DEMO.read_text("utf-8")
    for old, new in swaps.items():
        text = text.replace(old, new)
    got = result(tmp_path, text)
    for key in ("deadlines", "warnings", "number", "issued_on"):
        assert got[key] == expected[key]
    assert [i["targets"] and i["targets"][0]["value"] for i in got["indicators"]] == [
        i["targets"][0]["value"] for i in expected["indicators"]
    ]
    assert [len(a["tasks"]) for a in got["agencies"]] == [
        len(a["tasks"]) for a in expected["agencies"]
    ]
    assert [i["leads"] for i in got["indicators"] if i["number"] != "21"] == [
        i["leads"] for i in expected["indicators"] if i["number"] != "21"
    ]


@SETTINGS
@given(text=st.text(max_size=400))
def test_any_text_gives_a_plan_or_one_sentence(tmp_path, text):
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    sentence = outcome(path)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@SETTINGS
@given(order=st.permutations(range(len(LINES))))
def test_shuffled_lines_never_crash(tmp_path, order):
    path = tmp_path / "shuffled.txt"
    path.write_text("\n".join(LINES[at] for at in order), "utf-8")
    assert outcome(path).endswith((".", "}"))

"""Every plan of every office, set in another form: the result stays the same."""

import re
import textwrap
import unicodedata
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mangnon.documents import read_plan
from tests.documents import plan_texts
from tests.documents.examples import examples
from tests.documents.plan_texts import body_of, expected_results, lines_of, result, without_lines

SETTINGS = examples(20)


@pytest.fixture(scope="module")
def expected():
    return expected_results()


def wrapped(lines, width):
    parts = [textwrap.wrap(line, width, break_long_words=False) or [""] for line in lines]
    return [part for part_lines in parts for part in part_lines]


@SETTINGS
@given(
    name=st.sampled_from(plan_texts.UNWRAPPED), width=st.integers(45, 130), gap=st.integers(1, 3)
)
def test_wrapping_the_body_changes_nothing(tmp_path, expected, name, width, gap):
    lines = lines_of(name)
    start, end = body_of(lines)
    text = "\n".join([*lines[:start], ""])
    text += ("\n" * gap).join(wrapped(lines[start:end], width))
    assert result(tmp_path, "\n".join([text, *lines[end:]])) == expected[name]


@SETTINGS
@given(name=st.sampled_from(plan_texts.ALL), indent=st.integers(0, 9), trailing=st.integers(0, 4))
def test_indents_and_trailing_spaces_change_nothing(tmp_path, expected, name, indent, trailing):
    lines = lines_of(name)
    start, end = body_of(lines)
    for at in range(start, end):
        lines[at] = f"{' ' * indent}{lines[at]}{' ' * trailing}"
    assert result(tmp_path, "\n".join(lines)) == expected[name]


@SETTINGS
@given(
    name=st.sampled_from(plan_texts.ALL),
    space=st.sampled_from(["  ", "\u00a0", " \u2009", "\t", "\u3000"]),
)
def test_other_spaces_between_words_change_nothing(tmp_path, expected, name, space):
    lines = lines_of(name)
    start, end = body_of(lines)
    lines[start:end] = [line.replace(" ", space) for line in lines[start:end]]
    assert result(tmp_path, "\n".join(lines)) == expected[name]


@pytest.mark.parametrize("name", plan_texts.ALL)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_read_the_same(tmp_path, expected, name, form):
    text = unicodedata.normalize(form, "\n".join(lines_of(name)))
    assert result(tmp_path, text) == expected[name]


@pytest.mark.parametrize("name", plan_texts.ALL)
def test_letters_that_cannot_be_seen_change_nothing(tmp_path, expected, name):
    text = "\ufeff" + "\n".join(lines_of(name)).replace("trẻ", "\u200btrẻ\u00ad")
    assert result(tmp_path, text) == expected[name]


@pytest.mark.parametrize("name", ["demo", "letters", "caps", "commune", "city", "sentences"])
@pytest.mark.parametrize("bullet", ["–", "•", "*", "●"])
def test_other_bullets_change_nothing(tmp_path, expected, name, bullet):
    lines = lines_of(name)
    start, end = body_of(lines)
    for at in range(start, end):
        if lines[at].startswith("- "):
            lines[at] = bullet + lines[at][1:]
    got = result(tmp_path, "\n".join(lines))
    for field in ("indicators", "key_tasks", "agencies", "deadlines", "funding", "warnings"):
        assert got[field] == expected[name][field]


NEW = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
OLD = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]


def in_tones(text, wanted, others):
    """Write the tone of an open oa, oe, uy on the letter that one school puts it on."""
    for one, other in zip(wanted, others, strict=True):
        for old, new in ((other, one), (other.upper(), one.upper()), (other.title(), one.title())):
            text = re.sub(rf"(?<![qQ]){old}(?!\w)", new, text)
    return text


def folded(value):
    """The same result with every text in one school's spelling."""
    if isinstance(value, dict):
        return {key: folded(v) for key, v in value.items()}
    if isinstance(value, list):
        return [folded(v) for v in value]
    return in_tones(value, NEW, OLD) if isinstance(value, str) else value


@pytest.mark.parametrize("name", plan_texts.ALL)
@pytest.mark.parametrize(("wanted", "others"), [(NEW, OLD), (OLD, NEW)], ids=["new", "old"])
def test_either_school_of_tone_marks_reads_the_same(tmp_path, expected, name, wanted, others):
    text = in_tones("\n".join(lines_of(name)), wanted, others)
    assert folded(result(tmp_path, text)) == folded(expected[name])


@pytest.mark.parametrize("name", ["labels", "caps", "commune", "sentences"])
def test_a_plus_in_place_of_a_dash_changes_nothing(tmp_path, expected, name):
    lines = lines_of(name)
    start, end = body_of(lines)
    assert not any(line.startswith("+") for line in lines[start:end])
    for at in range(start, end):
        if lines[at].startswith("- "):
            lines[at] = "+" + lines[at][1:]
    got = result(tmp_path, "\n".join(lines))
    for field in ("indicators", "key_tasks", "agencies", "deadlines", "funding", "warnings"):
        assert got[field] == expected[name][field]


@SETTINGS
@given(
    name=st.sampled_from(["demo", "letters", "labels", "sentences", "one_line"]),
    every=st.integers(9, 40),
    number=st.sampled_from(["{}", "- {} -", "– {} –", "Trang {}", "{}/20"]),
    head=st.sampled_from(["", "Kế hoạch công tác trẻ em năm 2026", "UBND TỈNH - SỞ Y TẾ"]),
    is_above=st.booleans(),
)
def test_page_numbers_and_running_heads_change_nothing(
    tmp_path, expected, name, every, number, head, is_above
):
    lines = lines_of(name)
    start, end = body_of(lines)
    pages, page = lines[: start + 2], 1
    for at, line in enumerate(lines[start + 2 :], start=1):
        if at % every == 0 and start + 2 + at < end:
            mark = ["", number.format(page), ""]
            pages += [*mark, head] if is_above else [head, *mark]
            page += 1
        pages.append(line)
    got = result(tmp_path, "\n".join(pages))
    assume(page > 2 or not head)  # what stands on one page only is no running head
    assert got == expected[name]


@pytest.mark.parametrize("name", plan_texts.WORD)
def test_a_word_plan_with_decomposed_letters_reads_the_same(tmp_path, name):
    path, again = tmp_path / "plan.docx", tmp_path / "again.docx"
    path.write_bytes(plan_texts.WORD[name]())
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(again, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == "word/document.xml":
                content = unicodedata.normalize("NFD", content.decode()).encode()
            target.writestr(entry, content)
    assert without_lines(read_plan(again).as_dict()) == without_lines(read_plan(path).as_dict())


@pytest.mark.parametrize("name", plan_texts.UNWRAPPED)
def test_a_plan_reads_the_same_from_text_and_from_word(tmp_path, expected, name):
    path = tmp_path / "plan.docx"
    lines = lines_of(name)
    path.write_bytes(plan_texts.docx_plans.of_lines(lines))
    got = without_lines(read_plan(path).as_dict())
    for field in ("indicators", "agencies", "deadlines", "funding", "legal_bases", "key_tasks"):
        assert got[field] == expected[name][field]

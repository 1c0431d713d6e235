"""Plans damaged at random: the answer is a plan or one sentence, within two seconds."""

import io
import random
import re
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.documents import PlanError, read_plan
from tests.documents import plan_texts
from tests.documents.plan_texts import lines_of

SECONDS = 2
SETTINGS = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD = [
    "\x00",
    "\u0301",
    "\u202e",
    "\ud800",
    "％",
    "½",
    "³",
    "\x85",
    "\u2028",
    "１２",
    "𝟗",
    "٣%",
    "Ⅳ.",
]
PIECES = [
    "5%",
    "dưới",
    "từ",
    "(",
    ")",
    "/1.000",
    "năm 2026",
    "ngày 31/02/2026",
    "Sở Y tế",
    ":",
    "-",
]


def check(path, content):
    """Read the file and hold it to the promise; return the plan or None."""
    path.write_bytes(content)
    start = time.perf_counter()
    try:
        plan = read_plan(path)
        plan.to_json()
    except PlanError as refusal:
        plan, text = None, str(refusal)
        assert text.endswith(".")
        assert "\n" not in text
        assert not re.search(r"Traceback|Error|None|<class", text)
    assert time.perf_counter() - start < SECONDS
    return plan


def mutated(lines, chance):
    """Delete, double, swap, cut or spoil lines, a few at a time."""
    lines = list(lines)
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        place = chance.randint(0, len(line))
        kind = chance.randrange(6)
        if kind == 0 and len(lines) > 2:
            del lines[at]
        elif kind == 1:
            lines.insert(other, line)
        elif kind == 2:
            lines[at], lines[other] = lines[other], line
        elif kind == 3:
            lines[at : at + 1] = [line[:place], line[place:]]
        elif kind == 4:
            lines[at] = line[:place] + chance.choice(ODD) + line[place:]
        else:
            lines[at] = line[:place] + chance.choice(PIECES) * chance.randint(1, 40) + line[place:]
    return lines


@SETTINGS
@given(name=st.sampled_from(plan_texts.ALL), seed=st.integers(0, 10**6))
def test_a_text_plan_with_spoilt_lines_gives_a_plan_or_one_sentence(tmp_path, name, seed):
    text = "\n".join(mutated(lines_of(name), random.Random(seed)))
    check(tmp_path / "plan.txt", text.encode("utf-8", "surrogatepass"))


@SETTINGS
@given(name=st.sampled_from(list(plan_texts.WORD)), seed=st.integers(0, 10**6))
def test_a_word_plan_with_spoilt_parts_gives_a_plan_or_one_sentence(tmp_path, name, seed):
    chance = random.Random(seed)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plan_texts.WORD[name]())) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for entry in source.namelist():
            content = source.read(entry)
            if entry in {"word/document.xml", "word/numbering.xml", "word/styles.xml"}:
                content = _spoilt(content, chance)
            target.writestr(entry, content)
    check(tmp_path / "plan.docx", stream.getvalue())


def _spoilt(xml, chance):
    """Cut, double or rename elements, change attributes, or throw bytes in."""
    parts = re.split(rb"(<[^>]*>)", xml)
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(parts))
        kind = chance.randrange(5)
        if kind == 0:
            parts[at] = b""
        elif kind == 1:
            parts[at] = parts[at] * 2
        elif kind == 2:
            parts[at] = re.sub(rb'w:val="[^"]*"', b'w:val="-9999999999999999999"', parts[at])
        elif kind == 3:
            parts[at] = parts[at].replace(b"w:tc", b"w:tr").replace(b"w:p>", b"w:tbl>")
        else:
            parts[at] += bytes(chance.randrange(256) for _ in range(3))
    return b"".join(parts)


@SETTINGS
@given(
    words=st.lists(st.sampled_from([*PIECES, "giảm", "và", "trẻ em", ",", ";", "khoản 1,", "%"]))
)
def test_any_order_of_the_words_of_targets_gives_figures_that_are_written(tmp_path, words):
    line = " ".join(words)
    text = f"KẾ HOẠCH\nTrẻ em năm 2026\nI. CHỈ TIÊU\n1. Chỉ tiêu 1: {line} trẻ em\n"
    plan = check(tmp_path / "plan.txt", text.encode())
    values = [t.value for i in plan.indicators for t in i.targets] if plan else []
    assert set(values) <= {"5"}


LONG = {
    "digits": "1",
    "dots": ".",
    "commas": "1,",
    "the word from": "từ ",
    "ages": "từ 5 ",
    "nested brackets": "(a ",
    "bodies": "Sở Y tế, ",
    "numbers of documents": "số 1/QĐ-TTg ",
    "dates": "trước ngày 10/11/2026 ",
    "doubled words": "về ",
    "shares": "5% ",
    "letters with marks": "a\u0301",
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
@pytest.mark.parametrize("size", [11_000, 1_000_000])
def test_a_line_of_one_thing_repeated_is_read_or_refused_in_time(tmp_path, unit, size):
    line = unit * (size // len(unit))
    text = f"KẾ HOẠCH\nTrẻ em năm 2026\nI. CHỈ TIÊU\n1. Chỉ tiêu 1: {line}\n"
    plan = check(tmp_path / "plan.txt", text.encode())
    assert plan is None or size < 12_000


def test_a_paragraph_wrapped_over_thousands_of_lines_is_refused(tmp_path):
    text = "KẾ HOẠCH\nTrẻ em năm 2026\nI. CHỈ TIÊU\n1. Chỉ tiêu 1:\n" + "đi học, \n" * 5_000
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanError, match=r"đoạn quá dài ở dòng \d+"):
        read_plan(path)


def test_more_characters_than_any_plan_has_are_refused(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH\n" + f"- {'trẻ em ' * 1000}\n" * 500, "utf-8")
    with pytest.raises(PlanError, match="triệu ký tự"):
        read_plan(path)

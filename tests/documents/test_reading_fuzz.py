"""Plans damaged at random, 5,000 of them: a plan or one sentence, and never a hang."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from mangnon.documents import PlanError, read_plan
from tests.documents import fuzzer
from tests.documents.examples import examples
from tests.documents.fuzzer import check

SETTINGS = examples(30, HealthCheck.too_slow)


def test_the_fuzzer_tries_five_thousand_inputs():
    assert sum(fuzzer.SHARES.values()) == 5_000


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("kind", fuzzer.KINDS)
def test_a_damaged_file_gives_a_plan_or_one_sentence(tmp_path, kind, part):
    count = fuzzer.SHARES[kind] // 4
    fuzzer.run(kind, tmp_path, first=part * count, count=count)


def test_the_fuzzer_names_the_input_that_breaks_the_promise(tmp_path, monkeypatch):
    def broken(folder, chance):
        raise ValueError(chance.random())

    monkeypatch.setitem(fuzzer.KINDS, "text", broken)
    with pytest.raises(AssertionError, match="kind text, seed 7: ValueError"):
        fuzzer.run("text", tmp_path, first=7, count=1)


WORDS = ["5%", "dưới", "từ", "(", ")", "/1.000", "năm 2026", "ngày 31/02/2026", "Sở Y tế", ":"]
WORDS += ["-", "giảm", "và", "trẻ em", ",", ";", "khoản 1,", "%"]


@SETTINGS
@given(words=st.lists(st.sampled_from(WORDS)))
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

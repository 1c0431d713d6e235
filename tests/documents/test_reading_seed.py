"""The seed plan, item by item, against what a person reads in it."""

import datetime as dt
import json
import unicodedata
from pathlib import Path

import pytest

from mangnon.documents import read_plan
from tests.documents import seed_facts as facts

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_4295d422e4411f9f.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the seed plan is not at {SEED}")


@pytest.fixture(scope="module")
def plan():
    return read_plan(SEED)


def test_the_heading_says_what_is_written_and_nothing_more(plan):
    assert plan.title == "Thực hiện công tác trẻ em năm 2025"
    assert (plan.number, plan.issued_on, plan.year) == (None, None, 2025)
    assert (plan.place, plan.issuer) == ("Bình Phước", "UBND tỉnh Bình Phước")


def test_the_34_targets_are_those_of_the_domain_dossier(plan):
    assert len(facts.TARGETS) == 34
    assert facts.targets_of(plan) == facts.TARGETS


def test_the_24_indicators_stand_on_their_lines(plan):
    assert [i.number for i in plan.indicators] == [str(n) for n in range(1, 25)]
    assert [i.line for i in plan.indicators] == facts.INDICATOR_LINES
    assert {t.year for i in plan.indicators for t in i.targets} == {2025}


def test_each_indicator_has_its_lead_and_number_nine_has_two(plan):
    assert facts.leads_of(plan) == facts.LEADS
    assert all(indicator.partners == () for indicator in plan.indicators)


def test_measures_are_named_without_the_words_round_them(plan):
    measures = {t.leaf: t.measure for i in plan.indicators for t in i.targets}
    assert measures["3c"] == "tỷ suất tử vong trẻ em dưới 5 tuổi trên 1.000 trẻ đẻ sống"
    assert measures["4c"] == measures["4d"] == "tỷ lệ trẻ dưới 5 tuổi bị suy dinh dưỡng thể béo phì"
    assert measures["11b"] == "tỷ suất trẻ em bị tử vong do tai nạn thương tích"
    assert measures["13"] == "số cuộc tảo hôn"


def test_the_eleven_blocks_hold_54_tasks(plan):
    assert [(a.line, a.name, len(a.tasks)) for a in plan.agencies] == facts.AGENCIES
    assert sum(len(a.tasks) for a in plan.agencies) == 54


def test_courts_and_the_front_are_asked_not_told(plan):
    assert [a.name[:10] for a in plan.agencies if a.requested] == ["Viện kiểm ", "Ủy ban Mặt"]
    front = plan.agencies[9]
    assert front.bodies == (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Tỉnh Đoàn",
        "Hội Liên hiệp Phụ nữ Việt Nam tỉnh",
        "các tổ chức thành viên",
    )


def test_plus_items_have_the_introducing_item_as_context(plan):
    education = plan.agencies[3]
    under = [t for t in education.tasks if t.context]
    assert [t.line for t in under] == [527, 535]
    assert {t.context for t in under} == {"Căn cứ vào hướng dẫn của cấp có thẩm quyền:"}


def test_a_page_break_inside_a_sentence_leaves_no_mark(plan):
    police = plan.agencies[5].tasks[1]
    assert "đẩy mạnh công tác tuyên truyền, trọng tâm là tình hình tội phạm" in police.text


def test_the_task_after_a_colon_is_read(plan):
    (task,) = plan.agencies[6].tasks
    assert task.text.startswith("Thiết lập sử dụng Tổng đài 1022")
    assert task.line == 645


def test_each_block_knows_the_indicators_it_leads(plan):
    led = {a.name: a.leads_indicators for a in plan.agencies if a.leads_indicators}
    assert led["Sở Y tế"] == tuple(map(str, [*range(1, 7), *range(8, 13), 22, 23, 24]))
    assert led["Công an tỉnh"] == ("9",)
    assert len(led) == 5


def test_the_key_tasks_and_their_items(plan):
    assert [(k.line, len(k.items)) for k in plan.key_tasks] == facts.KEY_TASKS
    assert [item.line for item in plan.key_tasks[1].items] == [94, 102]
    assert [item.line for item in plan.key_tasks[2].items] == [128, 144]
    assert plan.key_tasks[7].text.endswith("dữ liệu về dân cư theo quy định.")


def test_funding_has_three_sources(plan):
    assert [item.line for item in plan.funding] == [317, 323, 325]


def test_both_deadlines_exclude_the_day_itself(plan):
    first, second = plan.deadlines
    assert (first.on, first.inclusive, first.recurring) == (dt.date(2025, 11, 10), False, None)
    assert first.reporters == (
        "Các sở, ban, ngành, đoàn thể tỉnh",
        "UBND các huyện, thị xã, thành phố",
    )
    assert (first.recipients, first.via, first.line) == (("UBND tỉnh",), "Sở Y tế", 779)
    assert (second.on, second.inclusive) == (dt.date(2025, 11, 20), False)
    assert second.reporters == ("Sở Y tế",)
    assert (second.recipients, second.via) == (("Bộ Y tế", "UBND tỉnh"), None)


def test_the_numbered_documents_are_cited_once_in_each_part(plan):
    cited = [
        (b.cited_in, b.kind, b.number, str(b.date), b.issuer, b.line) for b in plan.legal_bases
    ]
    numbered = [c for c in cited if c[2]]
    assert numbered == [
        ("preamble", "Công văn", "1481/BYT-BMTE", "2025-03-14", "Bộ Y tế", 13),
        ("preamble", "Nghị quyết", "26/2021/NQ-HĐND", "2021-12-07", "HĐND tỉnh", 17),
        ("preamble", "Kế hoạch", "206/KH-UBND", "2021-06-14", "UBND tỉnh", 21),
        ("preamble", "Tờ trình", "103/TTr-SYT", "2025-05-07", "Sở Y tế", 27),
        ("body", "Chỉ thị", "28 CT/TW", "2023-12-25", "Bộ Chính trị", 94),
        ("body", "Quyết định", "06/QĐ-TTg", "None", "Thủ tướng Chính phủ", 124),
        ("body", "Nghị quyết", "26/2021/NQ-HĐND", "2021-12-07", "HĐND tỉnh", 343),
        ("body", "Quyết định", "1717/QĐ-TTg", "2024-12-31", "Thủ tướng Chính phủ", 558),
    ]


def test_laws_named_without_a_number_are_cited_too(plan):
    named = [b.title for b in plan.legal_bases if b.number is None]
    assert named == [
        "Luật ngân sách",
        "Công ước Quốc tế về trẻ em",
        "Luật Trẻ em",
        "Bộ luật Hình sự",
    ]


def test_the_signer_and_the_recipients(plan):
    assert plan.signer.name == "Trần Tuyết Minh"
    assert plan.signer.capacity == "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert plan.recipients == (
        "Bộ Y tế",
        "TTTU, TT.HĐND tỉnh, BTT UBMTTQVN tỉnh",
        "CT, các PCT UBND tỉnh",
        "Các sở, ban, ngành, đoàn thể tỉnh",
        "UBND các huyện, thị xã, thành phố",
        "LĐVP, Phòng KGVX",
        "Lưu: VT, TD12",
    )


def test_the_six_oddities_are_shown_and_no_more(plan):
    assert [(w.code, w.line) for w in plan.warnings] == [
        ("missing-date", 1),
        ("missing-number", 6),
        ("doubled-word", 98),
        ("impossible-date", 126),
        ("doubled-word", 229),
        ("several-leads", 254),
    ]


def test_the_json_has_the_keys_of_the_contract_and_keeps_the_lines_out(plan):
    entries = json.loads(plan.to_json())
    assert list(entries) == [
        "title", "number", "place", "issued_on", "year", "issuer", "signer", "legal_bases",
        "indicators", "key_tasks", "agencies", "funding", "deadlines", "recipients", "warnings",
    ]  # fmt: skip
    assert entries["deadlines"][0]["on"] == "2025-11-10"
    assert plan.source_lines[12].line == 13
    assert plan.source_lines[12].text.strip().startswith("Thực hiện Công văn")


def test_the_seed_reads_the_same_with_decomposed_letters_and_without_blank_lines(plan, tmp_path):
    text = unicodedata.normalize("NFD", SEED.read_text("utf-8"))
    path = tmp_path / "seed.txt"
    path.write_text("\n".join(line for line in text.split("\n") if line.strip()), "utf-8")
    again = read_plan(path)
    assert facts.targets_of(again) == facts.TARGETS
    assert [len(a.tasks) for a in again.agencies] == [count for _, _, count in facts.AGENCIES]
    assert [w.code for w in again.warnings] == [w.code for w in plan.warnings]

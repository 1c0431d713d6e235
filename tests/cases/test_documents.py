"""Printed forms: the layout of the decree, filled or blank, and what is not official says so."""

import datetime
import io

import docx
import pytest

from mangnon.cases.catalog import case_catalog
from mangnon.cases.documents.blanks import blank, blank_forms
from mangnon.cases.documents.composing import NOT_COMPARED
from mangnon.cases.documents.printing import print_report, print_step
from mangnon.cases.handover.answering import accept
from mangnon.cases.handover.offering import offer
from mangnon.cases.models import Report
from mangnon.cases.steps.deciding import decide
from mangnon.core.models import AuditEntry, Refused
from mangnon.documents.checking import check_document
from mangnon.documents.decree import decree
from tests.cases import answers
from tests.cases.conftest import at

FORMS = sorted({form.code for form in case_catalog().forms})


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    case.refresh_from_db()
    return case


def read(content):
    """Return every text of the document, and the foot of its first page."""
    word = docx.Document(io.BytesIO(content))
    told = [paragraph.text for paragraph in word.paragraphs]
    for table in word.tables:
        told += [cell.text for row in table.rows for cell in row.cells]
    plain = "\n".join(told).replace("\u00a0", " ")
    return plain, word.sections[0].first_page_footer.paragraphs[0].text


@pytest.mark.django_db
@pytest.mark.parametrize("code", FORMS)
def test_each_form_is_printed_blank_in_the_mandated_layout(code):
    form = case_catalog().form(code, datetime.date(2025, 6, 10))
    content = blank(form)
    told, foot = read(content)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told
    paper = case_catalog().paper(code, form.valid_from)
    assert ("Nơi nhận:" in told) is not paper.by_person
    assert (NOT_COMPARED in told) is not form.is_verified
    assert foot == ""  # nobody's copy
    for question in form.questions:
        assert question.title.vi in told
    if not paper.by_person:  # sheets and lists are kinds that the decree does not know: no number
        found = {departure.rule for departure in check_document("form.docx", content)}
        assert found == (set() if paper.kind in decree().kinds else {"number.missing"})


@pytest.mark.django_db
def test_all_blanks_are_written_into_a_folder(tmp_path):
    files = blank_forms(tmp_path / "new")
    assert [file.stem for file in files] == FORMS


def test_a_decision_has_its_number_its_articles_and_who_signed(taken, take, worker, chair):
    step = take(taken, "separate", worker, 1, answers.SEPARATION)
    told, _foot = read(print_step(taken, step, by=worker, now=at(1.5)))
    assert "ngày   " in told  # not signed yet: no day, no signer
    assert chair.full_name not in told
    decide(taken.pk, step.pk, agrees=True, number="15", by=chair, now=at(2))
    step.refresh_from_db()
    told, foot = read(print_step(taken, step, by=worker, now=at(3)))
    for words in (
        "Số: 15/QĐ-UBND", "Thác Mơ, ngày 10 tháng 6 năm 2025", "Điều 2. Thời gian tạm thời",
        "Lý do cách ly: Cháu có thể bị đánh nữa", "Điểu Thị Bé", "CHỦ TỊCH", chair.full_name,
    ):  # fmt: skip
        assert words in told
    assert f"in lúc 10/06/2025 11:00 · người in: {worker.full_name}" in foot
    printed = AuditEntry.objects.filter(action="case.print", actor=worker)
    assert list(printed.values_list("details__form", flat=True)) == ["separation"] * 2
    deputy, _foot = read(print_step(taken, step, by_deputy=True, by=worker, now=at(3)))
    assert "KT. CHỦ TỊCH" in deputy


def test_an_instrument_is_printed_as_two_tallies_and_no_score(taken, take, worker):
    step = take(taken, "assess_initially", worker, 1, answers.INITIAL)
    word = docx.Document(io.BytesIO(print_step(taken, step, by=worker, now=at(2))))
    totals = [
        [cell.text for cell in row.cells][1:]
        for table in word.tables
        for row in table.rows
        if row.cells[0].text.startswith("Tổng số")
    ]
    assert totals == [["2", "0", "0"], ["0", "0", "2"]]


def test_a_report_prints_the_informant_for_those_only_who_may_read_it(
    taken, worker, colleague, chair
):
    report = Report.objects.select_related("case__unit", "received_by").get()
    told, _foot = read(print_report(report, by=worker, now=at(1)))
    assert "Bà hàng xóm" in told
    assert "Bố đánh cháu bằng roi điện" in told
    assert NOT_COMPARED not in told
    taken.participants.create(user=colleague, part="member", since=at(0.5), added_by=worker)
    told, _foot = read(print_report(report, by=colleague, now=at(1)))
    assert "Bà hàng xóm" not in told
    with pytest.raises(Refused):
        print_report(report, by=chair, now=at(1))


def test_what_was_written_before_a_hand_over_bears_the_name_of_the_commune_that_wrote_it(
    taken, take, worker, make_user, other_commune
):
    check = take(taken, "check", worker, 1, answers.CHECK)
    there = make_user("commune_officer", other_commune)
    accept(offer(taken.pk, other_commune, "Cư trú", by=worker, now=at(2)).pk, by=there, now=at(3))
    taken.refresh_from_db()
    later = take(taken, "assess_initially", there, 4, answers.INITIAL)
    told = [read(print_step(taken, step, by=there, now=at(5)))[0] for step in (check, later)]
    assert ["THÁC MƠ" in one for one in told] == [True, False]
    assert ["LONG THỦY" in one for one in told] == [False, True]


def test_who_agreed_to_a_lower_risk_does_not_sign_in_the_place_of_who_assessed(
    taken, take, worker, chair
):
    taken.is_emergency = True
    taken.save()
    step = take(taken, "assess_initially", worker, 1, {**answers.INITIAL, "is_emergency": "no"})
    decide(taken.pk, step.pk, agrees=True, by=chair, now=at(2))
    step.refresh_from_db()
    told, _foot = read(print_step(taken, step, by=worker, now=at(3)))
    assert told.rstrip().endswith(worker.full_name)


def test_a_step_without_a_form_is_not_printed(taken, worker):
    with pytest.raises(Refused, match="không có biểu mẫu"):
        print_step(taken, taken.steps.get(code="acknowledge"), by=worker, now=at(1))


def test_a_decision_names_the_child_in_its_first_article_and_whose_decision_it_is(
    taken, take, worker
):
    step = take(taken, "separate", worker, 1, answers.SEPARATION)
    told, _foot = read(print_step(taken, step, by=worker, now=at(1.5)))
    order = [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG THÁC MƠ", "Căn cứ Luật Trẻ em", "QUYẾT ĐỊNH:",
        "Điều 1. Tạm thời cách ly trẻ em có tên sau đây:", "Điểu Thị Bé", "Điều 2.",
    ]  # fmt: skip
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)


def test_a_report_to_the_chair_is_addressed_and_says_when_the_step_was_taken(taken, take, worker):
    step = take(taken, "check", worker, 1, answers.CHECK)
    told, _foot = read(print_step(taken, step, by=worker, now=at(2)))
    for words in (
        "Kính gửi: Chủ tịch Ủy ban nhân dân phường Thác Mơ", "- Như trên;",
        "Thời điểm thực hiện: 10/06/2025 09:00",
    ):  # fmt: skip
        assert words in told


def test_steps_that_share_a_form_are_told_apart(taken, take, worker):
    given = {"agency": "Công an tỉnh", "content": "Đã tiếp nhận"}
    step = take(taken, "police_received", worker, 1, given)
    told, _foot = read(print_step(taken, step, by=worker, now=at(2)))
    assert "Mốc tố tụng: Công an tiếp nhận tố giác, tin báo" in told
    told, _foot = read(blank(case_catalog().form("milestone", datetime.date(2025, 6, 10))))
    assert "□ Khởi tố bị can" in told


def test_what_the_chair_answered_stands_on_a_proposal_that_the_officer_signs(
    taken, take, worker, chair
):
    take(taken, "check", worker, 0.6, {**answers.CHECK, "is_true": "no"})
    step = take(taken, "close", worker, 1, {**answers.CLOSING, "reason": "unfounded"})
    decide(taken.pk, step.pk, agrees=True, number="15", by=chair, now=at(2))
    step.refresh_from_db()
    told, _foot = read(print_step(taken, step, by=worker, now=at(3)))
    assert f"{chair.full_name} đồng ý ngày 10/06/2025, số 15." in told
    assert "15/TTr-UBND" not in told  # the decision's number is not the proposal's


@pytest.mark.django_db
def test_a_blank_leaves_room_to_write():
    told, _foot = read(blank(case_catalog().form("progress", datetime.date(2025, 6, 10))))
    assert sum(set(line) == {"."} for line in told.split("\n")) == 7  # and one after the question
    told, _foot = read(blank(case_catalog().form("support_plan", datetime.date(2025, 6, 10))))
    assert "Thực hiện đến ngày: ........ tháng ........ năm ............" in told


@pytest.mark.django_db
def test_a_persons_own_letter_bears_no_office():
    told, _foot = read(blank(case_catalog().form("care_application", datetime.date(2025, 6, 10))))
    assert "Kính gửi: Ủy ban nhân dân ...." in told
    assert "Người đăng ký nhận chăm sóc: ...." in told
    assert "Họ và tên trẻ em" not in told
    assert "ỦY BAN" not in told

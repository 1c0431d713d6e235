"""One cycle of reports in a real Chromium, through the pages alone, everybody signed in themselves.

The focal office asks by the plan's deadlines; two agencies and three communes report, one is
returned and sends again; the office makes one report of them all, which is signed and proved.
"""

import datetime

import pytest
from django.conf import settings
from django.test import Client

from mangnon.documents.checking import check_file
from mangnon.reports.models import Submission
from mangnon.reports.verification import verify_report
from tests.browsing import fits, in_chromium, page_of
from tests.cases.playing import expect, fill

from .conftest import AGENCIES

pytestmark = in_chromium

OWED = "Báo cáo kết quả thực hiện công tác trẻ em năm 2025"
GATHERED = "Báo cáo tổng hợp kết quả công tác trẻ em năm 2025"
POOLS = "Địa bàn thiếu hồ bơi an toàn cho trẻ em."
CHECKS = "Thiếu cán bộ đi kiểm tra cơ sở trông giữ trẻ."
MEANS = "Mở thêm 5 lớp dạy bơi trong năm 2026."
MONEY = "Kinh phí 20 triệu đồng, từ ngân sách xã."
LATER = datetime.date(2025, 11, 17)


@pytest.fixture
def act(chromium, live_server):
    """Let one person after another do things; one window, so that it knows the styles already."""
    with page_of(chromium, live_server, width=1280) as page:

        def play(person, *things):
            session = Client()
            session.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": session.cookies[name].value, "url": live_server.url}
            page.context.add_cookies([cookie])
            for thing in things:
                thing(page)
            return page

        yield play


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def says(page, *words):
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def at_work(title):
    """Open from "Việc của tôi" what is called so."""

    def go(page):
        page.goto("/mine/")
        page.locator("main a").filter(has_text=title).first.click()
        expect(page.locator("h1")).not_to_have_text("Việc của tôi")
        assert fits(page)

    return go


def asked(page):
    """Ask by both deadlines of the plan, as they are proposed."""
    page.goto("/")
    page.locator("summary").filter(has_text="Số liệu, báo cáo").click()
    follow(page, "Báo cáo")
    follow(page, "Nghĩa vụ báo cáo")
    for title in (OWED, GATHERED):
        follow(page, "Mốc báo cáo của kế hoạch")
        follow(page, title)
        press(page, "Giao báo cáo")
        says(page, "Đã giao")
        assert fits(page)


def drafted(page):
    at_work(OWED)(page)
    press(page, "Bắt đầu soạn báo cáo")
    expect(page.locator("main")).to_contain_text("Đang soạn")


def written(section, text):
    def write(page):
        page.get_by_role("link", name=f"Viết: {section}").click()
        fill(page, {"text": text})
        press(page, "Lưu")
        says(page, *text.splitlines())

    return write


def corrected(page):
    page.locator("a[href$='/correct/']").first.click()
    fill(page, {"value": "75", "because": "Sổ ghi thiếu một em"})
    press(page, "Lưu")
    says(page, "(*)")


def submitted(page):
    press(page, "Trình lãnh đạo")
    says(page, "Chờ lãnh đạo")


def signed(number, **more):
    def sign(page):
        at_work(OWED)(page)
        follow(page, "Ký và gửi")
        fill(page, {"number": number} | more)
        press(page, "Ký và gửi")
        says(page, f"{number}/BC-")

    return sign


def received(body):
    def receive(page):
        at_work(body)(page)
        press(page, "Tiếp nhận")
        says(page, "Đã tiếp nhận")

    return receive


def returned(body):
    def give(page):
        at_work(body)(page)
        page.get_by_label("Về").select_option(label="Phương hướng, kiến nghị")
        page.get_by_label("Ý kiến").fill("Nêu kinh phí")
        press(page, "Thêm ý kiến")
        page.locator("summary").filter(has_text="Trả lại báo cáo").click()
        press(page, "Trả lại báo cáo")
        says(page, "Đã trả lại")

    return give


def mended(page):
    at_work(OWED)(page)
    fill(page, {"text": "Đã nêu kinh phí"})
    press(page, "Gửi trả lời")
    written("Phương hướng, kiến nghị", f"- {MEANS}\n- {MONEY}")(page)
    follow(page, "Thay đổi so với bản đã gửi")
    expect(page.locator("ins").last).to_contain_text(MONEY)
    page.go_back()
    submitted(page)


def changes_shown(page):
    at_work("Thác Mơ")(page)
    follow(page, "Thay đổi")
    expect(page.locator("ins").last).to_contain_text(MONEY)
    assert fits(page)


def begun(page):
    at_work(GATHERED)(page)
    says(page, "Sở Văn hóa, Thể thao và Du lịch: 7 ngày")
    press(page, "Lập báo cáo tổng hợp")
    assert fits(page)


def arranged(page):
    """Take what is new of each section, leave out what is said twice, write one's own words."""
    sections = page.locator("a[href*='/sections/']")
    for index in range(sections.count()):
        sections.nth(index).click()
        assert fits(page)
        if index == 5:
            twice_said(page)
        for name in ("Đưa vào mọi đoạn chưa ai nêu", "Bỏ các đoạn đơn vị khác đã nêu"):
            if page.get_by_role("button", name=name).is_visible():
                press(page, name)
        follow(page, f"← {GATHERED}")


def twice_said(page):
    says(page, "Trùng với")
    one = page.locator("article").filter(has_text=CHECKS)
    one.get_by_role("link", name="Sửa hoặc chuyển").click()
    fill(page, {"text": f"{CHECKS} Đề nghị bổ sung.", "place": 1})
    press(page, "Lưu")
    expect(page.locator("article").first).to_contain_text("Đề nghị bổ sung.")


def explained(page):
    follow(page, "Số liệu đơn vị báo cáo khác số tính lại: 1, chưa giải trình: 1")
    page.locator("a[href*='/figures/']").first.click()
    fill(page, {"text": "Em này được ghi sau ngày chốt."})
    press(page, "Lưu")
    follow(page, f"← {GATHERED}")


def handed_in(page):
    press(page, "Trình ký")
    says(page, "Chờ lãnh đạo")


def sent(page):
    at_work(GATHERED)(page)
    follow(page, "Ký và gửi")
    fill(page, {"number": "88/BC-SYT", "signed_on": LATER})
    press(page, "Ký và gửi")
    says(page, "88/BC-SYT")


def downloaded(page, folder):
    with page.expect_download() as download:
        follow(page, "Văn bản Word")
    file = folder / "bao-cao.docx"
    download.value.save_as(file)
    return file


def test_a_cycle_goes_from_the_plan_to_the_document_that_is_proved(
    act, world, office, people, settings, tmp_path
):
    writer, head = office
    justice, home = AGENCIES[:2]
    mo, thuy, ninh = (name for name in people if name not in AGENCIES)
    act(writer, asked)
    words = {mo: POOLS, thuy: POOLS, justice: CHECKS}
    for number, (body, (drafts, signs)) in enumerate(people.items(), start=11):
        act(drafts, drafted)
        if body in words:
            act(drafts, written("Khó khăn, vướng mắc", words[body]))
        if body == ninh:
            act(drafts, corrected)
        act(drafts, submitted)
        symbol = {"symbol": "SN"} if body in AGENCIES else {}
        act(signs, signed(number, **symbol))
    act(writer, returned("Thác Mơ"))
    drafts, signs = people[mo]
    act(drafts, mended)
    act(signs, signed(21))
    act(writer, changes_shown)
    for body in (justice, home, "Thác Mơ", "Long Thủy", "Lộc Ninh"):
        act(writer, received(body))
    settings.TODAY = LATER
    act(writer, begun, arranged, explained, handed_in)
    page = act(head, sent)
    file = downloaded(page, tmp_path)
    assert check_file(file) == []
    assert verify_report(file, by=writer).identical
    states = sorted(Submission.objects.values_list("state", "version"))
    assert states == [("locked", 1)] * 4 + [("locked", 2), ("sent", 1)]

"""A referral in a real Chromium: two things are shared, answered, and gone when it is revoked."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from mangnon.cases.models import Referral
from tests.browsing import fits, in_chromium, page_of

pytestmark = in_chromium


@pytest.fixture
def become(live_server):
    """Return a function that lets the browser go on as another person."""

    def become(page, client):
        name = settings.SESSION_COOKIE_NAME
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return become


@pytest.fixture
def signed_in():
    def signed_in(person):
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def send(page, case):
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="Chuyển gửi đến dịch vụ").click()
    page.get_by_label("Dịch vụ").select_option("psychology")
    page.get_by_role("button", name="Xem nơi có dịch vụ").click()
    assert fits(page)
    place = page.get_by_role("listitem").filter(has_text="Phòng tham vấn")
    place.get_by_role("link", name="Chuyển gửi đến đây").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_role("checkbox", name="Họ tên").check()
    page.get_by_role("checkbox", name="Nhu cầu cần hỗ trợ").check()
    page.get_by_role("textbox", name="Nhu cầu cần hỗ trợ").fill("Cháu sợ người lạ, mất ngủ")
    page.get_by_role("textbox", name="Việc đã xảy ra").fill("Điều này không chia sẻ")
    page.get_by_label("Đề nghị làm gì").fill("Tham vấn tâm lý mỗi tuần một lần")
    page.get_by_label("Căn cứ chia sẻ").select_option("duty")
    assert fits(page)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Chờ trả lời")).to_be_visible()


def answer(page, choice, text=""):
    page.get_by_label(choice).check()
    page.get_by_label("Lý do từ chối, hoặc kết quả").fill(text)
    page.get_by_role("button", name="Gửi trả lời").click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_referral_from_sharing_to_revocation(
    chromium, live_server, signed_in, become, taken, counselling, worker, partner, width
):
    manager, other = signed_in(worker), signed_in(partner)
    with page_of(chromium, live_server, manager, width=width) as page:
        send(page, taken)
        become(page, other)
        page.goto("/referrals/")
        expect(page.get_by_text("Điểu Thị Bé")).to_have_count(0)
        page.get_by_role("main").get_by_role("link", name="Tham vấn tâm lý").click()
        expect(page.get_by_text("Điểu Thị Bé")).to_be_visible()
        expect(page.get_by_text("Cháu sợ người lạ")).to_be_visible()
        for hidden in ("Điều này không chia sẻ", "roi điện", taken.number):
            expect(page.get_by_text(hidden)).to_have_count(0)
        assert fits(page)
        answer(page, "Tiếp nhận")
        expect(page.get_by_role("main").get_by_text("Đã tiếp nhận").first).to_be_visible()
        answer(page, "Báo đã làm xong", "Đã tham vấn bốn buổi")
        expect(page.get_by_text("Việc chuyển gửi này đã kết thúc")).to_be_visible()
        become(page, manager)
        page.goto(f"/cases/{taken.pk}/")
        page.get_by_role("main").get_by_role("link", name="Tham vấn tâm lý").click()
        expect(page.get_by_text("Đã tham vấn bốn buổi")).to_be_visible()
        page.get_by_label("Lý do thu hồi").fill("Gia đình rút lại đồng ý")
        page.get_by_role("button", name="Thu hồi việc chuyển gửi").click()
        expect(page.get_by_text("Đã thu hồi").first).to_be_visible()
        assert fits(page)
        become(page, other)
        page.goto("/referrals/")
        expect(page.get_by_text("Không có việc chuyển gửi nào")).to_be_visible()
    assert other.get(f"/referrals/{Referral.objects.get().pk}/").status_code == 404

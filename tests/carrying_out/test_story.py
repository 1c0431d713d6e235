"""One task of the seed plan, in a real Chromium: given, carried out, paid for, proved and closed.

The focal office gives the plan's tasks; a department holds a class with a sign-in list, spends,
meets a difficulty that is solved, and closes the task with its proof. Each person has a window.
"""

import datetime

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Organisation, Unit
from mangnon.core.organisations.files import load_catalog_organisations
from mangnon.core.units.loading import load_catalog_units
from mangnon.documents import read_plan
from mangnon.intake.models import Batch
from mangnon.intake.tasks import work_on
from mangnon.plans import services
from mangnon.plans.models import Assignment, BudgetLine
from tests.browsing import in_chromium
from tests.cases.playing import expect, fill, send, windows
from tests.conftest import placed

pytestmark = in_chromium

DAY = datetime.date(2025, 6, 2)
WORDS = "đuối nước cho học sinh"
TROUBLE = "Chưa có hồ bơi"
CLASS = "Lớp kỹ năng phòng, chống đuối nước"
SHEET = "Họ tên,Sinh ngày,Giới tính\nĐiểu Thị Hoa,05/03/2015,Nữ\nLê Văn Ba,07/08/2014,Nam\n"
PROOF = {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


@pytest.fixture
def department(db):
    load_catalog_units(CATALOG / "units")
    load_catalog_organisations(CATALOG / "organisations")
    return Organisation.objects.get(name="Sở Giáo dục và Đào tạo tỉnh Bình Phước")


@pytest.fixture
def people(department, make_user, settings, tmp_path):
    """Two of the focal office, as one approves what the other entered, and the department's."""
    settings.TODAY, settings.HOME = DAY, tmp_path
    province = Unit.objects.on(DAY).get(code="70")
    office, second = (make_user("focal_office", province, name) for name in ("mot", "hai"))
    clerk = placed(make_user("agency_focal_point", province, "giao-duc"), department)
    return office, second, clerk


@pytest.fixture
def plan(people, shared):
    office, *_others = people
    source = shared / "seed" / "000_4295d422e4411f9f.txt"
    draft = services.import_plan(read_plan(source), by=office, unit=office.unit, source=source)
    services.confirm_all(draft, by=office)
    services.settle_all_warnings(draft, by=office)
    return services.approve_plan(draft, by=office)


def task_opened(page):
    page.goto("/plans/work/")
    fill(page, {"q": WORDS, "state": "all"})
    page.get_by_role("button", name="Tìm").click()
    page.locator("main table a").filter(has_text=WORDS).click()
    expect(page.locator("h1")).to_contain_text(WORDS)


def given(plan, department):
    """Give all tasks of the plan, then say of this one when it is due and what proves it."""

    def give(page):
        page.goto(f"/plans/{plan.pk}/")
        page.get_by_role("button", name="Giao nhiệm vụ").click()
        task_opened(page)
        expect(page.locator("main")).to_contain_text(department.name)
        page.get_by_role("link", name="Sửa, giao lại").click()
        fill(page, {"due_on": datetime.date(2025, 11, 10)})
        page.check("main [name=needs_evidence]")
        send(page)
        expect(page.locator("main")).to_contain_text("10/11/2025")

    return give


def refused_without_proof(page):
    task_opened(page)
    fill(page, {"kind": "done", "text": "Đã dạy xong"})
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("alert")).to_contain_text("minh chứng")


def held(clerk):
    """Enter the class, bring in who signed, tick the task, and close the class as held."""

    def hold(page):
        page.goto("/activities/new/")
        fill(page, {"title": CLASS, "kind": "drowning_prevention", "from_day": DAY})
        send(page)
        page.get_by_role("link", name="Danh sách ký tên").click()
        page.locator("main [name=file]").set_input_files(
            {"name": "danh-sach.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
        )
        page.get_by_role("button", name="Kiểm tra danh sách").click()
        expect(page.locator("h1")).to_contain_text("danh-sach.csv")
        worker_does(Batch.Work.CHECK, clerk)
        page.reload()
        page.get_by_role("button", name="Ghi vào sổ: 2 mới").click()
        worker_does(Batch.Work.APPLY, clerk)
        page.goto("/activities/")
        page.get_by_role("link", name=CLASS).click()
        expect(page.locator("main")).to_contain_text("2 trẻ em")
        page.locator("main label", has_text=WORDS).locator("input").check()
        page.locator("form[action$='/tasks/'] button").click()
        fill(page, {"results": "Hai em biết bơi", "cost_spent": "3000000"})
        page.get_by_role("button", name="Ghi là đã tổ chức").click()
        expect(page.locator("main")).to_contain_text("Đã tổ chức")

    return hold


def worker_does(work, by):
    """Do what the worker beside the site would do with the one file that was brought in."""
    work_on(batch_id=str(Batch.objects.get(work=work).pk), user_id=by.pk)


def entered(stage, amount, holder=""):
    """Enter a line of money for the task, from its own page."""

    def enter(page):
        task_opened(page)
        page.get_by_role("link", name="Nhập dòng kinh phí").click()
        if holder:
            page.select_option("main [name=holder]", label=holder)
        fill(
            page,
            {
                "stage": stage, "source": "local", "amount": amount, "on": DAY, "purpose": CLASS,
                "document_number": "12/QĐ-SGDĐT", "document_on": DAY,
                "issuer": "Sở Giáo dục và Đào tạo",
            },
        )  # fmt: skip
        send(page)

    return enter


def approved(page):
    page.goto("/plans/funding/lines/?state=waits")
    page.locator("main table a").first.click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã duyệt")


def difficulty_raised(page):
    task_opened(page)
    page.get_by_role("link", name="Nêu khó khăn").click()
    fill(
        page,
        {
            "title": TROUBLE, "since": DAY, "what": "Trường chưa có hồ bơi.",
            "proposed": "Mượn hồ bơi của huyện.",
        },
    )  # fmt: skip
    send(page)
    expect(page.locator("h1")).to_contain_text(TROUBLE)


def said(kind, text):
    """Say something of the difficulty, from the list of all."""

    def say(page):
        page.goto("/plans/difficulties/")
        page.get_by_role("link", name=TROUBLE).click()
        fill(page, {"kind": kind, "text": text})
        send(page)

    return say


def test_a_task_of_the_seed_goes_from_the_plan_to_its_proof(
    chromium, live_server, people, plan, department
):
    office, second, clerk = people
    with windows(chromium, live_server, 1280, may_say="status of 422") as act:
        act(office, given(plan, department))
        act(clerk, refused_without_proof)
        act(clerk, held(clerk))
        act(office, entered("allocation", "5.000.000", department.name))
        act(second, approved)
        act(clerk, entered("spending", "6.000.000"))
        expect(act(clerk).get_by_role("alert")).to_contain_text("5.000.000")
        act(clerk, entered("spending", "3.000.000"))
        act(second, approved)
        act(clerk, difficulty_raised)
        act(office, said("answered", "Đồng ý cho mượn."))
        act(clerk, said("solved", "Đã mượn được."))
        act(clerk, closed)
        task = Assignment.objects.get(title__contains=WORDS, organisation=department)
        assert task.state == "done"
        assert task.notes.get(kind="done").evidence.get().name == PROOF["name"]
        assert sorted(BudgetLine.objects.values_list("task", "stage", "amount", "state")) == [
            (task.pk, "allocation", 5_000_000, "approved"),
            (task.pk, "spending", 3_000_000, "approved"),
        ]
        page = act(office, task_opened)
        for words in (CLASS, "3.000.000", TROUBLE, PROOF["name"], "Đã hoàn thành"):
            expect(page.locator("main")).to_contain_text(words)


def closed(page):
    task_opened(page)
    fill(page, {"kind": "done", "text": "Hai em biết bơi, chi 3.000.000 đồng"})
    page.locator("main input[type=file]").set_input_files(PROOF)
    expect(page.locator("input[name=proof-kept]")).to_have_count(1)
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("link", name=PROOF["name"])).to_be_visible()

"""The review by keyboard alone, in a real Chromium."""

import re

import pytest

from mangnon.documents import read_plan
from mangnon.plans import services
from mangnon.plans.models import Indicator, Plan, Target, Task
from tests.plans.conftest import ITEMS
from tests.plans.test_browser import page, playwright, pytestmark  # noqa: F401

HERE = ":focus"


def expect(locator):
    return playwright.expect(locator)


@pytest.fixture
def review(page, draft):  # noqa: F811
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"/plans/{draft.pk}/review/")
    return page


def focus_on(review, item, slug):
    """Walk down with j until the item has the focus."""
    for _step in range(ITEMS + 3):
        review.keyboard.press("j")
        if review.locator(HERE).get_attribute("id") == f"{slug}-{item.pk}":
            return
    raise AssertionError(f"{slug}-{item.pk} was never reached")


def the_target(plan, leaf="4a"):
    return Target.objects.of(plan).get(leaf=leaf)


def test_j_and_k_walk_the_items_and_the_document_follows(review, draft):
    task = Task.objects.of(draft).get(line="13")
    focus_on(review, task, "task")
    expect(review.locator("#line-13")).to_have_class(re.compile("is-current"))
    expect(review.locator("#line-13")).to_be_in_viewport()
    review.keyboard.press("k")
    expect(review.locator(HERE)).to_have_id(f"agency-{task.agency_id}")
    expect(review.locator("#line-13")).not_to_have_class(re.compile("is-current"))
    review.keyboard.press("ArrowDown")
    expect(review.locator(HERE)).to_have_id(f"task-{task.pk}")


def test_a_click_on_a_line_goes_to_its_item(review, draft):
    task = Task.objects.of(draft).get(line="13")
    review.locator("#line-13 .plan-line-text").click()
    expect(review.locator(HERE)).to_have_id(re.compile(f"task-{task.pk}|warning"))
    review.keyboard.press("l")
    expect(review.locator(HERE)).to_have_text("13")
    review.keyboard.press("Enter")
    expect(review.locator(HERE)).to_have_id(re.compile(f"task-{task.pk}|warning"))


def test_c_and_enter_confirm_and_go_on_to_what_waits(review, draft):
    item = the_target(draft)
    focus_on(review, item, "target")
    review.keyboard.press("c")
    other = the_target(draft, "4b")
    expect(review.locator(HERE)).to_have_id(f"target-{other.pk}")
    expect(review.locator("#progress")).to_contain_text(f"1 trên {ITEMS} mục đã xác nhận")
    expect(review.locator("#said")).to_contain_text(f"Còn {ITEMS - 1} mục chờ xác nhận")
    review.keyboard.press("Enter")
    expect(review.locator("#progress")).to_contain_text(f"2 trên {ITEMS} mục đã xác nhận")
    expect(review.locator(HERE)).to_have_id(re.compile("^lead-"))
    other.refresh_from_db()
    assert other.state == "confirmed"


def test_keys_pressed_faster_than_the_answers_come_are_not_lost(review, draft):
    focus_on(review, the_target(draft), "target")
    for _item in range(5):
        review.keyboard.press("c")
    expect(review.locator("#progress")).to_contain_text(f"5 trên {ITEMS} mục đã xác nhận")


def test_x_rejects_and_u_takes_it_back(review, draft):
    item = the_target(draft)
    focus_on(review, item, "target")
    review.keyboard.press("x")
    expect(review.locator(f"#reject-target-{item.pk}")).to_have_attribute("aria-pressed", "true")
    review.keyboard.press("k")
    expect(review.locator(HERE)).to_have_id(f"target-{item.pk}")
    review.keyboard.press("u")
    expect(review.locator(f"#reject-target-{item.pk}")).to_have_attribute("aria-pressed", "false")
    expect(review.locator(HERE)).to_have_id(f"target-{item.pk}")


def test_e_edits_and_escape_leaves_all_as_it_was(review, draft):
    item = the_target(draft)
    focus_on(review, item, "target")
    review.keyboard.press("e")
    expect(review.locator("form.plan-form #id_leaf")).to_be_focused()
    review.keyboard.type("xjc")  # letters in a field are letters
    review.keyboard.press("Escape")
    expect(review.locator(HERE)).to_have_id(f"target-{item.pk}")
    review.keyboard.press("e")
    review.locator("#id_value").fill("4,5")
    review.keyboard.press("Enter")
    expect(review.locator(f"#target-{item.pk}")).to_contain_text("4a · ≤ 4,5%")
    expect(review.locator(HERE)).to_have_id(f"target-{the_target(draft, '4b').pk}")


def test_a_form_that_is_sent_before_htmx_knows_it_is_a_whole_page_that_goes_on(review, draft):
    """A busy machine: the form is shown, and sent, before its answer has settled."""
    review.evaluate("htmx.config.defaultSettleDelay = 1000")
    item = the_target(draft)
    focus_on(review, item, "target")
    review.keyboard.press("e")
    review.locator("#id_value").fill("4,5")
    review.keyboard.press("Enter")
    expect(review.locator(f"#target-{item.pk}")).to_contain_text("4a · ≤ 4,5%")
    expect(review.locator(HERE)).to_have_id(f"indicator-{item.indicator_id}")


def test_n_steps_through_what_comes_first(review, draft):
    warned = []
    for _step in range(5):
        review.keyboard.press("n")
        warned.append(review.locator(HERE).get_attribute("id").split("-")[0])
    assert warned == ["warning", "warning", "indicator", "target", "task"]


def test_m_merges_and_u_parts_them_again(review, draft):
    four, thirteen = Indicator.objects.of(draft)[1:]
    focus_on(review, four, "indicator")
    review.keyboard.press("m")
    expect(review.locator(f"#indicator-{thirteen.pk}")).to_have_count(0)
    expect(review.locator(f"#block-indicator-{four.pk}")).to_contain_text("4c · giảm 2–3%")
    expect(review.locator(HERE)).to_have_id(f"indicator-{four.pk}")
    review.keyboard.press("u")
    expect(review.locator(f"#indicator-{thirteen.pk}")).to_have_count(1)
    expect(review.locator(f"#block-indicator-{thirteen.pk}")).to_contain_text("13 · giảm 2–3%")


def test_s_splits_at_the_cursor(review, draft):
    task = Task.objects.of(draft).get(line="10")
    focus_on(review, task, "task")
    review.keyboard.press("s")
    words = review.locator("#id_text")
    expect(words).to_be_focused()
    for _letter in "Chủ trì":
        review.keyboard.press("ArrowRight")
    review.keyboard.press("Control+Enter")
    expect(review.locator(f"#words-task-{task.pk}")).to_have_text("Chủ trì")
    half = Task.objects.of(draft).get(text="các chỉ tiêu 01, 04.")
    expect(review.locator(f"#words-task-{half.pk}")).to_be_visible()


def test_the_list_of_keys_opens_and_closes_and_can_turn_the_keys_off(review, draft):
    focus_on(review, the_target(draft), "target")
    review.keyboard.press("?")
    expect(review.locator("#keys")).to_be_visible()
    review.keyboard.press("j")  # a key of the page below does nothing now
    review.locator("#keys-on").uncheck()
    review.keyboard.press("Escape")
    expect(review.locator("#keys")).to_be_hidden()
    expect(review.locator(HERE)).to_have_id(f"target-{the_target(draft).pk}")
    review.keyboard.press("c")
    review.reload()
    review.locator("#show-keys").click()
    expect(review.locator("#keys-on")).not_to_be_checked()
    assert the_target(draft).state == "proposed"


def test_what_another_person_decided_meanwhile_is_said_at_the_item(review, draft, officer):
    item = the_target(draft)
    focus_on(review, item, "target")
    services.reject_item(item, by=officer)
    review.keyboard.press("c")
    block = review.locator(f"#block-indicator-{item.indicator_id}")
    expect(block.get_by_role("alert")).to_contain_text("đã thay đổi mục này")
    item.refresh_from_db()
    assert item.state == "rejected"


# What a person presses from the import of the seed plan (about fifteen pages, 177 items) to its
# approval; it was 22 when this was written.
MOST_KEYS = 30


def test_a_plan_of_fifteen_pages_is_reviewed_by_keyboard_alone(
    page,  # noqa: F811
    shared,
    officer,
    make_unit,
):
    source = shared / "seed" / "000_4295d422e4411f9f.txt"
    plan = services.import_plan(read_plan(source), by=officer, unit=officer.unit, source=source)
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"/plans/{plan.pk}/review/?show=first")
    pressed = 0

    def press(key):
        nonlocal pressed
        pressed += 1
        page.keyboard.press(key)

    press("n")
    while page.locator("[data-first]").count():
        left = page.locator("[data-first]").count()
        press("c")
        expect(page.locator("[data-first]")).not_to_have_count(left)
        if not page.locator(":focus[data-first]").count() and page.locator("[data-first]").count():
            press("n")
    while page.locator("[data-key=a]").count():
        left = page.locator("[data-key=a]").count()
        press("a")
        if page.locator(":focus[data-key=a]").count():
            press("Enter")
        expect(page.locator("[data-key=a]")).not_to_have_count(left)
    press("p")
    press("Enter")
    page.wait_for_url(f"**/plans/{plan.pk}/")
    assert Plan.objects.get(pk=plan.pk).is_in_force
    assert pressed <= MOST_KEYS

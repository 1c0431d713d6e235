"""What the report says of difficulties: how many, which are open, and the same whenever built."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from mangnon.core.models import Unit
from mangnon.documents.writing.model import Bullet, Heading, Paragraph, plain
from mangnon.plans.difficulties.answering import Answer, say
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.content import gather
from mangnon.reports.difficulties import MOST
from mangnon.reports.facts import Difficulties, Obstacle

from .samples import FACTS

MAY = datetime(2025, 5, 5, 9, tzinfo=timezone(timedelta(hours=7)))
POOL = Obstacle("Chưa có hồ bơi.", "Xã Phú Riềng", date(2025, 3, 1), "Bố trí\nkinh phí.", True)


def part(layout, told):
    """Return the texts between the heading of the part and the next heading."""
    blocks = consolidated_report(replace(FACTS, difficulties=told), layout).blocks
    start = next(
        n
        for n, block in enumerate(blocks)
        if isinstance(block, Heading) and block.text == "Khó khăn, vướng mắc"
    )
    texts = []
    for block in blocks[start + 1 :]:
        if not isinstance(block, Paragraph | Bullet):
            break
        texts.append(plain(block.text))
    return texts


def test_none_is_said_to_be_none(layout):
    (said,) = part(layout, Difficulties())
    assert said.startswith("Trong năm, hệ thống không ghi nhận")


def test_counts_and_the_open_ones_are_told(layout):
    counts, open_one = part(layout, Difficulties(3, 2, (POOL,)))
    assert "phản ánh 3 khó khăn, vướng mắc; đã giải quyết 2; còn 1" in counts
    assert open_one == (
        "Xã Phú Riềng: Chưa có hồ bơi (từ ngày 01/03/2025; đã báo cáo UBND tỉnh do quá hạn trả "
        "lời). Đề xuất, kiến nghị: Bố trí kinh phí."
    )


def test_of_many_the_rest_is_counted(layout):
    said = part(layout, Difficulties(25, 0, (POOL,) * 25))
    assert len(said) == 1 + MOST + 1
    assert said[-1] == "Ngoài ra còn 5 khó khăn, vướng mắc khác trong hệ thống."


def test_a_report_tells_what_was_open_on_its_day_whenever_it_is_built(
    plan, run, officer, make_user, settings
):
    settings.TODAY = date(2025, 11, 20)
    commune = make_user("commune_officer", Unit.objects.get(code="25216"))
    one, other = (
        raise_difficulty(Said(title, "Thiếu.", "Bố trí.", date(2025, 5, 1)), by=commune, now=MAY)
        for title in ("Thiếu cán bộ", "Thiếu kinh phí")
    )
    say(other, Answer("withdrawn", "Đã xong"), seen_at=MAY, by=commune, now=MAY)
    before = gather(year=2025, run=run, by=officer).difficulties
    assert (before.raised, before.solved) == (2, 0)
    assert [obstacle.title for obstacle in before.open] == ["Thiếu cán bộ"]
    after_the_day = datetime(2025, 11, 3, 9, tzinfo=MAY.tzinfo)
    say(one, Answer("withdrawn", "Đã xong"), seen_at=MAY, by=commune, now=after_the_day)
    assert gather(year=2025, run=run, by=officer).difficulties == before

"""The addresses of difficulties, and one that waits for an answer."""

from mangnon.core.models import Unit, User
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.models import Difficulty
from mangnon.ui.context import now, today
from tests.access_rows import Row, act, listing, page

DIFFICULTY = "plans/difficulties/<uuid:difficulty_id>/"
AN_AGENCY = "case.load_list"  # it is a commune's: who keeps to one agency finds none

DIFFICULTY_ROUTES: dict[str, Row] = {
    "plans/difficulties/": listing("plan.view"),
    "plans/difficulties/new/files/": listing("task.do"),
    DIFFICULTY: page(AN_AGENCY, 404, also={"plan.view": 200}),
    f"{DIFFICULTY}files/": act(AN_AGENCY, 404, also={"task.do": 422, "difficulty.instruct": 422}),
}


def new_difficulty() -> Difficulty:
    """Return what the officer of a commune raised about its work, made once."""
    known = Difficulty.objects.first()
    if known is not None:
        return known
    by = User.objects.create(
        username="cong-chuc", full_name="Công chức", role="commune_officer",
        unit=Unit.objects.get(code="25216"),
    )  # fmt: skip
    said = Said("Chưa có hồ bơi", "Xã chưa có hồ bơi.", "Bố trí kinh phí.", today())
    return raise_difficulty(said, by=by, now=now())

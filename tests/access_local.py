"""The addresses of local plans, the cascade check and socio-economic plans, with a record each.

The plan is a commune's, not approved yet: who keeps to one agency finds none, who only reads none.
"""

import datetime

from mangnon.core.models import Unit, User
from mangnon.plans.models import LocalPlan, LocalTarget, Plan, SocioeconomicPlan, Target
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

LOCAL, DOCUMENT = "plans/local/<uuid:local_id>/", "plans/socioeconomic/<uuid:document_id>/"
DRAFT, APPROVE = "local_plan.draft", "local_plan.approve"
AN_AGENCY = "case.load_list"  # the draft is a commune's: who keeps to one agency finds none


def _of_draft(row, right, inside=200):
    return row(AN_AGENCY, 404, also={right: inside})


LOCAL_ROUTES: dict[str, Row] = {
    "plans/local/": listing("plan.view"),
    LOCAL: page(AN_AGENCY, 404, also={DRAFT: 200, APPROVE: 200, "plan.view": 404}),
    f"{LOCAL}targets/<int:target_id>/": _of_draft(page, DRAFT),
    f"{LOCAL}send/": _of_draft(act, DRAFT, 422),
    f"{LOCAL}approve/": _of_draft(act, APPROVE, 422),
    f"{LOCAL}return/": _of_draft(act, APPROVE, 422),
    f"{LOCAL}withdraw/": _of_draft(act, DRAFT, 302),
    f"{LOCAL}new-version/": _of_draft(act, DRAFT, 422),
    "plans/local/new/": listing(DRAFT),
    "plans/local/new/all/": Row("post", {DRAFT: 422}),
    f"{LOCAL}propose/": _of_draft(page, DRAFT),
    "plans/cascade/": Row("get", {"plan.view & indicator.view": 200}),
    "plans/cascade/<slug:leaf>/": Row("get", {"plan.view & indicator.view": 200}, 200),
    "plans/socioeconomic/": listing("plan.view"),
    "plans/socioeconomic/ask/": Row("post", {"task.assign": 422}),
    "plans/socioeconomic/new/": listing(DRAFT),
    DOCUMENT: page("plan.view"),
    f"{DOCUMENT}change/": page(AN_AGENCY, 403, also={DRAFT: 200}),
}


def local_records() -> dict[str, object]:
    """Return a draft of a commune with a target, and a document of it that carries one."""
    by, made = User.objects.get_or_create(username="lap-kh", defaults={"full_name": "Lập KH"})
    if made:
        unit, day = Unit.objects.get(code="25216"), datetime.date(2024, 12, 20)
        plan = Plan.objects.approved().order_by("pk").first()
        times = {"drafted_by": by, "drafted_at": now(), "changed_at": now()}
        local = LocalPlan.objects.create(plan=plan, year=2025, unit=unit, **times)
        target = Target.objects.of(plan).order_by("pk").first()
        LocalTarget.objects.create(
            local_plan=local, target=target, leaf=target.leaf, value=1, proposed=1, method="as_is"
        )
        SocioeconomicPlan.objects.create(
            unit=unit, kind="yearly", first_year=2025, number="40/KH", issued_on=day,
            entered_by=by, entered_at=now(), changed_at=now(),
        )  # fmt: skip
    local = LocalPlan.objects.get(drafted_by=by)
    return {
        "<uuid:local_id>": local.pk,
        "<int:target_id>": local.targets.get().pk,
        "<uuid:document_id>": SocioeconomicPlan.objects.get(entered_by=by).pk,
    }

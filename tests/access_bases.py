"""The addresses of legal bases and of amendments, and one record of each kind for them."""

import datetime
import uuid

from mangnon.plans.amendments.drafting import begin, change_item
from mangnon.plans.bases.rules_of_coordination import CoordinationRules
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Amendment, BasisLink, LegalDocument, Plan, Supersession
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

BASIS, LINK = "plans/bases/<uuid:document_id>/", "plans/bases/links/<int:link_id>/"
RULES, AMENDMENT = (
    "plans/bases/coordination/<uuid:rules_id>/",
    "plans/amendments/<uuid:amendment_id>/",
)
CITATION = "plans/bases/of-plan/<int:plan_id>/<int:citation_id>/known/"
AN_AGENCY = "case.load_list"  # the records are the province's: an agency keeps only its own


def _of_province(row, inside, agency=404):
    return row(AN_AGENCY, agency, also={"basis.edit": inside})


BASES_ROUTES: dict[str, Row] = {
    "plans/bases/": listing("basis.view"),
    "plans/bases/new/": listing("basis.edit"),
    "plans/bases/look/": listing("basis.view"),
    "plans/bases/of-plan/<int:plan_id>/": page("basis.view"),
    CITATION: act("basis.edit", 422),
    "plans/bases/link/<slug:kind>/<slug:key>/": _of_province(page, 200),
    f"{LINK}move/": _of_province(act, 302, 422),
    f"{LINK}keep/": act("basis.edit", 422),
    f"{LINK}remove/": _of_province(act, 302, 422),
    "plans/bases/coordination/": listing("basis.view"),
    "plans/bases/coordination/new/": listing(AN_AGENCY, 403, also={"basis.edit": 200}),
    RULES: page("basis.view"),
    f"{RULES}review/": _of_province(act, 422, 403),
    "plans/bases/replacements/<int:supersession_id>/remove/": _of_province(act, 302, 422),
    BASIS: page("basis.view"),
    f"{BASIS}edit/": _of_province(page, 200),
    f"{BASIS}replace/": _of_province(page, 200),
    f"{BASIS}withdraw/": _of_province(act, 422),
    "plans/<int:plan_id>/versions/": page("plan.view"),
    "plans/<int:plan_id>/last-year/": page("plan.view"),
    "plans/<int:plan_id>/amend/": page("plan.review"),
    AMENDMENT: page("plan.review", also={"plan.view": 404}),
    f"{AMENDMENT}head/": page("plan.review"),
    f"{AMENDMENT}submit/": act("plan.review", 422),
    f"{AMENDMENT}approve/": act("plan.review", 422),
    f"{AMENDMENT}return/": act("plan.review", 422),
    f"{AMENDMENT}withdraw/": act("plan.review"),
    f"{AMENDMENT}items/": page("plan.review"),
    f"{AMENDMENT}change/<slug:slug>/<int:item_id>/": page("plan.review"),
    f"{AMENDMENT}remove/<slug:slug>/<int:item_id>/": act("plan.review", 422),
    f"{AMENDMENT}add/<slug:slug>/": page("plan.review"),
    f"{AMENDMENT}changes/<int:change_id>/drop/": act("plan.review", 422),
}


def bases_records(plan: Plan, pattern: str) -> dict[str, object]:
    """Return a document that another replaced, what rests on it, and an amendment of the plan."""
    made = Amendment.objects.first() or _make(plan)
    document = LegalDocument.objects.get(number="1/QĐ-UBND")
    return {
        "<uuid:document_id>": document.pk,
        "<int:link_id>": BasisLink.objects.get().pk,
        "<uuid:rules_id>": CoordinationRules.objects.get().pk,
        "<int:supersession_id>": Supersession.objects.get().pk,
        "<int:citation_id>": plan.legal_bases.values_list("pk", flat=True).first(),
        "<slug:kind>": "plan",
        "<slug:key>": plan.pk,
        "<uuid:amendment_id>": made.pk,
        "<int:change_id>": made.changes.get().pk,
        **({"<slug:slug>": "funding"} if "/add/" in pattern else {}),
    }


def _make(plan: Plan) -> Amendment:
    by, at = plan.created_by, now()
    old, new = (
        LegalDocument.objects.create(
            unit=plan.unit, kind="decision", number=f"{n}/QĐ-UBND", issuer="UBND tỉnh", title="x",
            issued_on=datetime.date(2025, n, 1), valid_from=datetime.date(2025, n, 1),
            entered_by=by, entered_at=at, changed_at=at,
        )
        for n in (1, 2)
    )  # fmt: skip
    said = {"entered_by": by, "entered_at": at}
    Supersession.objects.create(
        old=old, new=new, extent="whole", from_on=datetime.date(2025, 3, 1), **said
    )
    BasisLink.objects.create(document=old, unit=plan.unit, plan=plan, linked_by=by, linked_at=at)
    CoordinationRules.objects.create(
        unit=plan.unit, subject="protection", document=old, parties="Công an", **said
    )
    made = begin(plan, "Điều chỉnh", by=by, now=at, key=uuid.uuid4())
    indicator = plan.indicators.first()
    change_item(
        made, KINDS["indicator"], indicator.pk, {"text": "Khác"}, seen_at=made.changed_at, by=by,
        now=at,
    )  # fmt: skip
    return made

"""Every address of the site, and what each person gets there: in their scope, and outside it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from mangnon.catalog import CATALOG
from mangnon.core.models import Handover, Unit
from mangnon.core.reforms.drafts import create_draft
from mangnon.documents import read_plan
from mangnon.indicators.services import compute_run
from mangnon.plans.models import Indicator, Plan
from mangnon.plans.services import approve_plan, confirm_all, import_plan, settle_all_warnings
from mangnon.reports.models import Report
from mangnon.reports.services import build_report
from mangnon.snapshots.services import take_snapshot

# nobody: not signed in; officer: focal office; leader; stranger: a focal officer elsewhere.
PEOPLE = ("nobody", "officer", "leader", "stranger")
TO_SIGN_IN = 302

# address: (method, what each of PEOPLE gets). A name after "#" says which record is asked for.
TABLE: dict[str, tuple[str, list[int]]] = {
    "": ("get", [302, 200, 200, 200]),
    "sign-in/": ("get", [200, 302, 302, 302]),
    "sign-out/": ("post", [302, 302, 302, 302]),
    "sign-in/second-factor/": ("get", [302, 302, 302, 302]),
    "sign-in/refused/": ("get", [403, 403, 403, 403]),
    "sign-in/not-open/": ("get", [403, 403, 403, 403]),
    "sign-in/with/<slug:provider_id>/": ("get", [404, 404, 404, 404]),
    "sign-in/with/<slug:provider_id>/back/": ("get", [404, 404, 404, 404]),
    "sign-in/with-error/": ("get", [401, 401, 401, 401]),
    "sign-in/with-cancelled/": ("get", [200, 200, 200, 200]),
    "invitation/<str:token>/": ("get", [404, 404, 404, 404]),
    "account/": ("get", [302, 200, 200, 200]),
    "account/password/": ("get", [302, 200, 200, 200]),
    "account/confirm/": ("get", [302, 200, 200, 200]),
    "account/confirm/code/": ("get", [302, 302, 302, 302]),
    "account/confirm/key/": ("get", [302, 302, 302, 302]),
    "account/second-factor/": ("get", [302, 200, 200, 200]),
    "account/second-factor/app/": ("get", [302, 302, 302, 302]),
    "account/second-factor/app/remove/": ("get", [302, 404, 404, 404]),
    "account/second-factor/keys/": ("get", [302, 200, 200, 200]),
    "account/second-factor/keys/add/": ("get", [302, 302, 302, 302]),
    "account/second-factor/keys/<int:pk>/remove/": ("get", [302, 302, 302, 302]),
    "account/second-factor/recovery/": ("get", [302, 404, 404, 404]),
    "account/second-factor/recovery/new/": ("get", [302, 302, 302, 302]),
    "account/second-factor/recovery/file/": ("get", [302, 404, 404, 404]),
    "account/sessions/": ("get", [302, 200, 200, 200]),
    "account/sessions/<int:session_id>/end/": ("post", [302, 404, 404, 404]),
    "administration/access/": ("get", [302, 200, 403, 200]),
    "administration/audit/": ("get", [302, 403, 403, 403]),
    "administration/audit/digest/": ("get", [302, 403, 403, 403]),
    "administration/": ("get", [302, 200, 200, 200]),
    "administration/units/": ("get", [302, 200, 200, 200]),
    "administration/units/<int:unit_id>/": ("get", [302, 200, 200, 200]),
    "administration/units/<int:unit_id>/below/": ("get", [302, 302, 302, 302]),
    "administration/handovers/<int:handover_id>/accept/": ("post", [302, 302, 403, 404]),
    "administration/reforms/": ("get", [302, 200, 403, 200]),
    "administration/reforms/new/": ("get", [302, 200, 403, 200]),
    "administration/reforms/<int:reform_id>/": ("get", [302, 200, 403, 404]),
    "administration/reforms/<int:reform_id>/add/": ("post", [302, 422, 403, 404]),
    "administration/reforms/<int:reform_id>/upload/": ("post", [302, 422, 403, 404]),
    "administration/reforms/<int:reform_id>/remove/": ("post", [302, 422, 403, 404]),
    "administration/reforms/<int:reform_id>/preview/": ("get", [302, 200, 403, 404]),
    "administration/reforms/<int:reform_id>/apply/": ("post", [302, 422, 403, 404]),
    "administration/reforms/<int:reform_id>/undo/": ("post", [302, 422, 403, 404]),
    "administration/reforms/<int:reform_id>/discard/": ("post", [302, 422, 403, 404]),
    "administration/people/": ("get", [302, 200, 403, 200]),
    "administration/people/invite/": ("get", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/": ("get", [302, 200, 403, 404]),
    "administration/people/<int:person_id>/change/": ("get", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/close/": ("get", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/reopen/": ("post", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/new-link/": ("post", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/unlock/": ("post", [302, 403, 403, 403]),
    "administration/people/<int:person_id>/end-sessions/": ("post", [302, 403, 403, 403]),
    "indicators/<slug:leaf>/": ("get", [302, 200, 200, 404]),
    "indicators/<slug:leaf>/chart.json": ("get", [302, 200, 200, 404]),
    "indicators/<slug:leaf>/years.json": ("get", [302, 200, 200, 404]),
    "plans/": ("get", [302, 200, 200, 200]),
    "plans/import/": ("get", [302, 200, 403, 200]),
    "plans/<int:plan_id>/": ("get", [302, 200, 200, 404]),
    "plans/<int:plan_id>/#draft": ("get", [302, 302, 404, 404]),
    "plans/<int:plan_id>/document/": ("get", [302, 200, 200, 404]),
    "plans/<int:plan_id>/document/#draft": ("get", [302, 200, 404, 404]),
    "plans/<int:plan_id>/review/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/heading/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/confirm-all/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/confirm-sure/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/confirm-same/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/compare/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/history/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/approve/#draft": ("post", [302, 422, 403, 404]),
    "plans/<int:plan_id>/reject/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/warnings/<int:warning_id>/settle/#draft": ("post", [302, 302, 403, 404]),
    "plans/<int:plan_id>/add/<slug:slug>/<int:parent_id>/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/#draft": ("get", [302, 302, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/edit/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/confirm/#draft": (
        "post", [302, 302, 403, 404],
    ),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/reject/#draft": (
        "post", [302, 302, 403, 404],
    ),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/undo/#draft": ("post", [302, 422, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/history/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/split/#draft": ("get", [302, 200, 403, 404]),
    "plans/<int:plan_id>/<slug:slug>/<int:item_id>/merge/<int:next_id>/#draft": (
        "post", [302, 302, 403, 404],
    ),
    "reports/": ("get", [302, 200, 200, 200]),
    "reports/build/": ("post", [302, 302, 403, 302]),
    "reports/<int:report_id>/docx": ("get", [302, 200, 200, 404]),
    "reports/<int:report_id>/xlsx": ("get", [302, 200, 200, 404]),
}  # fmt: skip


@dataclass(frozen=True)
class Records:
    """One record of each kind, all of the province that officer and leader serve."""

    plan: Plan
    draft: Plan
    report: Report
    handover: Handover

    def address(self, route: str) -> str:
        pattern, _hash, name = route.partition("#")
        plan = self.draft if name == "draft" else self.plan
        indicator, following = Indicator.objects.filter(plan=plan)[:2]
        for part, value in {
            "<int:plan_id>": plan.pk,
            "<slug:provider_id>": "oidc",
            "<str:token>": "no-such-link",
            "<int:pk>": 1,
            "<int:session_id>": 1,
            "<int:person_id>": self.plan.created_by_id,
            "<int:report_id>": self.report.pk,
            "<int:handover_id>": self.handover.pk,
            "<int:reform_id>": self.handover.batch_id,
            "<int:unit_id>": self.handover.to_unit_id,
            "<int:warning_id>": plan.warnings.values_list("pk", flat=True).first(),
            "<slug:leaf>": "14",
            "<slug:slug>": "target" if "/add/" in pattern else "indicator",
            "<int:item_id>": indicator.pk,
            "<int:parent_id>": indicator.pk,
            "<int:next_id>": following.pk,
        }.items():
            pattern = pattern.replace(part, str(value))
        return f"/{pattern}" + ("?level=commune" if "chart" in pattern else "")


def routes(patterns=None, prefix="") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


@pytest.fixture
def records(officer, province, settings, tmp_path):
    settings.TODAY = datetime.date(2025, 10, 31)
    settings.HOME = tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    source = CATALOG / "demo" / "plan.docx"
    plan = import_plan(read_plan(source), by=officer, unit=province, source=source)
    settle_all_warnings(plan, by=officer)
    confirm_all(plan, by=officer)
    plan = approve_plan(plan, by=officer)
    snapshot = take_snapshot(settings.TODAY, by=officer)
    run = compute_run(snapshot, by=officer)
    report = build_report(year=2025, kind="consolidated", run=run, by=officer).report
    other = _another_document(tmp_path)
    draft = import_plan(read_plan(other), by=officer, unit=province, source=other)
    return Records(plan, draft, report, _handover(officer))


def _handover(officer) -> Handover:
    """Offer the people of one commune to another, by a reform that is only a draft."""
    batch = create_draft(
        number="NQ 1", issued_on=datetime.date(2025, 6, 1), on=datetime.date(2025, 6, 30),
        by=officer,
    )  # fmt: skip
    source, heir = Unit.objects.filter(code__in=["25216", "25217"]).order_by("code")
    return Handover.objects.create(
        batch=batch, mover="people", from_unit=source, to_unit=heir, count=1, is_moved=True
    )


def _another_document(folder: Path) -> Path:
    text = (CATALOG / "demo" / "plan.txt").read_text(encoding="utf-8")
    file = folder / "draft.txt"
    file.write_text(text.replace("80%", "81%"), encoding="utf-8")
    return file


def test_every_address_is_in_the_table():
    assert set(routes()) == {route.partition("#")[0] for route in TABLE}


def test_everyone_gets_what_the_table_says(records, request, client):
    people = {name: request.getfixturevalue(name) for name in PEOPLE if name != "nobody"}
    wrong = {}
    for route, (method, expected) in TABLE.items():
        address = records.address(route)
        got = [answer_to(people.get(name), method, address, client) for name in PEOPLE]
        if [code for code, _url in got] != expected:
            wrong[route] = got
        if expected[0] == TO_SIGN_IN:
            assert got[0][1].startswith("/sign-in/"), route
    assert not wrong


def answer_to(person, method, address, client) -> tuple[int, str]:
    """Return status and redirect of one request, and undo what it did."""
    client.logout()
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", "")


def test_a_post_without_its_token_is_refused(records, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post("/reports/build/").status_code == 403

"""The addresses of money and of the fund, and one record of each kind for them."""

import datetime

from mangnon.core.models import Unit, User
from mangnon.plans.funding.fund.journal import Account
from mangnon.plans.funding.fund.posting import post
from mangnon.plans.models import BudgetLine, Donor, Fund, Grant
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

LINE, GRANT = "plans/funding/lines/<uuid:line_id>/", "plans/fund/grants/<uuid:grant_id>/"
DONOR = "plans/fund/donors/<uuid:donor_id>/"
AN_AGENCY = "case.load_list"  # the line is a commune's: who keeps to one agency finds none


def _of_line(row, right, inside):
    return row(AN_AGENCY, 404, also={right: inside})


MONEY_ROUTES: dict[str, Row] = {
    "plans/funding/": listing("funding.view"),
    "plans/funding/statement.xlsx": listing("funding.view"),
    "plans/funding/lines/": listing("funding.view"),
    "plans/funding/lines/new/": listing("funding.draft"),
    LINE: _of_line(page, "funding.view", 200),
    f"{LINE}edit/": _of_line(page, "funding.draft", 200),
    f"{LINE}approve/": act("funding.approve", 422),
    f"{LINE}return/": act("funding.approve", 422),
    f"{LINE}withdraw/": _of_line(act, "funding.draft", 422),
    f"{LINE}reverse/": _of_line(act, "funding.draft", 422),
    "plans/fund/": listing("funding.view"),
    "plans/fund/ledger/": listing("fund.view"),
    "plans/fund/entries/<uuid:entry_id>/reverse/": act("fund.keep", 422),
    "plans/fund/donors/": listing("fund.view"),
    "plans/fund/donors/new/": listing("fund.keep"),
    DONOR: page("fund.view"),
    f"{DONOR}agree/": act("fund.keep"),
    f"{DONOR}pledge/": act("fund.keep", 422),
    f"{DONOR}receive/": act("fund.keep", 422),
    "plans/fund/grants/": listing("fund.propose"),
    "plans/fund/grants/new/": listing("fund.propose"),
    GRANT: page("fund.propose"),
    f"{GRANT}approve/": act("fund.keep", 422),
    f"{GRANT}return/": act("fund.keep", 422),
}


def money_records() -> dict[str, object]:
    """Return a line that waits, and a fund with a donor, an entry and a grant that waits."""
    by, made = User.objects.get_or_create(username="ke-toan", defaults={"full_name": "Kế toán"})
    unit, day = Unit.objects.get(code="25216"), datetime.date(2025, 10, 1)
    if made:
        by.unit, by.role = unit, "commune_officer"
        by.save()
        BudgetLine.objects.create(
            unit=unit, year=2025, stage="estimate", source="local", amount=1_000_000, on=day,
            purpose="Dạy bơi", document_number="1/TTr", document_on=day, issuer="UBND phường",
            drafted_by=by, drafted_at=now(), changed_at=now(),
        )  # fmt: skip
        province = Unit.objects.get(level="province", code="70")
        fund = Fund.objects.create(unit=province, opened_by=by, opened_at=now())
        Donor.objects.create(
            fund=fund, kind="person", name="Bà Lê Thị Thiện", entered_by=by, entered_at=now()
        )
        amounts = {Account.CASH: 5, Account.DONATED: -5}
        post(fund, amounts, on=day, text="Phiếu thu 1", by=by, now=now())
        Grant.objects.create(
            fund=fund, unit=unit, kind="project", project="Sân chơi", purpose="play", amount=3,
            need="Cần", proposed_by=by, proposed_at=now(),
        )  # fmt: skip
    fund = Fund.objects.get()
    return {
        "<uuid:line_id>": BudgetLine.objects.get().pk,
        "<uuid:entry_id>": fund.entries.get().pk,
        "<uuid:donor_id>": fund.donors.get().pk,
        "<uuid:grant_id>": fund.grants.get().pk,
    }

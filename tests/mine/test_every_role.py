"""One record of each kind, every role: who is told of something may open it, and no stranger is."""

import pytest
from django.test import Client

from mangnon.core.access import GRANTS, Role
from mangnon.core.waiting import work_of
from mangnon.ui.context import now
from tests.access_records import make_records

# The address of a check is the same for each province; the findings behind it are its own.
OWN = {"findings"}
TOLD = {
    "case_partner": ["referrals"],
    "school_staff": ["referrals"],
    "health_station_staff": ["referrals"],
    "care_facility_staff": ["referrals"],
    "technical_admin": ["accounts"],
    "focal_office": [
        "findings", "obligations", "organisation_handovers", "plan_drafts", "reforms", "tasks",
    ],
    "commune_chair": ["cases"],
    "commune_officer": ["activities", "cases", "duplicates", "findings", "moves", "summer"],
}  # fmt: skip
SIGNED_IN = [role for role in Role if role != Role.CONSOLE]


@pytest.fixture
def people(officer, province, elsewhere, settings, tmp_path, make_user):
    """Return a person of each role who serves the province of the records, and a stranger of it."""
    referral = make_records(officer, province, settings, tmp_path).referral
    found = []
    for role in SIGNED_IN:
        own = make_user(role, province, f"{role} 70")
        if "referral.answer" in GRANTS[role]:
            own.organisation = referral.organisation
            own.save()
        found.append((role, own, make_user(role, elsewhere, f"{role} 79")))
    return found


def test_who_is_told_of_something_may_open_it_and_no_stranger_is_told(people):
    shut, told, known_elsewhere = {}, {}, set()
    for role, own, stranger in people:
        client = Client()
        client.force_login(own)
        told[role] = work_of(own, now()).items
        for item in told[role]:
            status = client.get(item.waiting.url).status_code
            if status != 200:
                shut[role, item.kind, item.waiting.url] = status
        assert client.get("/mine/").status_code == 200
        known_elsewhere |= {item.waiting.url for item in work_of(stranger, now()).items}
    assert shut == {}
    ours = {item.waiting.url for items in told.values() for item in items if item.kind not in OWN}
    assert ours & known_elsewhere == set()
    kinds = {str(role): {item.kind for item in items} for role, items in told.items()}
    assert {role: sorted(found) for role, found in kinds.items() if found} == TOLD

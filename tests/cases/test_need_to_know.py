"""Nobody sees a case by rank or place, and nothing of it stands in plain text."""

import pytest
from django.db import connection

from mangnon.cases.file import open_file
from mangnon.cases.models import Case, Report, Step
from mangnon.cases.seeing import Section
from tests.cases import answers
from tests.cases.conftest import at


def sees(user):
    return Case.objects.visible_to(user).exists()


def test_the_commune_sees_a_case_that_nobody_has_taken_and_then_only_who_took_it(
    case, take, worker, colleague, chair, operator, make_user, other_commune, province
):
    strangers = [
        make_user("commune_officer", other_commune),
        *(make_user(r, province) for r in ("leader", "auditor", "focal_office", "case_partner")),
    ]
    assert sees(worker)
    assert sees(colleague)
    assert sees(operator)
    assert not sees(chair)
    take(case, "acknowledge", worker, 0.5)
    assert sees(worker)
    assert not sees(colleague)
    assert not any(sees(stranger) for stranger in strangers)


def test_the_chair_sees_a_dossier_while_it_waits_for_their_decision(
    case, take, agree, worker, chair, make_user, other_commune
):
    take(case, "acknowledge", worker, 0.5)
    step = take(case, "emergency", worker, 1, answers.EMERGENCY)
    assert sees(chair)
    assert not sees(make_user("commune_chair", other_commune))
    agree(step, chair, 2)
    assert not sees(chair)


def test_each_part_opens_its_sections(case, take, worker, operator):
    take(case, "acknowledge", worker, 0.5)
    theirs = open_file(case, by=operator, now=at(1))
    assert (theirs.steps, theirs.people) == (None, None)
    assert theirs.reports[0].informant == {"name": "Bà hàng xóm", "phone": "0912345678"}
    assert Section.INFORMANT in open_file(case, by=worker, now=at(1)).open


@pytest.mark.parametrize("word", ["roi", "Điểu Thị Bé", "hàng xóm", "0912345678", "Công an xã"])
def test_no_table_holds_what_was_told(case, take, worker, word):
    take(case, "acknowledge", worker, 0.5)
    take(case, "emergency", worker, 1, answers.EMERGENCY)
    assert Report.objects.count() == 1
    assert Step.objects.count() == 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            assert not [row for (row,) in cursor.fetchall() if word in row], table

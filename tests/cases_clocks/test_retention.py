"""Closed cases are kept as long as the schedule says, and then lose their words and no count."""

import datetime
import json

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count

from mangnon.cases.file import open_file
from mangnon.cases.models import (
    CareNeed,
    Case,
    CaseClock,
    CasePerson,
    Consent,
    LegalHold,
    Offender,
    Report,
    Step,
)
from mangnon.cases.punctuality.counting import count_limits
from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.retention.anonymising import anonymise, run_retention
from mangnon.cases.retention.destroying import PLAIN, way_to_case
from mangnon.cases.retention.holding import hold, let_go
from mangnon.cases.retention.schedule import due_cases, kept_cases
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.children.models import Child
from mangnon.config.cli import main
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import AuditEntry, Refused
from tests.cases.conftest import DAY, at

CLOSED = at(24 * 10)
WORDS = ["roi điện", "Điểu Thị Bé", "hàng xóm", "0912345678", "Cha dượng", "Mẹ cháu", "111-77"]


@pytest.fixture
def keeper(make_user, province):
    return make_user("technical_admin", province, "keeper")


@pytest.fixture
def closed(operator, new_report):
    """Receive a report and close its case ten days later."""

    def make(reason="no_risk", **about):
        case = receive(new_report(**about), by=operator, now=at(0.1)).case
        Case.objects.filter(pk=case.pk).update(
            closed_at=CLOSED, closing_reason=reason, stage="closed"
        )
        case.refresh_from_db()
        return case

    return make


def child(**about):
    return ReportedChild(name="Điểu Thị Bé", sex="female", **about)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("about", "category", "reference", "due"),
    [
        ({"reason": "unfounded"}, "unfounded", "2025-06-20", "2027-06-20"),
        # Seven years old when reported on 10 June 2025: 16 by 10 June 2034 at the latest.
        ({}, "served", "2034-06-10", "2039-06-10"),
        ({"children": [child(birth_date=day("2010-02-28"))]}, "served", "2026-02-28", "2031-02-28"),
        # Sixteen before the closing: the years count from the closing.
        ({"children": [child(birth_date=day("2009-06-11"))]}, "served", "2025-06-20", "2030-06-20"),
        ({"children": [child()]}, "served", "2041-06-10", "2046-06-10"),
        # The youngest child counts.
        ({"children": [child(age=15), child(age=2)]}, "served", "2039-06-10", "2044-06-10"),
        ({"children": [child(birth_date=day("2012-02-29"))]}, "served", "2028-02-29", "2033-02-28"),
        # Of two categories the longer one holds.
        ({"harms": ["sexual_abuse"], "reason": "unfounded", "children": [child(age=16)]},
         "grave_harm", "2025-06-20", "2045-06-20"),
    ],
)  # fmt: skip
def test_the_day_is_as_worked_by_hand(closed, keeper, about, category, reference, due):
    closed(**about)
    (kept,) = kept_cases(keeper, day("2025-07-01"))
    assert (kept.category.code, str(kept.reference), str(kept.due)) == (category, reference, due)


def test_an_open_case_and_one_of_another_province_are_not_listed(case, closed, keeper, stranger):
    assert not kept_cases(keeper, day("2099-01-01"))
    closed()
    assert len(kept_cases(keeper, day("2099-01-01"))) == 1
    assert not kept_cases(stranger, day("2099-01-01"))


def test_nothing_is_destroyed_before_its_day_or_on_hold_or_without_the_right(
    closed, keeper, chair, officer
):
    case = closed("unfounded")
    with pytest.raises(Refused, match="chưa hết thời hạn"):
        anonymise(case, by=keeper, day=day("2027-06-19"), now=at(0))
    hold(case.number, reason="Tòa án đang xét xử", by=chair, now=at(0))
    assert due_cases(keeper, day("2027-06-20")) == []
    with pytest.raises(Refused, match="giữ lại"):
        anonymise(case, by=keeper, day=day("2027-06-20"), now=at(0))
    let_go(case.number, by=chair, now=at(1))
    for person in (officer, chair):
        with pytest.raises(PermissionDenied):
            run_retention(by=person, day=day("2027-06-20"), now=at(0))
    assert Report.objects.get().content


def told(case):
    """Tell in every kind of record of a case something that must go."""
    Report.objects.update(reference="111-77")
    Offender.objects.create(case=case, content=json.dumps({"name": "Cha dượng"}))
    person = case.people.get()
    person.details = json.dumps({"address": "Mẹ cháu"})
    person.birth_date = day("2018-06-11")
    person.save()
    step = Step.objects.get()
    step.answers = json.dumps({"what": "roi điện"})
    step.save()
    Consent.objects.create(
        case=case, child=person, purpose="photo", is_by_child=True, relation="mother",
        representative="Mẹ cháu", given_at=at(1), entered_at=at(1), entered_by=step.by,
    )  # fmt: skip


def years_between(born, then):
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def counts():
    """Return what statistics are made of: ages at the report, codes, times, limits."""
    people = [
        (p.sex, p.age if p.birth_date is None else years_between(p.birth_date, DAY))
        for p in CasePerson.objects.order_by("pk").defer("name")
    ]
    cases = list(
        Case.objects.values_list("harms", "setting", "stage", "closing_reason", "received_at",
                                 "closed_at", "is_emergency").order_by("number")
    )  # fmt: skip
    channels = list(Report.objects.values_list("channel").annotate(Count("pk")))
    steps = list(Step.objects.values_list("code", "happened_at", "entered_at").order_by("pk"))
    units = list(Case.objects.values_list("unit", flat=True))
    limits = count_limits(units, 2025, at(24 * 60))
    return people, cases, channels, steps, limits, CaseClock.objects.count()


def test_words_names_and_links_go_and_every_count_stays(closed, keeper):
    case = closed("unfounded")
    told(case)
    before = counts()
    assert run_retention(by=keeper, day=day("2027-06-20"), now=at(1)) == [case.number]
    assert counts() == before
    case.refresh_from_db()
    assert case.anonymised_at == at(1)
    fields = [
        (model, field.name)
        for model in apps.get_app_config("cases").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField) and way_to_case(model)
    ]
    assert {model for model, _name in fields} >= {Report, Step, CasePerson, Offender, Consent}
    for model, name in fields:
        assert not model._base_manager.exclude(**{f"{name}__isnull": True}).exists(), (model, name)
    with connection.cursor() as cursor:
        for table in (m._meta.db_table for m in apps.get_app_config("cases").get_models()):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            assert not [row for (row,) in cursor.fetchall() if any(w in row for w in WORDS)], table


def test_an_anonymised_case_stays_so_is_still_readable_and_is_not_opened_again(
    closed, keeper, operator, worker, chair
):
    case = closed("unfounded")
    for _time in range(2):
        anonymise(case, by=keeper, day=day("2027-06-20"), now=at(1))
    assert AuditEntry.objects.filter(action="case.anonymise").count() == 1
    assert open_file(case, by=operator, now=at(2)).reports[0].answers == []
    assert run_retention(by=keeper, day=day("2027-06-20"), now=at(1)) == []
    case.participants.create(user=worker, part="manager", since=at(-1))
    with pytest.raises(Refused, match="đã bị hủy"):
        take_step(
            case.pk, NewStep("reopen", at(24 * 11), {"why": "Có tin mới"}),
            by=worker, now=at(24 * 12),
        )  # fmt: skip
    with pytest.raises(Refused, match="đã được ẩn danh"):
        hold(case.number, reason="Muộn", by=chair, now=at(4))


def test_every_sealed_text_of_cases_hangs_on_a_case_or_is_known_not_to():
    apart = {
        model.__name__
        for model in apps.get_app_config("cases").get_models()
        if any(isinstance(f, EncryptedTextField) for f in model._meta.concrete_fields)
        and way_to_case(model) is None
    }
    # Carers and rows of agencies are of no case: test_retention_of_lists.py has them.
    assert apart == {"DataBreach", "Carer", "AgencyRecord"}


def test_no_link_to_a_child_of_the_register_and_no_birthday_is_forgotten():
    telling = {
        (model._meta.label, field.name)
        for model in apps.get_app_config("cases").get_models()
        for field in model._meta.concrete_fields
        if field.name == "birth_date" or getattr(field, "related_model", None) is Child
    }
    assert telling == {(table, name) for table, columns in PLAIN.items() for name in columns} - {
        ("cases.Report", "reference")
    }


def test_a_case_is_kept_while_a_child_of_it_is_in_need_of_care(closed, keeper, worker, commune):
    case = closed()
    need = CareNeed.objects.create(
        unit=commune, case=case, name="Điểu Thị Bé", reason="orphaned", form_from=day("2017-07-01"),
        answers="{}", entered_at=at(1), entered_by=worker,
    )  # fmt: skip
    far = day("2060-01-01")
    assert due_cases(keeper, far) == []
    need.ended_on = day("2030-01-01")
    need.save()
    assert [kept.record for kept in due_cases(keeper, far)] == [case]


def test_a_case_that_was_joined_into_another_is_kept_as_long_as_that(closed, keeper):
    into, joined = closed(answers={"what": "Một"}), closed("joined", answers={"what": "Hai"})
    Case.objects.filter(pk=joined.pk).update(joined_into=into)
    far = day("2060-01-01")
    assert len(kept_cases(keeper, far)) == 2
    assert [kept.record for kept in due_cases(keeper, far)] == [into]
    Case.objects.filter(pk=into.pk).update(anonymised_at=at(1))
    assert [kept.record for kept in due_cases(keeper, far)] == [joined]


@pytest.mark.parametrize(
    ("number", "reason", "words"), [("2025-999999", "Tòa", "Không có hồ sơ"), (None, " ", "lý do")]
)
def test_a_hold_without_a_case_or_a_reason_is_refused(closed, chair, number, reason, words):
    case = closed()
    with pytest.raises(Refused, match=words):
        hold(number or case.number, reason=reason, by=chair, now=at(1))
    assert not LegalHold.objects.exists()


def test_a_case_is_held_once_and_by_its_own_commune(closed, chair, make_user, other_commune):
    case = closed()
    with pytest.raises(Refused, match="Không có hồ sơ"):
        hold(case.number, reason="A", by=make_user("commune_chair", other_commune), now=at(1))
    hold(case.number, reason="A", by=chair, now=at(1))
    with pytest.raises(Refused, match="đang được giữ"):
        hold(case.number, reason="B", by=chair, now=at(2))
    let_go(case.number, by=chair, now=at(3))
    with pytest.raises(Refused, match="không bị giữ"):
        let_go(case.number, by=chair, now=at(4))


def test_the_page_lists_numbers_and_days_and_holds(client, closed, chair):
    case = closed()
    client.force_login(chair)
    page = client.get("/cases/retention/").content.decode()
    assert case.number in page
    assert "10/06/2039" in page
    assert "Điểu" not in page
    form = {"number": case.number, "what": "hold", "reason": "Tòa án đang xét xử"}
    assert client.post("/cases/retention/", form).status_code == 302
    assert "đang giữ lại" in client.get("/cases/retention/").content.decode()
    assert client.post("/cases/retention/", form).status_code == 422


def test_the_command_reads_its_flags():
    with pytest.raises(SystemExit):
        main(["cases", "hold", "2025-000001"])

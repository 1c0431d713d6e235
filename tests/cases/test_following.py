"""The list of the reports that a person received: page after page, and how late each is."""

import datetime
import uuid

import pytest

from mangnon.cases.models import Report
from mangnon.cases.receiving.following import ON_A_PAGE, own_reports
from tests.cases.conftest import at


@pytest.fixture
def copies(case):
    """Make so many further reports of the case; always two of them were entered at a time."""

    def make(count):
        first = Report.objects.get()
        minute = datetime.timedelta(minutes=1)
        Report.objects.bulk_create(
            Report(
                id=uuid.uuid4(), case=case, channel=first.channel, received_at=first.received_at,
                entered_at=first.entered_at + (1 + n // 2) * minute,
                received_by=first.received_by, form_from=first.form_from,
            )
            for n in range(count)
        )  # fmt: skip

    return make


def test_every_report_stands_on_one_page(client, copies, operator):
    copies(2 * ON_A_PAGE)  # and the first one: a page ends between two of the same minute
    client.force_login(operator)
    shown, address = [], "/cases/reports/"
    while address:
        page = client.get(address).context["page"]
        shown += [followed.report for followed in page.reports]
        address = page.after and f"/cases/reports/?after={page.after}"
    assert len(shown) == len({report.pk for report in shown}) == Report.objects.count()
    entered = [report.entered_at for report in shown]
    assert entered == sorted(entered, reverse=True)


def test_what_is_no_report_of_the_person_begins_at_the_newest(client, case, worker, operator):
    client.force_login(operator)
    for after in ("nonsense", uuid.uuid4()):
        assert len(client.get(f"/cases/reports/?after={after}").context["page"].reports) == 1
    client.force_login(worker)
    theirs = Report.objects.get().pk
    assert client.get(f"/cases/reports/?after={theirs}").context["page"].reports == []


def test_a_page_asks_as_many_statements_however_many_stand_on_it(
    copies, operator, django_assert_num_queries
):
    copies(ON_A_PAGE)
    with django_assert_num_queries(2):
        found = own_reports(operator, at(1.5))
    assert len(found.reports) == ON_A_PAGE
    assert all(followed.is_late for followed in found.reports)
    assert not any(followed.is_late for followed in own_reports(operator, at(0.5)).reports)

"""The change feed as its readers see it: every line that was committed, once, in no set order."""

import psycopg
import pytest
from django.db import connection, transaction

from mangnon.core.audit import record
from mangnon.core.feed import Line, moment, read_on, tell
from mangnon.core.models import Change, Unit

INSERT = "INSERT INTO core_change (\"table\", record_id, at) VALUES (%s, '', now())"


def line(table, unit=None):
    return Line(table, "", unit)


@pytest.fixture
def another():
    """A second person's connection to the same database."""
    with psycopg.connect(**connection.get_connection_params()) as own:
        yield own


@pytest.mark.django_db(transaction=True)
def test_who_is_seen_later_though_it_began_earlier_is_not_passed_over(another):
    since = moment()
    another.execute(INSERT, ["slow"])  # its number is the lower one; it is not committed yet
    tell("quick", [])
    Change.objects.create(table="quick", record_id="")
    first, since = read_on(since)
    assert first == [line("quick")]
    another.commit()
    second, since = read_on(since)
    assert second == [line("slow")]
    assert read_on(since)[0] == []


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_never_comes(another):
    since = moment()
    another.execute(INSERT, ["undone"])
    first, since = read_on(since)
    another.rollback()
    assert (first, read_on(since)[0]) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_a_line_of_a_part_of_a_transaction_comes_with_the_whole(another):
    since = moment()
    another.execute(INSERT, ["whole"])
    with another.transaction():
        another.execute(INSERT, ["part"])
    assert read_on(since)[0] == []
    another.commit()
    assert sorted(found.table for found in read_on(since)[0]) == ["part", "whole"]


@pytest.mark.django_db(transaction=True)
def test_what_is_said_a_hundred_times_is_read_once(province):
    since = moment()
    for _again in range(100):
        with transaction.atomic():
            tell("children_child", [province.pk, province.pk])
    assert read_on(since)[0] == [line("children_child", province.pk)]


@pytest.mark.django_db(transaction=True)
def test_lines_that_another_server_counted_are_no_news_for_ever():
    since = moment()
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO core_change ("table", record_id, at, transaction)'
            " VALUES ('restored', '', now(), '4294967296000')"
        )
    assert read_on(since)[0] == []


def test_a_line_names_the_unit_that_the_action_or_its_record_is_of(officer, province):
    commune = Unit.objects.get(code="25216")
    record(officer, "plan.edit", officer, unit=commune)
    record(officer, "plan.edit", officer)
    record(officer, "plan.edit", commune)
    told = Change.objects.order_by("pk").values_list("unit", flat=True)
    assert list(told) == [commune.pk, officer.unit_id, commune.pk]

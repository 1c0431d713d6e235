"""Rows that said "this course is complete" become the doses that complete it."""

from importlib import import_module

from django.apps import apps

from mangnon.catalog import CATALOG
from mangnon.children.models import Vaccination
from mangnon.engine.vaccines import load_schedules

MIGRATION = import_module("mangnon.children.migrations.0012_dated_facts")


def test_a_completed_course_carries_the_number_that_the_schedule_asks_for(make_child):
    full = load_schedules(CATALOG)[0].full_doses
    child = make_child()
    for antigen in full:
        Vaccination.objects.create(child=child, antigen=antigen, given_on=child.birth_date)
    MIGRATION.number_completing_doses(apps, None)
    assert dict(Vaccination.objects.values_list("antigen", "dose")) == full

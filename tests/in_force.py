"""A plan that a test writes item by item, and then puts into force: from then on it stands."""

from contextlib import contextmanager

from django.db import connection

from mangnon.plans.models import Plan

STANDS = ["approved_plan_stands", "approved_heading_stands", "approved_plan_is_not_deleted"]


def put_in_force(plan, by, at):
    """Approve the plan without the checks of `plans.services`, and return it as it then is."""
    approval = {"state": "approved", "approved_by": by, "approved_at": at}
    Plan.objects.filter(pk=plan.pk).update(**approval)
    return Plan.objects.get(pk=plan.pk)


@contextmanager
def as_if_written_so():
    """Let a test change a plan in force as if it had been so from the start; nobody else can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname = ANY(%s)",
            [STANDS],
        )
        triggers = cursor.fetchall()
        _switch(cursor, "DISABLE", triggers)
        yield
        _switch(cursor, "ENABLE", triggers)


def _switch(cursor, how, triggers):
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with keys to check is not altered
    for table, trigger in triggers:
        cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")

"""Views and commands reach records only through `visible_to`; the walk that says so can fail."""

from pathlib import Path

import pytest
from django.apps import apps

from mangnon.core.access import ScopedQuerySet
from tests.reaching import past_the_scope

PACKAGE = Path(__file__).resolve().parents[1] / "mangnon"
PAGE_NAMES = {"views", "page", "pages", "api", "answers"}
PAGES = sorted(
    {file for part in ("administration", "dashboards") for file in PACKAGE.rglob(f"{part}/*.py")}
    | set(PACKAGE.rglob("pages/*.py"))
    | {f for f in PACKAGE.rglob("*.py") if f.stem.split("_")[-1] in PAGE_NAMES}
)
COMMANDS = sorted((PACKAGE / "config" / "commands").glob("*.py"))
# Which units there are, what became of them and which bodies there are: printed in the gazette.
PUBLIC = {"Unit", "UnitChange", "AreaClass", "Organisation"}
# The audit names who acted, also a person who has moved out of the auditor's scope since.
NAMES_OF_ACTORS = {"audit_lines.py": {"User"}}


def scoped_models():
    return {
        model.__name__
        for model in apps.get_models()
        if isinstance(model._default_manager.all(), ScopedQuerySet)
    }


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_pages_reach_records_only_through_visible_to(file):
    free = PUBLIC | NAMES_OF_ACTORS.get(file.name, set())
    assert past_the_scope(file.read_text(encoding="utf-8"), free) == []


@pytest.mark.parametrize("file", COMMANDS, ids=lambda file: file.name)
def test_commands_reach_scoped_records_only_through_visible_to(file):
    """A command says by --user who acts: the account itself is looked up before anyone acts."""
    free = PUBLIC | {"User"}
    assert past_the_scope(file.read_text(encoding="utf-8"), free, only=scoped_models()) == []


PLANTED = {
    "Child.objects.filter(pk=1)": "Child.objects",
    "Child.objects.all().visible_to(user)": "Child.objects",
    "models.Child.objects.count()": "Child.objects",
    "Child._default_manager.get(pk=1)": "Child._default_manager",
    "Child._base_manager.first()": "Child._base_manager",
    "get_object_or_404(Child, pk=1)": "get_object_or_404(Child)",
    "get_list_or_404(models.Child)": "get_list_or_404(Child)",
    "connection.cursor().execute('SELECT 1')": "cursor()",
    "seen.raw('SELECT 1')": "raw()",
    "seen.filter(pk__in=RawSQL('SELECT 1', []))": "RawSQL()",
}


@pytest.mark.parametrize(("line", "what"), PLANTED.items())
def test_a_planted_way_past_the_scope_is_found(line, what):
    source = f"def page(request, user, seen):\n    return {line}\n"
    assert past_the_scope(source, PUBLIC) == [f"2: {what}"]


@pytest.mark.parametrize(
    "line",
    [
        "Child.objects.visible_to(user).filter(pk=1)",
        "Child.objects.none()",
        "get_object_or_404(Child.objects.visible_to(user), pk=1)",
        "get_object_or_404(seen, pk=1)",
        "Unit.objects.on(day)",
    ],
)
def test_the_way_through_the_scope_is_left_alone(line):
    assert past_the_scope(f"found = {line}\n", PUBLIC) == []


def test_a_command_is_kept_from_scoped_tables_alone():
    assert past_the_scope("Child.objects.all()", PUBLIC, only={"Child"}) == ["1: Child.objects"]
    assert past_the_scope("Snapshot.objects.all()", PUBLIC, only={"Child"}) == []

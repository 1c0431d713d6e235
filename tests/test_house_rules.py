"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from mangnon.core.access import Role

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mangnon"
SOURCES = sorted(f for f in PACKAGE.rglob("*.py") if "migrations" not in f.parts)
VIEWS = [f for f in SOURCES if f.name.endswith(("views.py", "api.py", "answers.py"))]
BESIDE = [f for part in ("bench", "tests", "tools") for f in sorted((ROOT / part).rglob("*.py"))]
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
LONGEST_FILE, LONGEST_TEMPLATE = 400, 150
# Tables that belong to no unit and may be read without a scope.
UNSCOPED = {"Unit", "Organisation"}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", VIEWS, ids=name)
def test_views_reach_records_only_through_visible_to(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    reached = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    bare = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and id(node) not in reached
        and not (isinstance(node.value, ast.Name) and node.value.id in UNSCOPED)
    ]
    assert not bare, f"{file}: .objects without .visible_to(user) on lines {bare}"


@pytest.mark.parametrize("file", [*SOURCES, *BESIDE], ids=name)
def test_no_source_file_is_longer_than_a_reader_can_hold(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_no_template_is_longer_than_a_reader_can_hold(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_templates_hold_nothing_that_the_content_security_policy_blocks(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style", text)
    assert not re.search(r"https?://", text.replace("http://www.w3.org", ""))


def test_only_the_access_module_names_a_role():
    values = "|".join(re.escape(f'"{role.value}"') for role in Role)
    naming = [
        name(f)
        for f in SOURCES
        if f.name != "access.py" and re.search(values, f.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_foreign_keys_name_the_class_so_that_the_import_order_is_checked():
    quoted = [
        name(f)
        for f in SOURCES
        if re.search(r"(ForeignKey|ManyToManyField|OneToOneField)\(\s*[\"']", f.read_text("utf-8"))
    ]
    assert quoted == []


def test_no_lock_file_holds_an_address():
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock

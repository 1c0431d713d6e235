"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from mangnon.core.access import GRANTS, Role
from mangnon.core.audit.actions import ACTIONS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mangnon"
SOURCES = sorted(f for f in PACKAGE.rglob("*.py") if "migrations" not in f.parts)
BESIDE = [f for part in ("bench", "tests", "tools") for f in sorted((ROOT / part).rglob("*.py"))]
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
LONGEST_FILE, LONGEST_TEMPLATE = 400, 150
RECORDING = {"record", "record_read", "record_batch"}
RIGHTS = frozenset().union(*GRANTS.values())


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


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


def constants() -> dict[str, set[str]]:
    """Return the texts that constants of the code hold, by the constant's name."""
    found: dict[str, set[str]] = {}
    for file in SOURCES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                for target in node.targets:
                    if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                        found.setdefault(target.id, set()).add(node.value.value)
    return found


def recorded_in(file: Path, known: dict[str, set[str]]) -> set[str]:
    """Return the actions that a file gives to the audit; where a variable holds one, all it could.

    A variable is filled in the same file, with a text that looks like an action and is no right.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    looking_so = {t for t in texts if isinstance(t, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", t)}
    found = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if called not in RECORDING or len(node.args) < 2:
            continue
        action = node.args[1]
        if isinstance(action, ast.Constant):
            found.add(action.value)
        elif isinstance(action, ast.Name) and action.id in known:
            found |= known[action.id]
        else:
            found |= looking_so - RIGHTS
    return found


def test_every_action_that_is_recorded_has_a_label():
    known = constants()
    recorded = {name(f): recorded_in(f, known) for f in SOURCES if f.name != "audit.py"}
    missing = {file: sorted(found - ACTIONS.keys()) for file, found in recorded.items()}
    assert {file: actions for file, actions in missing.items() if actions} == {}
    assert {"plan.confirm_sure", "demo.build", "plan.undo_item"} <= set().union(*recorded.values())


QUOTED_KEY = re.compile(r"(ForeignKey|ManyToManyField|OneToOneField)\(\s*[\"'](?!self\b)")


def test_foreign_keys_name_the_class_so_that_the_import_order_is_checked():
    quoted = [name(f) for f in SOURCES if QUOTED_KEY.search(f.read_text("utf-8"))]
    assert quoted == []


def test_no_lock_file_holds_an_address():
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock


def test_no_two_querysets_bear_one_name_since_the_type_checker_takes_one_for_the_other():
    found = [
        node.name
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("QuerySet")
    ]
    assert sorted(found) == sorted(set(found))

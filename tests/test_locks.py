"""The locks and pyproject.toml say the same."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"^([A-Za-z0-9_.-]+)")


def locked(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / f"{name}.lock").read_text("utf-8").splitlines():
        if match := re.match(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", line):
            found.setdefault(match[1].lower(), set()).add(match[2])
    return found


def wanted(group: str) -> list[str]:
    return PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"].get(group, [])


@pytest.mark.parametrize("group", ["run", "dev", "spark", "bench"])
def test_every_dependency_is_locked_at_the_version_asked_for(group):
    lock = locked(group)
    for requirement in wanted(group):
        package = NAME.match(requirement)[1].lower()
        assert package in lock, f"{package} is not in {group}.lock: run make lock"
        if pinned := re.search(r"==([^ ;]+)", requirement.partition(";")[0]):
            assert pinned[1] in lock[package]


@pytest.mark.parametrize("group", ["dev", "spark", "bench"])
def test_every_lock_holds_the_whole_of_the_running_one(group):
    run, other = locked("run"), locked(group)
    assert {name: other.get(name) for name in run} == run


def test_every_locked_package_has_a_hash():
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        packages = len(re.findall(r"^[a-z0-9A-Z].*==", text, re.M))
        assert packages == len(re.findall(r"^[a-z0-9A-Z].*==[^\n]*\\\n\s+--hash=", text, re.M))

"""The command line as outside scripts see it: exit status, one document on standard output."""

import json
import subprocess

import pytest

from mangnon.config.cli import build_parser
from tests.command_line import ROOT, mangnon, refused


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nothing",),
        ("plan",),
        ("plan", "read"),
        ("snapshot", "take"),
        ("snapshot", "take", "--as-of", "31/10/2025"),
        ("demo", "--children", "0"),
        ("demo", "--children", "many"),
        ("indicators", "compute"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_gets_one_sentence(words, tmp_path):
    assert refused(mangnon(*words, home=tmp_path / "home"), "--help")
    assert not (tmp_path / "home" / "postgres").exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.docx", None, "none.docx"),
        ("empty.txt", b"", "empty.txt"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        ("broken.docx", b"PK\x03\x04 not really", "broken.docx"),
        ("novel.txt", "Ngày xửa ngày xưa có một cây măng non.\n".encode() * 30, "novel.txt"),
    ],
)
def test_a_file_that_is_no_plan_gets_one_sentence_and_touches_nothing(
    tmp_path, name, content, word
):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert refused(mangnon("plan", "read", file, "--json", home=tmp_path / "home"), word)
    assert not (tmp_path / "home" / "postgres").exists()


def test_reading_a_plan_touches_no_database(tmp_path):
    plan = ROOT / "mangnon" / "catalog" / "demo" / "plan.docx"
    done = mangnon("plan", "read", plan, "--json", home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["indicators"]) == 24
    assert not (tmp_path / "home" / "postgres").exists()


def test_a_catalogue_mistake_is_named_with_file_and_line(tmp_path):
    done = mangnon("catalog", "check", "--catalog", tmp_path)
    assert done.returncode == 1


def test_the_projects_own_catalogue_has_no_mistake():
    done = mangnon("catalog", "check", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_every_command_of_this_version_says_what_it_does():
    help_text = build_parser().format_help()
    for group in ("demo", "serve", "plan", "units", "snapshot", "indicators", "report", "doctor"):
        assert group in help_text


def test_the_folder_a_person_stands_in_is_never_imported_from(tmp_path):
    for name in ("bisect", "docx", "yaml"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w')\n", encoding="utf-8")
    plan = ROOT / "mangnon" / "catalog" / "demo" / "plan.txt"
    done = subprocess.run(
        [ROOT / "bin" / "mangnon", "plan", "read", plan, "--json"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "run").exists()

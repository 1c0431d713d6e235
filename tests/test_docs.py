"""The documentation says what is there: commands, pictures, links, words."""

import re
from pathlib import Path

import pytest

from mangnon.config.cli import build_parser
from tools.generated_docs import PAGES, leaves

ROOT = Path(__file__).resolve().parents[1]
PAGES_WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
COMMANDS = {parser.prog.removeprefix("mangnon ") for parser in leaves(build_parser())}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", PAGES_WRITTEN, ids=name)
def test_every_link_and_picture_leads_somewhere(file):
    broken = [
        link
        for link in LINK.findall(file.read_text(encoding="utf-8"))
        if not (file.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("file", [ROOT / "README.md", ROOT / "README.vi.md"], ids=name)
def test_the_readme_fits_on_one_screen_and_names_commands_that_exist(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    for command in re.findall(r"^bin/mangnon ([a-z]+(?: [a-z]+)?)", text, re.M):
        assert command in COMMANDS or command.split()[0] in COMMANDS, command


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_list_of_commands(command):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"## mangnon {command}\n" in text


@pytest.mark.parametrize("page", PAGES)
def test_pages_written_from_the_code_are_current(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert text.endswith(PAGES[page]()), "run make docs"


def test_the_makefile_says_what_each_word_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = re.findall(r"^([a-z]+):", makefile, re.M)
    assert all(re.search(rf"^{word}:.*## \S", makefile, re.M) for word in words)


def test_identifiers_of_the_glossary_exist_in_the_code():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    code = "\n".join(f.read_text(encoding="utf-8") for f in (ROOT / "mangnon").rglob("*.py"))
    for identifier in re.findall(r"`([A-Z][A-Za-z]+)`", glossary):
        assert re.search(rf"\bclass {identifier}[(:]", code), identifier

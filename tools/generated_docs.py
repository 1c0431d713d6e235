"""Write the pages of docs/ that say what the code says: commands, permissions, data, indicators.

python tools/generated_docs.py            write them
python tools/generated_docs.py --check    fail when one of them is stale
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
os.environ["COLUMNS"] = "100"

import django  # noqa: E402

django.setup()

from mangnon.catalog import CATALOG  # noqa: E402
from mangnon.config.cli import build_parser  # noqa: E402
from mangnon.core.encryption.fields import encrypted_fields  # noqa: E402
from mangnon.engine.behind.missing import why_no_list  # noqa: E402
from mangnon.engine.fact_kinds import load_fact_kinds  # noqa: E402
from mangnon.engine.load import load_catalog  # noqa: E402
from mangnon.engine.quality.load import load_checks  # noqa: E402
from tools.permissions_page import permissions  # noqa: E402

NOTE = "<!-- Written by tools/generated_docs.py; change the code, then run `make docs`. -->\n\n"


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for below in group.choices.values():
            yield from leaves(below)


def commands() -> str:
    parts = ["# Commands\n\nEach command of `bin/mangnon`, as it describes itself.\n"]
    for parser in leaves(build_parser()):
        parts.append(f"## {parser.prog}\n\n```\n{parser.format_help().strip()}\n```\n")
    return "\n".join(parts)


def tables() -> str:
    parts = ["# Data dictionary of a snapshot\n\nNo column is ever null.\n"]
    for table in load_catalog(CATALOG).tables.values():
        parts.append(f"## {table.name}\n\n{table.description}\n")
        parts.append("| column | type | meaning |\n|---|---|---|")
        for column in table.columns:
            codes = f" ({column.list})" if column.list else ""
            parts.append(f"| `{column.name}` | {column.type}{codes} | {column.description} |")
        parts.append("")
    return "\n".join([*parts, *kinds_of_facts(), *sealed_fields()])


def kinds_of_facts() -> list[str]:
    """List what is kept of a child's life, with the right that each kind asks for."""
    rows = [
        f"| `{kind.kind}` | {kind.title.vi} | {kind.when} | {kind.right} | {kind.certainty} | "
        + ", ".join(f"`{field.name}`" for field in kind.fields)
        + " |"
        for kind in load_fact_kinds(CATALOG).kinds.values()
    ]
    return [
        "# Dated facts of a child\n",
        "By `catalog/facts/`; a province adds a question by adding a field.\n",
        "| kind | in Vietnamese | when | right | certainty | questions |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def sealed_fields() -> list[str]:
    """List the fields that the database keeps sealed: none of them is in a snapshot."""
    rows = [
        f"| `{field.place.table}` | `{field.column}` | {'yes' if field.comparable else ''} |"
        for field in encrypted_fields()
    ]
    return [
        "# Sealed fields of the database\n",
        "Encrypted by the application (`docs/decisions/0018`); no snapshot holds any of them.\n",
        "| table | column | found by its mark |",
        "|---|---|---|",
        *rows,
        "",
    ]


def indicators() -> str:
    parts = [
        "# The 34 measures\n",
        "The list behind a gap holds those that miss the target: of a share that should be high "
        "the denominator without the numerator, of one that should be low the numerator, of events "
        "the events. A measure that is reported has none.\n",
        "| leaf | code | measure | kind | period | pace | certainty | list behind a gap |",
        "|---|---|---|---|---|---|---|---|",
    ]
    catalog = load_catalog(CATALOG)
    for definition in catalog.indicators.values():
        is_listed = not why_no_list(definition)
        parts.append(
            f"| {definition.leaf} | `{definition.code}` | {definition.title.vi} | "
            f"{definition.kind} | {definition.period} | {definition.pace} | "
            f"{definition.certainty} | {catalog.noun_of(definition) if is_listed else ''} |"
        )
    return "\n".join([*parts, *quality_checks()]) + "\n"


def quality_checks() -> list[str]:
    parts = [
        "\n## Quality checks\n",
        "What a run is asked about its figures (`catalog/quality/`, decision 0033).\n",
        "| check | what it finds | kind | severity | leaves | certainty |",
        "|---|---|---|---|---|---|",
    ]
    for check in load_checks(CATALOG, load_catalog(CATALOG)):
        rule = f" `{check.rule}`" if check.rule else ""
        parts.append(
            f"| `{check.name}` | {check.title.vi}{rule} | {check.kind} | {check.severity} | "
            f"{', '.join(check.leaves) or '–'} | {check.certainty} |"
        )
    return parts


PAGES = {
    "commands.md": commands,
    "permissions.md": permissions,
    "data-dictionary.md": tables,
    "indicators.md": indicators,
}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        file, text = ROOT / "docs" / name, NOTE + page()
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"stale, run `make docs`: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

"""Keep the Vietnamese words complete: every sentence in code and templates has a translation.

python tools/translations.py            write django.mo from django.po
python tools/translations.py --check    fail on a missing, unused or doubled sentence, a stale .mo
"""

import ast
import io
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "mangnon" / "locale" / "vi" / "LC_MESSAGES"
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')""")
INLINE = re.compile(r"""_\("([^"]+)"\)""")
MSGID = re.compile(r'^msgid ((?:"[^\n]*"\n)+)', re.M)
BLOCK = re.compile(
    r"\{%\s*blocktranslate(?P<options>[^%]*)%\}(?P<body>.*?)\{%\s*endblocktranslate", re.S
)


def from_python(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if is_call and node.func.id in FUNCTIONS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def from_template(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    found = {double or single for double, single in TAG.findall(text)}
    found |= set(INLINE.findall(text))
    for match in BLOCK.finditer(text):
        body = re.sub(r"\{\{\s*(\w+)[^}]*\}\}", r"%(\1)s", match["body"])
        body = body.split("{% plural %}")[0]
        if "trimmed" in match["options"]:
            body = " ".join(line.strip() for line in body.strip().splitlines())
        found.add(body)
    return found


def sentences() -> set[str]:
    package = ROOT / "mangnon"
    found: set[str] = set()
    for file in package.rglob("*.py"):
        if "migrations" not in file.parts:
            found |= from_python(file)
    for file in package.rglob("*.html"):
        found |= from_template(file)
    return found


def doubled(text: str) -> list[str]:
    """Return the sentences that a .po file holds more than once: babel keeps one in silence."""
    spoken = ("".join(line[1:-1] for line in ids.splitlines()) for ids in MSGID.findall(text))
    return sorted(sentence for sentence, times in Counter(spoken).items() if times > 1)


def compiled(catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = EPOCH  # the same words, the same bytes
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    source = FOLDER / "django.po"
    catalog = read_po(source.open("rb"), locale="vi")
    target = FOLDER / "django.mo"
    if "--check" not in sys.argv:
        target.write_bytes(compiled(catalog))
        return 0
    used = sentences()
    known = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalog if m.id}
    missing = sorted(s for s in used if not known.get(s))
    unused = sorted(known.keys() - used)
    problems = [f"no Vietnamese for: {s}" for s in missing]
    problems += [f"stands twice: {s}" for s in doubled(source.read_text(encoding="utf-8"))]
    problems += [f"nobody says any more: {s}" for s in unused]
    if not target.exists() or target.read_bytes() != compiled(catalog):
        problems.append("django.mo is stale: run python tools/translations.py")
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

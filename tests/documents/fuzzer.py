"""Plans damaged at random, the same way each time: the answer is a plan or one sentence.

`python -m tests.documents.fuzzer --inputs 100000` runs longer than the tests do.
"""

import argparse
import functools
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

from mangnon.documents import PlanError, read_plan
from mangnon.documents.reading.files.pdf_source import lines_on
from mangnon.documents.reading.pages.page import Page, Rule, Word
from tests.documents import pdf_pages, plan_texts
from tests.documents.plan_texts import lines_of
from tests.patience import no_hang

TEXTS = [name for name in plan_texts.ALL if name != "demo"]
SHARES = {"text": 3_000, "word": 1_200, "pages": 700, "pdf": 100}  # of 5,000 inputs
PARTS = {"word/document.xml", "word/numbering.xml", "word/styles.xml"}
ODD = ["\x00", "\u0301", "\u202e", "\ud800", "％", "½", "³", "\x85", "\u2028"]
ODD += ["１２", "𝟗", "٣%", "Ⅳ.", "\ufeff", "\uf0b7", "\t", "\x0c"]
PIECES = ["5%", "dưới", "từ", "(", ")", "/1.000", "năm 2026", "ngày 31/02/2026"]
PIECES += ["Sở Y tế", ":", "-", "chỉ tiêu 1", "chủ trì", "I.", "a)", "0,0", "≥", "1.000.000,5"]
TAGS = [b"w:p", b"w:tbl", b"w:tr", b"w:tc", b"w:r", b"w:t", b"w:txbxContent", b"w:del", b"w:ins"]


def check(path, content):
    """Read the file and hold it to the promise; return the plan or None."""
    path.write_bytes(content)
    return hold(lambda: read_plan(path))


def hold(read):
    """Call what reads a plan: it gives one, or refuses in one sentence, and takes little time."""
    with no_hang():
        return _held(read)


def _held(read):
    try:
        plan = read()
        if hasattr(plan, "to_json"):
            plan.to_json()
    except PlanError as refusal:
        plan, text = None, str(refusal)
        assert text.endswith("."), text
        assert "\n" not in text, text
        assert not re.search(r"Traceback|Error|None|<class", text), text
    return plan


def mutated(lines, chance):
    """Delete, double, swap, cut or spoil lines, a few at a time."""
    lines = list(lines)
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        place = chance.randint(0, len(line))
        kind = chance.randrange(6)
        if kind == 0 and len(lines) > 2:
            del lines[at]
        elif kind == 1:
            lines.insert(other, line)
        elif kind == 2:
            lines[at], lines[other] = lines[other], line
        elif kind == 3:
            lines[at : at + 1] = [line[:place], line[place:]]
        elif kind == 4:
            lines[at] = line[:place] + chance.choice(ODD) + line[place:]
        else:
            lines[at] = line[:place] + chance.choice(PIECES) * chance.randint(1, 40) + line[place:]
    return lines


def spoilt_xml(xml, chance):
    """Cut, double or rename elements, change values, or throw bytes in."""
    parts = re.split(rb"(<[^>]*>)", xml)
    for _ in range(chance.randint(0, 6)):
        at = chance.randrange(len(parts))
        kind = chance.randrange(6)
        if kind == 0:
            parts[at] = b""
        elif kind == 1:
            parts[at] = parts[at] * 2
        elif kind == 2:
            value = chance.choice([b"-9999999999999999999", b"", b"\xc2\xb2", b"7"])
            parts[at] = re.sub(rb'w:val="[^"]*"', b'w:val="' + value + b'"', parts[at])
        elif kind == 3:
            parts[at] = parts[at].replace(chance.choice(TAGS), chance.choice(TAGS))
        elif kind == 4:
            old, new = chance.choice(TAGS), chance.choice(TAGS)
            parts = [part.replace(b"<" + old, b"<" + new) for part in parts]
            parts = [part.replace(b"</" + old, b"</" + new) for part in parts]
        else:
            parts[at] += _bytes(chance, 3)
    return b"".join(parts)


def _bytes(chance, count):
    return bytes(chance.randrange(256) for _ in range(count))


@functools.cache
def _word(name):
    with zipfile.ZipFile(io.BytesIO(plan_texts.WORD[name]())) as source:
        return {entry: source.read(entry) for entry in source.namelist()}


@functools.cache
def _pdf(name):
    return pdf_pages.of_lines(lines_of(name), per_page=30)


def text(folder, chance):
    spoilt = "\n".join(mutated(lines_of(chance.choice(TEXTS)), chance))
    check(folder / "plan.txt", spoilt.encode("utf-8", "surrogatepass"))


def word(folder, chance):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for entry, content in _word(chance.choice(list(plan_texts.WORD))).items():
            target.writestr(entry, spoilt_xml(content, chance) if entry in PARTS else content)
    content = bytearray(stream.getvalue())
    if chance.random() < 0.2:
        at = chance.randrange(len(content))
        content[at : at + 9] = _bytes(chance, chance.randint(0, 9))
    check(folder / "plan.docx", bytes(content))


def pages(folder, chance):
    """Words and rules of pages, moved, resized, doubled and spoilt."""
    lines = mutated(lines_of(chance.choice(TEXTS)), chance)
    half = len(lines) // 2
    made = [_page(lines[:half], chance), _page(lines[half:], chance)]
    hold(lambda: lines_on("plan.pdf", made))


def _page(lines, chance):
    words = [
        Word(written, 40 + 6 * at, 40 + 6 * (at + len(written)), 50 + 12 * row, 10)
        for row, line in enumerate(lines)
        for at, written in ((m.start(), m.group()) for m in re.finditer(r"\S+", line))
    ]
    sizes = [0, -5, 1e-6, 1, 10, 300, 842, 1e9]
    for _ in range(chance.randint(0, 9) if words else 0):
        at = chance.randrange(len(words))
        changes = {chance.choice(["left", "right", "base"]): chance.choice(sizes)}
        words[at] = replace(words[at], size=chance.choice([1, 4, 10, 1000]), **changes)
    rules: list[Rule] = []
    for _ in range(8):
        x, y, length = (chance.choice([0, 50, 51, 100, 150, 300, 500, 842]) for _ in range(3))
        rules += [Rule(x, y, x, y + length), Rule(y, x, y + length, x)]
    return Page(595, 842, tuple(words), tuple(rules))


def pdf(folder, chance):
    content = bytearray(_pdf(chance.choice(TEXTS)))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content))
        count = chance.choice([1, 1, 4, 40])
        content[at : at + count] = _bytes(chance, chance.randint(0, count))
    if chance.random() < 0.2:
        content = content[: chance.randrange(len(content))]
    check(folder / "plan.pdf", bytes(content))


KINDS = {"text": text, "word": word, "pages": pages, "pdf": pdf}


def run(kind, folder, *, first, count):
    """Try `count` inputs; a failure names the kind and seed that bring it back."""
    for seed in range(first, first + count):
        try:
            KINDS[kind](folder, random.Random(f"{kind} {seed}"))
        except BaseException as error:
            raise AssertionError(f"fuzzer: kind {kind}, seed {seed}: {error!r}") from error


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=50_000)
    options.add_argument("--first", type=int, default=10_000, help="the first seed")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind, share in SHARES.items():
            count = max(1, chosen.inputs * share // sum(SHARES.values()))
            start = time.perf_counter()
            run(kind, Path(folder), first=chosen.first, count=count)
            seconds = time.perf_counter() - start
            sys.stdout.write(f"{kind}: {count} inputs in {seconds:.0f} s\n")


if __name__ == "__main__":
    main()

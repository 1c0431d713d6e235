"""Files made to exhaust a computer: one sentence, exit 2, little memory, little time."""

import io
import os
import subprocess
import sys
import zipfile
import zlib

import pytest

from tests.command_line import ROOT
from tests.documents import pdf_pages
from tests.patience import HUNG_SECONDS

MEBIBYTES = {".docx": 250, ".txt": 250, ".pdf": 650}  # a PDF is read by a process of its own
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


# Linux counts the size of the process that starts another as the other's own, so a small one does.
LAUNCHER = """
import os, subprocess, sys
started = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(started.pid, 0)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def read(path):
    """Return the exit status of `plan read`, what it said, its peak MiB, the seconds it worked."""
    command = [sys.executable, "-m", "mangnon.config.cli", "plan", "read", str(path), "--json"]
    done = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCHER, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    kibibytes, seconds = done.stdout.split()
    return done.returncode, done.stderr.decode(), int(kibibytes) / 1024, float(seconds)


def package(document, **others):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", document)
        for name, content in others.items():
            target.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def body(inner):
    return f"<w:document {SPACE}><w:body>{inner}</w:body></w:document>"


def lying(content):
    """The same package with every quoted size set to one byte."""
    content = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(sign)
        content[place + at : place + at + 4] = (1).to_bytes(4, "little")
    return bytes(content)


def listing():
    """A package of 200,000 empty parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("word/document.xml", body(""))
        for number in range(60_000):
            target.writestr(str(number), b"")
    return stream.getvalue()


def stream_bomb():
    """A page whose drawing orders unfold to 400 MB."""
    pack = zlib.compressobj(9)
    packed = b"".join(pack.compress(b"0 0 m 9 9 l S " * 75_000) for _ in range(400)) + pack.flush()
    return pdf_pages.document([packed])


def table_of_columns(count):
    columns = [40 + at for at in range(0, count * 4, 4)]
    cells = "".join(pdf_pages.text(at + 1, 70, "1", size=2) for at in columns[:-1])
    return pdf_pages.document([pdf_pages.grid(columns, [60, 80]) + cells], box=(3000, 842))


ENTITIES = '<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
BOMBS = {
    "zip-bomb.docx": lambda: package(b" " * (300 * 1024 * 1024)),
    "zip-bomb-numbers.docx": lambda: package(body(""), numbering=b" " * (300 * 1024 * 1024)),
    "lying-size.docx": lambda: lying(package(b" " * (300 * 1024 * 1024))),
    "many-parts.docx": listing,
    "many-tags.docx": lambda: package(body("<w:p/>" * 1_100_000)),
    "deep.docx": lambda: package(body("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "deep-tables.docx": lambda: package(
        body("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80)
    ),
    "entities.docx": lambda: package(f"<!DOCTYPE d [{ENTITIES}]><d>&a9;</d>"),
    "file-entity.docx": lambda: package(
        f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>{body("<w:p>&f;</w:p>")}'
    ),
    "lines.docx": lambda: package(body("<w:p><w:r><w:t>- A</w:t></w:r></w:p>" * 100_000)),
    "columns.docx": lambda: package(
        body("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 500 + "</w:tr></w:tbl>")
    ),
    "wide.docx": lambda: package(
        body('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>').replace(
            "</w:body></w:document>", ""
        )
        + "<w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"
    ),
    "lines.txt": lambda: b"- A\n" * 100_000,
    "pages.pdf": lambda: pdf_pages.document(["x"] * 5_000),
    "stream-bomb.pdf": stream_bomb,
    "columns.pdf": lambda: table_of_columns(500),
    "rules.pdf": lambda: pdf_pages.document(
        ["".join(pdf_pages.rule(10, n % 800, 500, n % 800) for n in range(50_000))]
    ),
    "huge-page.pdf": lambda: pdf_pages.document(["0 0 m 9 9 l S"], box=(10**7, 10**7)),
    "no-page.pdf": lambda: pdf_pages.document(["0 0 m 9 9 l S"], box=(0, 0)),
    "letters.pdf": lambda: pdf_pages.document(
        ["".join(pdf_pages.text(9, 9, "x" * 1000) for _ in range(4_000))]
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_exhaust_memory_or_time_costs_one_sentence(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    code, said, mebibytes, seconds = read(path)
    assert (code, said.count("\n")) == (2, 1), said[-500:]
    assert said.endswith(".\n")
    assert mebibytes < MEBIBYTES[path.suffix]
    assert seconds < HUNG_SECONDS


def test_a_file_of_200_megabytes_is_not_even_opened(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    code, said, mebibytes, _ = read(path)
    assert (code, "50 MB" in said) == (2, True)
    assert mebibytes < 200

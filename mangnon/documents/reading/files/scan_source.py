"""Pages that are pictures: read by Debian's tesseract, where it is installed."""

import os
import shutil
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.bounded import OutOfTime, run_bounded
from mangnon.documents.reading.pages.page import Word

PROGRAM = Path(__file__).with_name("pdf_program.py")
MAX_SCANNED_PAGES = 60
SECONDS_A_PAGE = 90
_MEBIBYTES = 2048
_WORD = "5"  # tesseract's level of a single word
_LEAST_SURE = 20.0
_ASCENT = 0.8
_BULLETS = set("‹›«»°©®¢¤e¬")  # what tesseract takes a round bullet for


def read_scans(name: str, path: Path, heights: Mapping[int, float]) -> dict[int, list[Word]]:
    """Return the words of these pages of a PDF, counted from 0, each with its height in points."""
    first = min(heights) + 1
    if shutil.which("tesseract") is None or not has_vietnamese():
        raise PlanError(
            f"Tệp {name} là bản quét (trang {first} không có chữ); hãy cài tesseract-ocr và"
            " tesseract-ocr-vie, hoặc dùng bản Word hay bản chữ của kế hoạch."
        )
    if len(heights) > MAX_SCANNED_PAGES:
        raise PlanError(
            f"Tệp {name} có {len(heights)} trang quét, quá dài cho một kế hoạch (tối đa"
            f" {MAX_SCANNED_PAGES}); hãy tách riêng phần kế hoạch."
        )
    try:
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
            words = pool.map(lambda page: _page_words(name, path, page, heights[page]), heights)
            return dict(zip(heights, words, strict=True))
    except OutOfTime as error:
        raise PlanError(
            f"Tệp {name} có trang quét quá phức tạp, không đọc được trong {SECONDS_A_PAGE} giây;"
            " hãy dùng bản Word hay bản chữ của kế hoạch."
        ) from error


def has_vietnamese() -> bool:
    """True when tesseract knows Vietnamese."""
    listed = run_bounded(["tesseract", "--list-langs"], seconds=20, mebibytes=_MEBIBYTES)
    return "vie" in listed.output.decode("utf-8", "replace").split()


def _page_words(name: str, path: Path, page: int, height: float) -> list[Word]:
    command = [sys.executable, "-I", str(PROGRAM), "image", str(path), str(page)]
    picture = run_bounded(command, seconds=SECONDS_A_PAGE, mebibytes=_MEBIBYTES)
    # Pages are read side by side; threads within a page only wait for each other.
    reading = [
        "env",
        "OMP_THREAD_LIMIT=1",
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        "vie",
        "--psm",
        "4",
        "--dpi",
        "300",
        "tsv",
    ]
    found = run_bounded(reading, seconds=SECONDS_A_PAGE, mebibytes=_MEBIBYTES, given=picture.output)
    if picture.code or found.code:
        raise PlanError(
            f"Tệp {name} có trang quét {page + 1} không đọc được; hãy quét lại trang này hoặc dùng"
            " bản Word hay bản chữ của kế hoạch."
        )
    pixels = int(picture.output.split(b" ", 3)[2].split()[0])
    return _words(found.output.decode("utf-8", "replace"), height / pixels)


def _words(table: str, scale: float) -> list[Word]:
    """Read tesseract's table of words; the words of one printed line get one base and size."""
    lines: dict[tuple[str, ...], list[list[str]]] = {}
    for row in table.splitlines()[1:]:
        columns = row.split("\t")
        is_word = len(columns) == 12 and columns[0] == _WORD and columns[11].strip()
        if is_word and float(columns[10]) >= _LEAST_SURE:
            lines.setdefault(tuple(columns[1:5]), []).append(columns)
    words = []
    for line in lines.values():
        tops = sorted(int(columns[7]) for columns in line)
        feet = sorted(int(columns[7]) + int(columns[9]) for columns in line)
        base = feet[len(feet) // 2] * scale
        size = max((feet[len(feet) // 2] - tops[len(tops) // 2]) * scale * _ASCENT, 1.0)
        if line[0][11].strip() in _BULLETS and len(line) > 1:
            line[0][11] = "•"
        for columns in line:
            left, width = int(columns[6]) * scale, int(columns[8]) * scale
            words.append(Word(columns[11].strip(), left, left + width, base, size))
    return words

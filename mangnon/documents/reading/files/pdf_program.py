"""A program of its own that looks into one PDF: a malicious file can harm nothing but it.

`pdf_program.py text FILE` prints the words and ruled lines of every page as JSON;
`pdf_program.py image FILE PAGE` prints a page as a grey picture (PGM). The caller bounds both.
"""

import ctypes
import json
import math
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_PAGES = 400
MAX_CHARACTERS = 3_000_000
MAX_OBJECTS = 20_000  # on one page; a page of tables has some hundreds
MAX_SEGMENTS = 200
MAX_PIXELS = 9_000_000  # a page of A4 at 300 dots an inch
DOTS_PER_INCH = 300
FEW_CHARACTERS = 150  # a stamp over a scanned page says less, a page of text says more
LARGE_IMAGE = 0.5
OLD_FONTS = (".vn", "vni-", "vni ")
_INVISIBLE = 3
_SLANT = 5  # degrees
_HYPHEN = 2  # how PDFium writes the hyphen that ends a line
Place = Callable[[float, float], tuple[float, float]]


def main(arguments: list[str]) -> int:
    """Print what is asked for; a file that cannot be read is one word on standard error."""
    try:
        document = pdfium.PdfDocument(arguments[1])
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        sys.stderr.write("locked" if is_locked else "broken")
        return 1
    if arguments[0] == "image":
        sys.stdout.buffer.write(picture(document[int(arguments[2])]))
        return 0
    if len(document) > MAX_PAGES:
        sys.stderr.write(f"pages {len(document)}")
        return 1
    pages, characters = [], 0
    for number in range(len(document)):
        pages.append(page_content(document[number]))
        characters += sum(len(word[0]) for word in pages[-1]["words"])
        if characters > MAX_CHARACTERS:
            sys.stderr.write("characters")
            return 1
    json.dump(pages, sys.stdout)
    return 0


def picture(page: Any) -> bytes:
    """Return the page in grey at the resolution that tesseract reads best, bounded in size."""
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, math.sqrt(MAX_PIXELS / max(width * height, 1)))
    bitmap = page.render(scale=scale, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (data[at * stride : at * stride + bitmap.width] for at in range(bitmap.height))
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + b"".join(rows)


def page_content(page: Any) -> dict[str, Any]:
    """Return the page upright: words and rules are measured in points from its upper left."""
    width, height = page.get_size()
    place = _upright(page)
    text = page.get_textpage()
    words, has_hidden, is_old = _words(text.raw, place, page.get_rotation())
    rules, covered = _drawings(page, place)
    written = sum(len(word[0]) for word in words)
    return {
        "width": width,
        "height": height,
        "is_picture": written < FEW_CHARACTERS and covered >= LARGE_IMAGE,
        "is_drawn": raw.FPDFPage_CountObjects(page.raw) > 0,
        "is_recognised": has_hidden,
        "has_old_fonts": is_old,
        "words": words,
        "rules": rules,
    }


def _upright(page: Any) -> Place:
    """Return what turns a point of the page into one of the shown page, measured from above."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Place] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation()]


def _words(text: Any, place: Place, rotation: int) -> tuple[list[list[Any]], bool, bool]:
    """Return [text, left, right, baseline, size, is bold] of each word, in the file's order."""
    words: list[list[Any]] = []
    letters, fonts = _Letters(text, place, rotation), _Fonts(text)
    is_apart, hidden, old = True, 0, 0
    for at, sign in _signs(text):
        if sign.isspace():
            is_apart = True
            continue
        left, right, base = letters.box(at)
        if words and unicodedata.combining(sign):
            words[-1][0] += sign
            words[-1][2] = max(words[-1][2], right)
            continue
        if words and _goes_on(words[-1], left, base, is_apart):
            words[-1][0] += sign
            words[-1][2] = max(words[-1][2], right)
        elif (size := letters.size(at)) and math.isfinite(left + right + base + size):
            is_bold, is_hidden, is_old = fonts.of(at)
            hidden += is_hidden
            old += is_old
            words.append([sign, left, right, base, size, is_bold])
        is_apart = False
    return words, hidden * 2 > len(words) > 0, old * 5 > len(words) > 0


def _signs(text: Any) -> Iterator[tuple[int, str]]:
    """The characters the file itself holds, without those that PDFium adds."""
    for at in range(min(raw.FPDFText_CountChars(text), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, at)
        code = ord("-") if code == _HYPHEN else code
        if code < 32 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        if code != 32 or raw.FPDFText_IsGenerated(text, at) != 1:
            yield at, chr(code)


class _Letters:
    """Where the letters of a page stand, upright and measured from above."""

    def __init__(self, text: Any, place: Place, rotation: int) -> None:
        self.text, self.place, self.rotation = text, place, rotation
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def box(self, at: int) -> tuple[float, float, float]:
        """Return left, right and baseline of a letter, its advance included."""
        raw.FPDFText_GetLooseCharBox(self.text, at, self.rect)
        raw.FPDFText_GetCharOrigin(self.text, at, self.x, self.y)
        one = self.place(self.rect.left, self.rect.bottom)[0]
        other = self.place(self.rect.right, self.rect.top)[0]
        return min(one, other), max(one, other), self.place(self.x.value, self.y.value)[1]

    def size(self, at: int) -> float:
        """Return the size of a letter; 0 for writing across the page, such as a watermark."""
        raw.FPDFText_GetMatrix(self.text, at, self.matrix)
        turned = math.degrees(math.atan2(self.matrix.b, self.matrix.a)) - self.rotation
        if abs((turned + 180) % 360 - 180) > _SLANT:
            return 0.0
        size = raw.FPDFText_GetFontSize(self.text, at)
        return max(float(size * math.hypot(self.matrix.c, self.matrix.d)), 1.0)


def _goes_on(word: list[Any], left: float, base: float, is_apart: bool) -> bool:
    """True when a letter stands right behind the word; a space of no width parts nothing."""
    gap, size = left - word[2], word[4]
    if abs(base - word[3]) > 0.1 * size or gap < -0.5 * size:
        return False
    return bool(gap < (0.08 if is_apart else 0.25) * size)


class _Fonts:
    """Whether the writing at a place is bold, hidden, or in a font older than Unicode."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.known: dict[int, tuple[bool, bool]] = {}

    def of(self, at: int) -> tuple[bool, bool, bool]:
        written = raw.FPDFText_GetTextObject(self.text, at)
        font = raw.FPDFTextObj_GetFont(written) if written else None
        if not font:
            return False, False, False
        key = ctypes.addressof(font.contents)
        if key not in self.known:
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, 256)
            plain = name.value.decode("utf-8", "replace").partition("+")
            called = (plain[2] or plain[0]).lower()
            self.known[key] = "bold" in called, called.startswith(OLD_FONTS)
        is_bold, is_old = self.known[key]
        return is_bold, raw.FPDFTextObj_GetTextRenderMode(written) == _INVISIBLE, is_old


def _drawings(page: Any, place: Place) -> tuple[list[list[float]], float]:
    """Return the level and upright lines drawn on the page, and the share images cover."""
    width, height = page.get_size()
    rules: list[list[float]] = []
    covered = 0.0
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, at)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            sides = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(drawn, *sides)
            left, bottom, right, top = (side.value for side in sides)
            covered += max(right - left, 0) * max(top - bottom, 0) / max(width * height, 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _edges(drawn, place)
    return rules[:MAX_OBJECTS], covered


def _edges(path: Any, place: Place) -> Iterator[list[float]]:
    """The straight edges of a path as [left, top, right, bottom]; ornaments give none."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for at in range(min(raw.FPDFPath_CountSegments(path), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = place(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _straight(point, start)
        last = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[list[float]]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    if not math.isfinite(left + right + top + bottom):
        return
    if min(right - left, bottom - top) < 1.5 and max(right - left, bottom - top) > 5:
        yield [left, top, right, bottom]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A small writer of PDF files: words at places, lines, pictures, in letters of one width."""

import textwrap
import zlib

WIDTH, HEIGHT = 595, 842  # A4, in points
LETTER = 0.6  # the width of a letter, in font sizes
ID = b"/ID [<00> <00>]"
LOCK = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> " % (b"00" * 32, b"11" * 32)
    + ID
)


def text(x, y, words, *, size=10, font="F1", hidden=False, turned=False):
    """Drawing orders for words whose first letter stands at x, y points from the upper left."""
    codes = words.encode("utf-16-be").hex()
    at = f"0 1 -1 0 {x} {HEIGHT - y}" if turned else f"1 0 0 1 {x} {HEIGHT - y}"
    mode = 3 if hidden else 0
    return f"BT /{font} {size} Tf {mode} Tr {at} Tm <{codes}> Tj ET\n"


def rule(left, top, right, bottom):
    return f"0.5 w {left} {HEIGHT - top} m {right} {HEIGHT - bottom} l S\n"


def grid(columns, rows):
    """The lines of a table with these edges."""
    level = [rule(columns[0], y, columns[-1], y) for y in rows]
    upright = [rule(x, rows[0], x, rows[-1]) for x in columns]
    return "".join(level + upright)


def picture(name="I1"):
    """Drawing orders for an image over the whole page."""
    return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /{name} Do Q\n"


def document(
    pages,
    *,
    fonts=("Liberation Mono",),
    images=(),
    rotate=0,
    box=(WIDTH, HEIGHT),
    is_locked=False,
):
    """A PDF of pages, each the drawing orders of one, as text or as zlib packs them.

    `images` are (width, height, grey bytes).
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]

    def add(body):
        objects.append(body if isinstance(body, bytes) else body.encode())
        return len(objects)

    def stream(data, extra=""):
        packed = zlib.compress(data.encode() if isinstance(data, str) else data)
        return packed_stream(packed, extra)

    def packed_stream(packed, extra=""):
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {extra} >>\nstream\n"
        return add(head.encode() + packed + b"\nendstream")

    letters = " ".join(f"/F{at} {_font(add, stream, name)} 0 R" for at, name in enumerate(fonts, 1))
    pictures = " ".join(
        f"/I{at} {stream(data, _image(width, height))} 0 R"
        for at, (width, height, data) in enumerate(images, 1)
    )
    kids = []
    for page in pages:
        content = stream(page) if isinstance(page, str) else packed_stream(page)
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box[0]} {box[1]}] /Rotate {rotate}"
                f" /Resources << /Font << {letters} >> /XObject << {pictures} >> >>"
                f" /Contents {content} 0 R >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return _file(objects, LOCK if is_locked else b"")


def of_lines(lines, *, width=100, per_page=64, size=8, form="{}"):
    """A PDF of text lines as a typewriter sets them, wrapped, with numbers below the pages."""
    wrapped = [part for line in lines for part in _wrapped(line, width)]
    pages = []
    for start in range(0, len(wrapped), per_page):
        drawn = [
            text(36 + _indent(line) * LETTER * size, 60 + at * 11, line.strip(), size=size)
            for at, line in enumerate(wrapped[start : start + per_page])
            if line.strip()
        ]
        number = text(280, 812, form.format(len(pages) + 1), size=size)
        pages.append("".join([*drawn, number]))
    return document(pages)


def _wrapped(line, width):
    if len(line) <= width:
        return [line]
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _indent(line):
    return len(line) - len(line.lstrip())


def _image(width, height):
    return (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
        " /ColorSpace /DeviceGray /BitsPerComponent 8"
    )


def _font(add, stream, name):
    """A font of two-byte codes that are the letters themselves."""
    name = name.replace(" ", "#20")
    described = add(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 600 900]"
        " /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    letters = add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW {int(LETTER * 1000)}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {described} 0 R >>"
    )
    codes = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Same def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"256 beginbfrange\n"
        + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(256))
        + b"endbfrange endcmap end end\n"
    )
    return add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{letters} 0 R] /ToUnicode {codes} 0 R >>"
    )


def _file(objects, lock):
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, lock, len(content))
    )

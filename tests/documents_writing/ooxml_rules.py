"""What Word is strict about in a .docx and other programs forgive: order, identity, packaging."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# ISO/IEC 29500-1, the sequences of the complex types: children stand in this order, each once.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap"
    " overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblCellMar": "top start left bottom end right",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
    " vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid printerSettings",
    "pBdr": "top left bottom right between bar",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr"
    " tcPr tblStylePr",
}
REPEATED = {"headerReference", "footerReference", "tblStylePr"}


def faults(content: bytes) -> list[str]:
    """Return what Word would refuse or repair in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if _is_xml(name)}
    found = [*_packaging(parts, trees)]
    for name, tree in trees.items():
        if name.startswith("word/"):
            found += [f"{name}: {what}" for what in (*_order(tree), *_cells(tree), *_spaces(tree))]
    return [*found, *_identity(trees["word/document.xml"]), *_styles(trees)]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _packaging(parts: dict[str, bytes], trees: dict) -> Iterator[str]:
    if next(iter(parts)) != "[Content_Types].xml":
        yield "the content types are not the first part"
    types = trees["[Content_Types].xml"]
    overrides = {node.get("PartName") for node in types if node.tag.endswith("Override")}
    endings = {node.get("Extension").lower() for node in types if node.tag.endswith("Default")}
    for name in parts:
        if f"/{name}" not in overrides and name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for node in tree:
                target = posixpath.normpath(posixpath.join(folder, node.get("Target"))).lstrip("/")
                if node.get("TargetMode") != "External" and target not in parts:
                    yield f"{name} points at {target}, which is not there"


def _order(tree) -> Iterator[str]:
    for name, order in ORDER.items():
        places = {child: n for n, child in enumerate(order.split())}
        for node in tree.iter(f"{W}{name}"):
            children = [child.tag.removeprefix(W) for child in node]
            if strange := [child for child in children if child not in places]:
                yield f"{name} holds {strange}"
                continue
            if sorted(children, key=places.__getitem__) != children:
                yield f"{name} is out of order: {children}"
            twice = [c for c, n in Counter(children).items() if n > 1 and c not in REPEATED]
            if twice:
                yield f"{name} holds {twice} twice"


def _cells(tree) -> Iterator[str]:
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "a cell does not end in a paragraph"
    for table in tree.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.iter(f"{W}tr"):
            spans = [
                int(span.get(f"{W}val")) if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None
                else 1
                for cell in row.iter(f"{W}tc")
            ]  # fmt: skip
            if sum(spans) != columns:
                yield f"a row spans {sum(spans)} of {columns} columns"


def _spaces(tree) -> Iterator[str]:
    for node in tree.iter(f"{W}t"):
        text = node.text or ""
        if text != text.strip(" \t\n") and node.get(XML_SPACE) != "preserve":
            yield f"{text!r} loses its spaces"


def _identity(body) -> Iterator[str]:
    starts = list(body.iter(f"{W}bookmarkStart"))
    for what in ("id", "name"):
        values = [node.get(f"{W}{what}") for node in starts]
        if len(set(values)) != len(values):
            yield f"two bookmarks have one {what}"
    ends = Counter(node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd"))
    if ends != Counter(node.get(f"{W}id") for node in starts):
        yield "bookmarks begin and end differently"
    if any(len(node.get(f"{W}name")) > 40 for node in starts):
        yield "the name of a bookmark is longer than 40 letters"
    ids = [node.get("id") for node in body.iter(f"{WP}docPr")]
    if len(set(ids)) != len(ids):
        yield "two drawings have one id"


def _styles(trees: dict) -> Iterator[str]:
    known = {node.get(f"{W}styleId") for node in trees["word/styles.xml"].iter(f"{W}style")}
    for tag in ("pStyle", "tblStyle", "rStyle"):
        for node in trees["word/document.xml"].iter(f"{W}{tag}"):
            if node.get(f"{W}val") not in known:
                yield f"the style {node.get(f'{W}val')} is not there"

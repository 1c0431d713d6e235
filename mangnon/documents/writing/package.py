"""The .docx as a file: properties, receipts, and bytes that depend on the content alone."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATIONSHIP
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from mangnon.documents.writing.layout import LANGUAGE
from mangnon.documents.writing.model import Document
from mangnon.documents.writing.receipt import STORE_ID, Receipt, to_xml

WORD_MODE = "15"  # Word 2013 and later
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can hold
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Of the template: styles once more for Word 2010, and the numbers of lists we do not use.
_UNUSED = ("/stylesWithEffects", "/numbering")
_APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Măng Non</Application></Properties>'
)
_STORE = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{STORE_ID}"><ds:schemaRefs/></ds:datastoreItem>'
)
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def set_properties(word: WordDocument, document: Document) -> None:
    """Say in the file who made it, when, and what it is about."""
    properties = word.core_properties
    properties.title = f"{document.kind.upper()} {document.subject}".strip()
    properties.author = properties.last_modified_by = document.author
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = document.made_at
    package = word.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype.endswith("/thumbnail"):
            del package.rels[key]
        elif relationship.reltype == RELATIONSHIP.EXTENDED_PROPERTIES:
            relationship.target_part._blob = (_XML + _APPLICATION).encode()
    for key, relationship in list(word.part.rels.items()):
        if relationship.reltype.endswith(_UNUSED):
            del word.part.rels[key]


def set_settings(word: WordDocument) -> None:
    """Open in Word's present mode, not as a file of 2010, with Vietnamese signs for numbers."""
    settings = word.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_MODE)
    languages = settings.find(qn("w:themeFontLang"))
    for name in ("val", "eastAsia"):
        languages.set(qn(f"w:{name}"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")


def add_receipt(word: WordDocument, receipt: Receipt) -> None:
    """Put the receipts beside the text, in the place Word keeps for the data of others."""
    package = word.part.package
    store = Part(PackURI("/customXml/item2.xml"), "application/xml", to_xml(receipt), package)
    properties = Part(
        PackURI("/customXml/itemProps2.xml"), _PROPERTIES_TYPE, (_XML + _STORE).encode(), package
    )
    store.relate_to(properties, RELATIONSHIP.CUSTOM_XML_PROPS)
    word.part.relate_to(store, RELATIONSHIP.CUSTOM_XML)


def to_bytes(word: WordDocument) -> bytes:
    """Return the file; the same content always gives the same bytes."""
    written, steady = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return steady.getvalue()

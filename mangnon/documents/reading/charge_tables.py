"""Tables of who leads what by number: cơ quan, chỉ tiêu chủ trì, chỉ tiêu phối hợp."""

import re
from collections.abc import Iterator

from mangnon.documents.reading.bodies import find_names
from mangnon.documents.reading.columns import TITLES, title_rows
from mangnon.documents.reading.leads import Charge, read_numbers
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import fold, squeeze

_WHO = re.compile(r"(?:tên |các )*(?:cơ quan|đơn vị|sở|ngành)(?!.*(?:tính|chỉ tiêu))")
_LED = re.compile(r"(?:các |số )*chỉ tiêu(?!.*phối hợp)|(?:chủ trì|phụ trách)\b")
_HELPED = re.compile(r"(?:các )?chỉ tiêu.*phối hợp|phối hợp\b")
_LIST = re.compile(r"(?:chỉ tiêu|số|và|đến|từ|[\d\s,.;–-])+")


def table_charges(root: Node) -> Iterator[Charge]:
    """Yield the charges of every such table below a node."""
    for node in root.walk():
        for table in node.tables:
            yield from _charges(table)


def _charges(table: tuple[SourceLine, ...]) -> Iterator[Charge]:
    rows = [[squeeze(cell) for cell in line.cells or ()] for line in table[title_rows(table) :]]
    titles = [fold(cell) for cell in rows[0]] if rows else []
    places: dict[str, int] = {}
    for at, title in enumerate(titles):
        for kind, wanted in (("helped", _HELPED), ("led", _LED), ("who", _WHO)):
            if wanted.match(title) and not TITLES["number"].match(title):
                places.setdefault(kind, at)
                break
    if not {"who", "led"} <= places.keys():
        return
    for cells in rows[1:]:
        bodies = tuple(name.text for name in find_names(cells[places["who"]]))
        for kind in ("led", "helped"):
            listed = fold(cells[places[kind]]) if places.get(kind, 99) < len(cells) else ""
            if bodies and re.search(r"\d", listed) and _LIST.fullmatch(listed):
                yield Charge(read_numbers(listed), kind == "led", (), bodies)

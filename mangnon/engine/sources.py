"""The catalogue's YAML files as plain data that still knows the line of every key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mangnon.engine.issues import Issue

Place = tuple[str | int, ...]
LARGEST_FILE = 1024 * 1024  # bytes
MOST_NODES = 50_000  # a few lines of aliases may stand for millions of nodes


@dataclass(frozen=True)
class Source:
    """One file: its data, and for each place in the data the line where it stands."""

    file: str
    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of the place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def issue(self, place: Place, message: str) -> Issue:
        return Issue(self.file, self.line(place), message)


def read_source(file: Path, name: str) -> tuple[Source | None, list[Issue]]:
    """Read one file; return None for its data when it is not YAML at all."""
    if not file.is_file() or file.stat().st_size > LARGEST_FILE:
        return None, [Issue(name, 1, "Không phải tệp thường, hoặc lớn hơn 1 MB; hãy chia nhỏ.")]
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, [Issue(name, 1, "Tệp không phải văn bản UTF-8; hãy lưu lại bằng UTF-8.")]
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, [Issue(name, 1, "Tệp trống; hãy xóa tệp hoặc viết nội dung.")]
        reading = _Reading(loader, name)
        data = reading.value(node, ())
    except yaml.YAMLError as error:
        return None, [_unreadable(error, name)]
    except (RecursionError, _TooLarge):
        return None, [Issue(name, 1, "Lồng quá sâu hoặc lặp “*” quá nhiều; hãy viết ra cho gọn.")]
    finally:
        loader.dispose()
    return Source(name, data, reading.lines), reading.issues


def _unreadable(error: yaml.YAMLError, name: str) -> Issue:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line = mark.line + 1 if mark else 1
    return Issue(name, line, f"Không đọc được YAML ({error.__class__.__name__}); hãy sửa cú pháp.")


class _TooLarge(Exception):
    """The file says more than any catalogue needs."""


class _Reading:
    """Turns YAML nodes into data while noting lines, keys given twice and impossible dates."""

    def __init__(self, loader: yaml.CSafeLoader, name: str) -> None:
        self.loader, self.name = loader, name
        self.lines: dict[Place, int] = {}
        self.issues: list[Issue] = []
        self.open: set[int] = set()
        self.nodes = 0

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _TooLarge
        if isinstance(node, yaml.CollectionNode):
            return self._collection(node, place)
        try:
            return self.loader.construct_object(node, deep=True)
        except ValueError:
            self._note(node, f"“{node.value}” không phải ngày có thật; hãy viết yyyy-mm-dd.")
            return None

    def _collection(self, node: yaml.CollectionNode, place: Place) -> Any:
        if id(node) in self.open:
            self._note(node, "Đoạn này chứa chính nó; hãy viết ra thay vì dùng “*”.")
            return None
        self.open.add(id(node))
        if isinstance(node, yaml.MappingNode):
            found: Any = dict(self._items(node, place))
        else:
            found = [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        self.open.remove(id(node))
        return found

    def _items(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in seen:
                self._note(key_node, f"Trường “{key}” viết hai lần; chỉ giữ một lần.")
            seen.add(key)
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            yield key, self.value(value_node, (*place, key))

    def _note(self, node: yaml.Node, message: str) -> None:
        self.issues.append(Issue(self.name, node.start_mark.line + 1, message))

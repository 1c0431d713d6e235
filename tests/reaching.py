"""Finds where a source reaches records past `visible_to`, by walking its syntax tree."""

import ast
from collections.abc import Iterator

MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORT_CUTS = {"get_object_or_404", "get_list_or_404"}
OWN_SQL = {"cursor", "raw", "RawSQL", "extra"}
# After these a manager gives nothing that its table holds.
HARMLESS = {"visible_to", "none"}


def past_the_scope(source: str, free: set[str], only: set[str] | None = None) -> list[str]:
    """Return "line: what" for each way past the scope.

    `free` names the tables that anyone may read; with `only`, no others than these are watched.
    """
    tree = ast.parse(source)
    return [f"{line}: {what}" for line, what in sorted(_found(tree, free, only))]


def _found(tree: ast.AST, free: set[str], only: set[str] | None) -> Iterator[tuple[int, str]]:
    harmless = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in HARMLESS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in harmless:
            model = _last_name(node.value)
            if _is_watched(model, free, only):
                yield node.lineno, f"{model}.{node.attr}"
        if isinstance(node, ast.Call):
            called = _last_name(node.func)
            first = _last_name(node.args[0]) if node.args else ""
            if called in SHORT_CUTS and first[:1].isupper() and _is_watched(first, free, only):
                yield node.lineno, f"{called}({first})"
            if called in OWN_SQL and only is None:
                yield node.lineno, f"{called}()"


def _is_watched(model: str, free: set[str], only: set[str] | None) -> bool:
    return model not in free and (only is None or model in only)


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""

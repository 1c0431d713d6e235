"""What is wrong with a predicate: unknown names, forbidden forms, things that do not compare.

Everything that is not allowed here is refused, since engines differ silently beyond it
(docs of the stack: date minus date, division, a string against a date).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from sqlglot import exp

from mangnon.engine.definitions import CodeList, Table
from mangnon.engine.predicates import PARAMETERS, bind, interval, literal_date

COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
ORDERINGS = (exp.GT, exp.GTE, exp.LT, exp.LTE)
CONDITIONS = (*COMPARISONS, exp.Between, exp.In, exp.Not)
NUMBER = re.compile(r"[0-9]{1,16}(\.[0-9]{1,9})?")
ADDED = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")  # a sum of longer ones might not fit 32 bits
YEARS = (1900, 2200)  # of the plans that figures may be computed for, with room
EXTRACTED = ("YEAR", "MONTH")
WORDS = {
    "boolean": "đúng/sai",
    "date": "ngày",
    "integer": "số nguyên",
    "double": "số",
    "text": "chữ",
    "code": "mã",
    "string": "chuỗi",
    "interval": "khoảng thời gian",
}


def predicate_problems(tree: exp.Expr, table: Table, lists: Mapping[str, CodeList]) -> list[str]:
    """Return a sentence for each thing that is wrong; nothing when the predicate may be run."""
    judge = _Judge(table, lists)
    kind = judge.kind(tree)
    if kind not in (None, "boolean"):
        judge.say(f"Điều kiện cho ra {WORDS[kind]}, cần đúng/sai, ví dụ “cột = giá trị”.")
    if not judge.problems and not all(_stays_in_the_calendar(tree, year) for year in YEARS):
        judge.say("Khoảng thời gian dài quá, ra ngoài lịch (năm 1 đến 9999); hãy viết ngắn lại.")
    return judge.problems


def _stays_in_the_calendar(tree: exp.Expr, year: int) -> bool:
    day = date(year, 12, 31)
    try:
        bind(tree, {name: day if kind == "date" else year for name, kind in PARAMETERS.items()})
    except (ValueError, OverflowError):
        return False
    return True


class _Judge:
    """Walks a predicate and gives each part its type; None where a problem was said already."""

    def __init__(self, table: Table, lists: Mapping[str, CodeList]) -> None:
        self.columns, self.table, self.lists = table.by_name, table, lists
        self.problems: list[str] = []

    def say(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def kind(self, node: exp.Expr) -> str | None:
        if isinstance(node, exp.Paren):
            return self.kind(node.this)
        if isinstance(node, exp.And | exp.Or):
            return self._all_boolean([node.left, node.right])
        if isinstance(node, exp.Not):
            return self._all_boolean([node.this])
        if isinstance(node, COMPARISONS):
            self._compare(node.left, node.right, ordered=isinstance(node, ORDERINGS))
            return "boolean"
        if isinstance(node, exp.Between):
            for bound in (node.args["low"], node.args["high"]):
                self._compare(node.this, bound, ordered=True)
            return "boolean"
        if isinstance(node, exp.In) and node.expressions:
            for item in node.expressions:
                self._compare(node.this, item, ordered=False)
            return "boolean"
        return self._value(node)

    def _value(self, node: exp.Expr) -> str | None:
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Boolean):
            return "boolean"
        if isinstance(node, exp.Literal):
            return self._literal(node)
        if isinstance(node, exp.Placeholder):
            return self._parameter(node)
        if isinstance(node, exp.Cast):
            return self._date_literal(node)
        if isinstance(node, exp.Interval):
            return self._interval(node)
        if isinstance(node, exp.Add | exp.Sub):
            return self._sum(node)
        if isinstance(node, exp.Extract):
            return self._extract(node)
        self._forbidden(node)
        return None

    def _literal(self, node: exp.Literal) -> str:
        if node.is_string:
            return "string"
        is_added = node.find_ancestor(exp.Add, exp.Sub) is not None
        if not (ADDED if is_added else NUMBER).fullmatch(node.name):
            most = 9 if is_added else 16
            self.say(f"Số “{node.name}” quá dài; nhiều nhất {most} chữ số, phần lẻ sau dấu chấm.")
        return "integer" if node.is_int else "double"

    def _forbidden(self, node: exp.Expr) -> None:
        if isinstance(node, exp.Div | exp.IntDiv):
            self.say(
                "Không dùng phép chia “/” vì các máy tính khác nhau; hãy viết lại bằng phép so."
            )
        elif isinstance(node, exp.In) and not node.args.get("query"):
            self.say(f"Không có mã nào trong “{node.sql()}”; hãy liệt kê ít nhất một mã.")
        elif isinstance(node, exp.Query | exp.Subquery | exp.In):
            self.say("Không dùng truy vấn con; điều kiện chỉ xét các cột của một dòng.")
        elif isinstance(node, exp.Func):
            name = node.name if isinstance(node, exp.Anonymous) else node.sql_name()
            self.say(f"Không dùng hàm {name.upper()}; chỉ có EXTRACT(YEAR|MONTH FROM cột).")
        else:
            self.say(
                f"Không dùng dạng “{node.sql()}”; hãy viết bằng AND, OR, NOT, =, <, IN, BETWEEN."
            )

    def _all_boolean(self, parts: list[exp.Expr]) -> str:
        for part in parts:
            kind = self.kind(part)
            if kind not in (None, "boolean"):
                self.say(f"“{part.sql()}” là {WORDS[kind]}, nhưng AND, OR, NOT cần đúng/sai.")
        return "boolean"

    def _column(self, node: exp.Column) -> str | None:
        if node.table:
            self.say(f"“{node.sql()}” ghi tên bảng; chỉ ghi tên cột.")
            return None
        column = self.columns.get(node.name)
        if column is None:
            names = ", ".join(self.columns)
            self.say(f"Không có cột “{node.name}” trong bảng {self.table.name}; có: {names}.")
            return None
        return column.type

    def _parameter(self, node: exp.Placeholder) -> str | None:
        if node.name not in PARAMETERS:
            names = ", ".join(f":{name}" for name in PARAMETERS)
            self.say(f"Không có tham số “{node.sql()}”; có: {names}.")
            return None
        return PARAMETERS[node.name]

    def _date_literal(self, node: exp.Cast) -> str | None:
        if literal_date(node) is None:
            self.say(f"“{node.sql()}” không phải ngày có thật; hãy viết DATE 'yyyy-mm-dd'.")
            return None
        return "date"

    def _interval(self, node: exp.Interval) -> str | None:
        if interval(node) is None:
            self.say(f"“{node.sql()}” không dùng được; hãy viết INTERVAL 'n' DAY, MONTH hoặc YEAR.")
            return None
        return "interval"

    def _sum(self, node: exp.Add | exp.Sub) -> str | None:
        left, right = self.kind(node.left), self.kind(node.right)
        if left is None or right is None:
            return None
        if (left, right) == ("date", "interval"):
            return "date"
        if left == right == "integer":
            return "integer"
        if left == right == "date":
            self.say(
                f"“{node.sql()}” trừ ngày cho ngày, mỗi máy tính hiểu một khác; hãy so hai ngày, "
                f"ví dụ birth_date > :as_of - INTERVAL '5' YEAR."
            )
        else:
            self.say(f"“{node.sql()}” cộng trừ {WORDS[left]} với {WORDS[right]}, không được.")
        return None

    def _extract(self, node: exp.Extract) -> str | None:
        part, kind = node.name.upper(), self.kind(node.expression)
        if part not in EXTRACTED or kind not in (None, "date"):
            self.say(f"“{node.sql()}” không dùng được; chỉ có EXTRACT(YEAR|MONTH FROM cột ngày).")
            return None
        return "integer"

    def _compare(self, left: exp.Expr, right: exp.Expr, *, ordered: bool) -> None:
        for side in (left, right):
            if isinstance(side, CONDITIONS):
                self.say(f"Đặt “{side.sql()}” trong ngoặc trước khi so với phần khác.")
        kinds = (self.kind(left), self.kind(right))
        if None in kinds:
            return
        if "code" in kinds and "string" in kinds:
            column, text = (left, right) if kinds[0] == "code" else (right, left)
            self._code(column, text, ordered=ordered)
        elif set(kinds) == {"date", "string"}:
            text = right if kinds[1] == "string" else left
            self.say(f"So ngày với chuỗi {text.sql()}; hãy viết DATE {text.sql()}.")
        elif not _alike(kinds[0], kinds[1]):
            self.say(
                f"“{left.sql()}” là {WORDS[kinds[0] or '']}, “{right.sql()}” là "
                f"{WORDS[kinds[1] or '']}; hai bên phải cùng loại."
            )

    def _code(self, column: exp.Expr, text: exp.Expr, *, ordered: bool) -> None:
        found = self.columns[column.name] if isinstance(column, exp.Column) else None
        known = self.lists.get(found.list or "") if found else None
        if ordered:
            self.say(f"“{column.sql()}” là mã, không có lớn bé; chỉ dùng =, <> hoặc IN.")
        elif known and text.name not in known.by_code:
            codes = ", ".join(known.by_code)
            self.say(f"Mã “{text.name}” không có trong danh mục {known.name}; có: {codes}.")


def _alike(left: str | None, right: str | None) -> bool:
    numbers, words = {"integer", "double"}, {"text", "string"}
    both = {left, right}
    return left == right or both <= numbers or both <= words

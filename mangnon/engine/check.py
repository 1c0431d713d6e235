"""The rules of a catalogue: one function a rule, its docstring the rule in one sentence.

Every rule yields each breach with file and line; no rule stops at the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from sqlglot import exp

from mangnon.engine.definitions import CHANGE_KIND, Definition, Term
from mangnon.engine.drafts import Draft, Entry
from mangnon.engine.issues import Issue
from mangnon.engine.predicate_types import predicate_problems
from mangnon.engine.predicates import conjuncts, parse

Rule = Callable[[Draft], Iterator[Issue]]

PER = {"percent": 100, "per_1000": 1000, "per_100000": 100_000, "count": 1}
UNITS_OF_KIND = {
    "share": ("percent",),
    "share_of_units": ("percent",),
    "events_per_population": ("per_1000", "per_100000"),
    CHANGE_KIND: ("percent",),
}
LEAVES, FIELDS, UNITS = "leaf", "field", "units"


def files_are_named_after_what_they_hold(draft: Draft) -> Iterator[Issue]:
    """A definition's file is <leaf>@<valid_from>.yaml; a table's or list's is <name>.yaml."""
    for entry in draft.indicators:
        wanted = f"indicators/{entry.value.leaf}@{entry.value.valid_from}.yaml"
        if entry.source.file != wanted:
            yield entry.issue(("leaf",), f"Tên tệp phải là {wanted} theo leaf và valid_from.")
    for other in draft.named_parts:
        wanted = f"{other.source.file.split('/')[0]}/{other.value.name}.yaml"
        if other.source.file != wanted:
            yield other.issue(("name",), f"Tên tệp phải là {wanted} theo trường name.")


def leaves_and_fields_are_in_their_lists(draft: Draft) -> Iterator[Issue]:
    """Every leaf and every field is a code of the lists `leaf` and `field`."""
    for entry in draft.indicators:
        for place, name in (("leaf", LEAVES), ("field", FIELDS)):
            value = getattr(entry.value, place)
            if (known := draft.lists_by_name.get(name)) and value not in known.by_code:
                codes = ", ".join(known.by_code)
                yield entry.issue((place,), f"Không có “{value}” trong lists/{name}; có: {codes}.")


def every_code_names_one_leaf(draft: Draft) -> Iterator[Issue]:
    """Two leaves never share a code, since commands take either."""
    owner: dict[str, str] = {}
    for entry in draft.indicators:
        leaf, code = entry.value.leaf, entry.value.code
        if owner.setdefault(code, leaf) != leaf:
            message = f"Mã “{code}” đã là của chỉ tiêu {owner[code]}; hãy đặt mã khác."
            yield entry.issue(("code",), message)


def definitions_of_a_leaf_do_not_overlap(draft: Draft) -> Iterator[Issue]:
    """On any day at most one definition of a leaf holds, and none ends before it begins."""
    for entry in draft.indicators:
        begins, ends = entry.value.valid_from, entry.value.valid_to
        if ends is not None and ends <= begins:
            message = f"valid_to {ends} phải sau valid_from {begins}."
            yield entry.issue(("valid_to",), message)
    ordered = sorted(draft.indicators, key=lambda e: (e.value.leaf, e.value.valid_from))
    for before, after in combinations(ordered, 2):
        if before.value.leaf == after.value.leaf and before.value.holds_on(after.value.valid_from):
            yield after.issue(
                ("valid_from",),
                f"Chỉ tiêu {after.value.leaf} có hai định nghĩa cùng hiệu lực từ "
                f"{after.value.valid_from:%d/%m/%Y}; hãy đặt valid_to cho {before.source.file}.",
            )


def a_computed_leaf_has_both_terms(draft: Draft) -> Iterator[Issue]:
    """A computed leaf has a numerator and a denominator, a reported one a formula in words."""
    for entry in draft.indicators:
        value = entry.value
        if value.is_computed:
            for role in ("numerator", "denominator"):
                if getattr(value, role) is None:
                    yield entry.issue(("kind",), f"Loại {value.kind} cần có {role}.")
            if value.formula:
                message = "Công thức lấy từ tử số và mẫu số; hãy bỏ trường formula."
                yield entry.issue(("formula",), message)
            continue
        for role in value.terms:
            message = f"Chỉ tiêu loại reported không tính từ bảng; hãy bỏ {role}."
            yield entry.issue((role,), message)
        if not value.formula:
            message = "Chỉ tiêu loại reported cần formula: công thức bằng lời."
            yield entry.issue(("kind",), message)


def terms_count_known_things(draft: Draft) -> Iterator[Issue]:
    """A term counts the rows of a known table by commune, or distinct values of its entity."""
    tables = draft.tables_by_name
    for entry, role, term in _terms(draft):
        table = tables.get(term.table)
        if table is None:
            names = ", ".join(sorted(tables))
            message = f"Không có bảng “{term.table}”; có: {names}."
            yield entry.issue((role, "table"), message)
            continue
        if table.unit_columns is None:
            message = f"Bảng {table.name} không gắn với đơn vị hành chính nên không đếm được."
            yield entry.issue((role, "table"), message)
        if term.summed is not None:
            column = table.by_name.get(term.summed)
            if column is None or column.type != "integer":
                message = f"Bảng {table.name} không có cột số nguyên “{term.summed}” để cộng."
                yield entry.issue((role, "count"), message)
        if term.distinct is not None and term.distinct != table.entity:
            wanted = f"distinct {table.entity}" if table.entity else "rows"
            yield entry.issue(
                (role, "count"), f"Bảng {table.name} không đếm “{term.count}”; hãy ghi {wanted}."
            )


def predicates_are_allowed(draft: Draft) -> Iterator[Issue]:
    """A condition is one yes/no expression of allowed forms over columns that exist."""
    tables = draft.tables_by_name
    for entry, role, term in _terms(draft):
        tree = parse(term.where)
        if tree is None:
            message = f"Không đọc được điều kiện “{term.where}”; hãy viết một biểu thức SQL."
            yield entry.issue((role, "where"), message)
        elif (table := tables.get(term.table)) is not None:
            for problem in predicate_problems(tree, table, draft.lists_by_name):
                yield entry.issue((role, "where"), problem)


def a_share_counts_within_its_denominator(draft: Draft) -> Iterator[Issue]:
    """Both terms of a share count the same things of one table, and can be true together."""
    for entry in draft.indicators:
        top, bottom = entry.value.numerator, entry.value.denominator
        if entry.value.kind not in ("share", "share_of_units") or top is None or bottom is None:
            continue
        if top.table != bottom.table:
            yield entry.issue(
                ("numerator", "table"),
                f"Tử số của một tỷ lệ phải nằm trong mẫu số: hãy đếm trong bảng {bottom.table}, "
                f"không phải {top.table}.",
            )
        elif top.count != bottom.count:
            yield entry.issue(
                ("numerator", "count"),
                f"Tử số đếm “{top.count}” nhưng mẫu số đếm “{bottom.count}”; phải như nhau.",
            )
        elif column := _contradiction(top.where, bottom.where):
            yield entry.issue(
                ("numerator", "where"),
                f"Tử số và mẫu số đòi hai giá trị khác nhau của {column}, nên tử số luôn bằng 0.",
            )


def a_change_counts_the_same_in_both_years(draft: Draft) -> Iterator[Issue]:
    """Both terms of a change on last year count the same thing of one table."""
    for entry in draft.indicators:
        top, bottom = entry.value.numerator, entry.value.denominator
        if not entry.value.is_change or top is None or bottom is None:
            continue
        for place in ("table", "count"):
            now, before = getattr(top, place), getattr(bottom, place)
            if now != before:
                message = f"Năm nay đếm “{now}”, năm trước đếm “{before}”; phải như nhau."
                yield entry.issue(("numerator", place), message)


def coverage_is_of_a_computed_leaf(draft: Draft) -> Iterator[Issue]:
    """Only a computed leaf says whom its denominator should reach."""
    for entry in draft.indicators:
        if entry.value.coverage is not None and not entry.value.is_computed:
            message = "Chỉ tiêu loại reported không có coverage; hãy bỏ đi."
            yield entry.issue(("coverage",), message)


def own_counts_stand_beside_reported_leaves(draft: Draft) -> Iterator[Issue]:
    """Only a reported leaf has a count of the registers beside it."""
    for entry in draft.indicators:
        if entry.value.own_count is not None and entry.value.is_computed:
            message = "Chỉ tiêu được tính không có own_count; hãy bỏ đi."
            yield entry.issue(("own_count",), message)


def several_sources_have_one_official(draft: Draft) -> Iterator[Issue]:
    """Where several sources report a figure, each is named once and one of them is official."""
    for entry in draft.indicators:
        value, codes = entry.value, [reporter.code for reporter in entry.value.reporters]
        if not codes and value.official is None:
            continue
        if value.is_computed or len(codes) < 2:
            message = "reporters là hai nguồn trở lên của một chỉ tiêu loại reported."
            yield entry.issue(("reporters",), message)
        for place, code in enumerate(codes):
            if code in codes[:place]:
                message = f"Nguồn “{code}” khai hai lần; mỗi nguồn một mã."
                yield entry.issue(("reporters", place), message)
        if value.official is None or value.official.code not in codes:
            names = ", ".join(codes)
            message = f"official phải nêu nguồn chính thức và lý do; nguồn đã khai: {names}."
            yield entry.issue(("official", "code"), message)


def units_agree_with_kind_and_multiplier(draft: Draft) -> Iterator[Issue]:
    """The multiplier is that of the unit, and the unit is one that the kind can have."""
    for entry in draft.indicators:
        value = entry.value
        if value.per != PER[value.unit]:
            message = f"Đơn vị {value.unit} đi với per {PER[value.unit]}, không phải {value.per}."
            yield entry.issue(("per",), message)
        units = UNITS_OF_KIND.get(value.kind)
        if units and value.unit not in units:
            message = (
                f"Loại {value.kind} có đơn vị {' hoặc '.join(units)}, không phải {value.unit}."
            )
            yield entry.issue(("unit",), message)


def breakdowns_are_dimensions_of_every_table(draft: Draft) -> Iterator[Issue]:
    """A leaf is broken down only by dimensions of units or that all its tables share, each once."""
    tables = draft.tables_by_name
    of_units = tables[UNITS].dimensions if UNITS in tables else ()
    for entry in draft.indicators:
        value = entry.value
        for place, name in enumerate(value.breakdowns):
            if name in value.breakdowns[:place]:
                yield entry.issue(("breakdowns", place), f"Phân tổ “{name}” ghi hai lần.")
            for term in value.terms.values():
                table = tables.get(term.table)
                if table and name not in (*table.dimensions, *of_units):
                    dimensions = ", ".join((*table.dimensions, *of_units)) or "không có"
                    yield entry.issue(
                        ("breakdowns", place),
                        f"“{name}” không phải phân tổ của bảng {table.name}; có: {dimensions}.",
                    )


def breakdowns_follow_one_list(draft: Draft) -> Iterator[Issue]:
    """Both tables of a leaf code a breakdown by the same list, since one list names its members."""
    tables = draft.tables_by_name
    for entry in draft.indicators:
        terms = entry.value.terms.values()
        used = [tables[term.table].by_name for term in terms if term.table in tables]
        for place, name in enumerate(entry.value.breakdowns):
            lists = [columns[name].list for columns in used if name in columns]
            if len(set(lists)) > 1:
                top, bottom = (term.table for term in terms)
                yield entry.issue(
                    ("breakdowns", place),
                    f"Phân tổ “{name}” theo danh mục {lists[0]} ở bảng {top} nhưng {lists[1]} "
                    f"ở bảng {bottom}; hai bảng phải dùng một danh mục.",
                )


def plausible_ranges_are_ranges(draft: Draft) -> Iterator[Issue]:
    """The plausible range runs upwards, and a share's lies within 0 and 100."""
    for entry in draft.indicators:
        low, high = entry.value.plausible
        is_share = entry.value.kind in ("share", "share_of_units")
        if low >= high or (is_share and (low < 0 or high > 100)):
            message = (
                f"Khoảng hợp lý [{low:g}, {high:g}] sai; hãy ghi [thấp, cao], tỷ lệ từ 0 đến 100."
            )
            yield entry.issue(("plausible",), message)


def an_unsettled_definition_names_its_trap(draft: Draft) -> Iterator[Issue]:
    """Who marks a definition as unsettled says why in `traps`."""
    for entry in draft.indicators:
        if entry.value.is_unsettled and not entry.value.traps:
            message = "Định nghĩa chưa thống nhất thì phải nêu lý do trong traps."
            yield entry.issue(("is_unsettled",), message)


def tables_are_whole(draft: Draft) -> Iterator[Issue]:
    """A table names each column once, and its keys and dimensions are columns of the right type."""
    lists = draft.lists_by_name
    for entry in draft.tables:
        table, columns = entry.value, entry.value.by_name
        for place, column in enumerate(table.columns):
            where = ("columns", place)
            if column.name in (before.name for before in table.columns[:place]):
                yield entry.issue(where, f"Cột “{column.name}” khai hai lần; chỉ giữ một.")
            if (column.type == "code") != (column.list is not None):
                yield entry.issue(where, f"Cột “{column.name}”: kiểu code đi với list, và chỉ nó.")
            elif column.list and column.list not in lists:
                names = ", ".join(sorted(lists))
                yield entry.issue(where, f"Không có danh mục “{column.list}”; có: {names}.")
        for name in (*(table.unit_columns or ()), *((table.entity,) if table.entity else ())):
            if name not in columns:
                yield entry.issue(("columns",), f"Thiếu cột “{name}” mà bảng dùng làm khóa.")
        for place, name in enumerate(table.dimensions):
            if name not in columns or columns[name].type != "code":
                message = f"Phân tổ “{name}” phải là một cột kiểu code của bảng."
                yield entry.issue(("dimensions", place), message)


def groups_are_codes_of_the_coarser_list(draft: Draft) -> Iterator[Issue]:
    """Every code of a list that refines another is in one group of it."""
    lists = draft.lists_by_name
    for entry in draft.lists:
        if not (name := entry.value.grouped_by):
            continue
        groups = lists[name].by_code if name in lists else {}
        for place, code in enumerate(entry.value.codes):
            if code.group not in groups:
                message = f"Mã “{code.code}” có nhóm “{code.group}” không có trong lists/{name}."
                yield entry.issue(("codes", place), message)


def parts_are_named_once(draft: Draft) -> Iterator[Issue]:
    """No two tables and no two lists share a name, and no list holds a code twice."""
    seen: set[tuple[type, str]] = set()
    for entry in draft.named_parts:
        key = (type(entry.value), entry.value.name)
        if key in seen:
            message = f"Tên “{entry.value.name}” đã dùng ở tệp khác; hãy đổi tên."
            yield entry.issue(("name",), message)
        seen.add(key)
    for codes in draft.lists:
        known: set[str] = set()
        for place, code in enumerate(codes.value.codes):
            if code.code in known:
                yield codes.issue(("codes", place), f"Mã “{code.code}” có hai lần; chỉ giữ một.")
            known.add(code.code)


# What makes figures wrong: a catalogue that breaks one of these is never computed with.
RULES: tuple[Rule, ...] = (
    files_are_named_after_what_they_hold,
    leaves_and_fields_are_in_their_lists,
    every_code_names_one_leaf,
    definitions_of_a_leaf_do_not_overlap,
    a_computed_leaf_has_both_terms,
    terms_count_known_things,
    predicates_are_allowed,
    a_share_counts_within_its_denominator,
    a_change_counts_the_same_in_both_years,
    coverage_is_of_a_computed_leaf,
    own_counts_stand_beside_reported_leaves,
    several_sources_have_one_official,
    units_agree_with_kind_and_multiplier,
    breakdowns_are_dimensions_of_every_table,
    breakdowns_follow_one_list,
    plausible_ranges_are_ranges,
    an_unsettled_definition_names_its_trap,
    tables_are_whole,
    groups_are_codes_of_the_coarser_list,
    parts_are_named_once,
)


def _terms(draft: Draft) -> Iterator[tuple[Entry[Definition], str, Term]]:
    for entry in draft.indicators:
        coverage = {"coverage": entry.value.coverage} if entry.value.coverage else {}
        own = entry.value.own_count.terms if entry.value.own_count else {}
        for role, term in (entry.value.terms | coverage | own).items():
            yield entry, role, term


def _contradiction(first: str, second: str) -> str | None:
    """Return a column that two conditions both fix, to different values."""
    fixed = _fixed_values(second)
    for column, value in _fixed_values(first).items():
        if fixed.get(column, value) != value:
            return column
    return None


def _fixed_values(text: str) -> dict[str, str]:
    """Return column to literal for each `column = literal` that must hold."""
    tree, fixed = parse(text), {}
    for part in conjuncts(tree) if tree else ():
        if not isinstance(part, exp.EQ) or not isinstance(part.right, exp.Literal):
            continue
        if isinstance(part.left, exp.Column):
            fixed[part.left.name] = part.right.sql()
    return fixed

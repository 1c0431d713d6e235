"""Whether the columns of a form count something that the rest of the catalogue knows."""

from __future__ import annotations

from collections.abc import Iterator

from mangnon.engine.definitions import Definition
from mangnon.engine.drafts import Draft, Entry
from mangnon.engine.issues import Issue
from mangnon.engine.statistics.form import SOURCES, Count, Form

ITEMS = "counted_item"
CASE_DIMENSIONS = ("sex", "age_at_event", "setting", "harm")
PEOPLE_DIMENSIONS = ("sex", "area")


def wrong_with_columns(entry: Entry[Form], draft: Draft) -> Iterator[Issue]:
    form = entry.value
    names = [count.name for count in form.counts]
    for place, count in enumerate(form.counts):
        at = ("counts", place, "name")
        if names.index(count.name) != place:
            yield entry.issue(at, f"Cột “{count.name}” có hai lần; hãy đổi tên.")
        for message in _wrong_with_count(count, draft):
            yield entry.issue(at, f"Cột “{count.name}”: {message}")
    if (form.stated is None) == (not form.counts):
        yield entry.issue(("code",), "Biểu có các cột đếm (counts) hoặc một giá trị (stated).")
    if form.rate is not None:
        for name in (form.rate.top, form.rate.bottom):
            if name not in names:
                yield entry.issue(("rate",), f"Tỷ lệ tính từ cột không có: {name}.")
    if form.stated is not None and _definition(form.stated.leaf, draft) is None:
        yield entry.issue(("stated",), f"Không có chỉ tiêu {form.stated.leaf}.")
    for place, dimension in enumerate(form.breakdowns):
        if not any(dimension in _dimensions(count, draft) for count in form.counts):
            message = f"Không cột nào phân tổ được theo “{dimension}”."
            yield entry.issue(("breakdowns", place), message)


def _wrong_with_count(count: Count, draft: Draft) -> Iterator[str]:
    if len(count.sources) != 1:
        yield f"cần đúng một trong {', '.join(SOURCES)}."
        return
    if (count.leaf is None) != (count.part is None) or (count.within and count.leaf is None):
        yield "part và within chỉ đi cùng leaf; leaf cần part."
    elif count.leaf is not None:
        definition = _definition(count.leaf, draft)
        if definition is None:
            yield f"không có chỉ tiêu {count.leaf}."
        elif count.part not in definition.terms:
            yield f"chỉ tiêu {count.leaf} không có số đếm; hãy dùng stated."
        elif count.within and count.within.dimension not in definition.breakdowns:
            yield f"chỉ tiêu {count.leaf} không phân tổ theo {count.within.dimension}."
    elif count.item is not None:
        items = draft.lists_by_name.get(ITEMS)
        if items is None or count.item not in items.by_code:
            yield f"danh mục lists/{ITEMS}.yaml không có mã “{count.item}”."


def _dimensions(count: Count, draft: Draft) -> tuple[str, ...]:
    """Return by what a column can be broken down."""
    if count.leaf is not None and count.within is None:
        definition = _definition(count.leaf, draft)
        return definition.breakdowns if definition else ()
    if count.population is not None:
        is_of_one_sex = count.population.sex is not None
        return tuple(name for name in PEOPLE_DIMENSIONS if name != "sex" or not is_of_one_sex)
    return CASE_DIMENSIONS if count.cases == "events" else ()


def _definition(leaf: str, draft: Draft) -> Definition | None:
    """Return the newest definition of a leaf."""
    found = [entry.value for entry in draft.indicators if entry.value.leaf == leaf]
    return max(found, key=lambda definition: definition.valid_from, default=None)

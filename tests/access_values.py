"""The addresses of the grid of reported figures, and one cell of the province."""

from mangnon.plans.models import Plan
from mangnon.values.models import EntryCell
from tests.access_rows import Row, listing, page

OF_PERIOD = "values/<int:year>/<period:period>/"
AN_AGENCY = "case.load_list"  # its people belong to no organisation here: they lead no leaf

VALUE_ROUTES: dict[str, Row] = {
    "values/": listing("value.enter"),
    OF_PERIOD: listing("value.enter"),
    f"{OF_PERIOD}cells/": Row("post", {"value.enter": 422}),
    f"{OF_PERIOD}units/<int:unit_id>/": page("value.enter"),
    f"{OF_PERIOD}columns/": listing("value.enter"),
    f"{OF_PERIOD}send/": listing("value.enter"),
    f"{OF_PERIOD}sheet.xlsx": listing("value.enter"),
    f"{OF_PERIOD}files/": listing("value.enter"),
    "values/cells/<int:cell_id>/": page(AN_AGENCY, 404, also={"value.enter": 200}),
}


def value_records(plan: Plan) -> dict[str, object]:
    """Return a year, a period, the province and a cell of it, made when first asked for."""
    cell, _made = EntryCell.objects.get_or_create(
        unit=plan.unit, year=2025, period="year", item="1", leaf="1",
        defaults={"state": "zero", "value": 0, "version": 1},
    )  # fmt: skip
    return {
        "<int:year>": 2025, "<period:period>": "year", "<int:unit_id>": plan.unit.pk,
        "<int:cell_id>": cell.pk,
    }  # fmt: skip

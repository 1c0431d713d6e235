"""The addresses of the national targets, which need figures of the whole province."""

from tests.access_rows import Row, listing, page

PERIOD_ROUTES: dict[str, Row] = {
    "reports/national/": listing("report.view"),
    "reports/national/xlsx": page("report.view"),
}

"""The addresses of statistics forms: who views reports takes them, each of their own unit."""

from tests.access_rows import Row, listing

FORM = "reports/statistics/<slug:statistics_form>/"

STATISTICS_ROUTES: dict[str, Row] = {
    "reports/statistics/": listing("report.view"),
    "reports/statistics/book.xlsx": listing("report.view"),
    FORM: listing("report.view"),
    f"{FORM}xlsx": listing("report.view"),
}

"""The addresses of statistics forms: who views reports takes them, each of their own unit.

Who sees no figures is sent back to the page, as is whoever asks for the book while it is still
being found which breakdowns are hidden.
"""

from tests.access_rows import Row, listing, page

FORM = "reports/statistics/<slug:statistics_form>/"

STATISTICS_ROUTES: dict[str, Row] = {
    "reports/statistics/": listing("report.view"),
    "reports/statistics/book.xlsx": listing("report.view", 302),
    FORM: listing("report.view"),
    f"{FORM}xlsx": page("report.view", outside=302),
}

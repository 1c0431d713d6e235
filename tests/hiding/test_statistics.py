"""A statistics form leaves the office: it hides for everybody who takes it."""

import io

import openpyxl

from mangnon.core.models import Unit
from tests.hiding.conftest import SMALL
from tests.hiding.marks import hidden_marks, tells, text_of
from tests.small_reform import MERGED

FORM = "/reports/statistics/birth-registration"
ADDRESSES = (
    f"{FORM}/?year=2025", f"{FORM}/?year=2025&unit=692", f"{FORM}/xlsx?year=2025",
    f"{FORM}/?year=2025&units_on={MERGED}", "/reports/statistics/book.xlsx?year=2025",
)  # fmt: skip


def told(response):
    """Return what stands in the cells: the parts of the file number its texts as well."""
    if not response.content.startswith(b"PK"):
        return text_of(response)
    book = openpyxl.load_workbook(io.BytesIO(response.content), data_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return " ".join(str(value) for row in rows for value in row if value is not None)


def test_no_form_tells_a_small_count(run, client, make_user, province):
    client.force_login(make_user("console", province))
    marks = hidden_marks()
    for address in ADDRESSES:
        content = told(client.get(address))
        assert not tells(content, marks), address
        if "units_on" not in address:
            assert "#" in content


def test_it_hides_from_whoever_sees_the_children_too(run, client, make_user, province):
    own = Unit.objects.filter(code=SMALL).earliest("valid_from")
    client.force_login(make_user("commune_officer", own))
    content = text_of(client.get("/reports/statistics/birth-registration/?year=2025"))
    assert not tells(content, hidden_marks())
    assert "không nêu (số nhỏ)" in content

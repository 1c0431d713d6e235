"""An officer of one ward who brings in sheets; each row is a mapping of headings to cells."""

import csv
from datetime import date

import pytest

from mangnon.children.importing.tables import TABLES, model_of
from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.intake import services

TODAY = date(2025, 6, 1)
AN = {"Họ và tên": "Nguyễn Văn An", "Ngày sinh": "17/05/2020", "Giới tính": "Nam"}


@pytest.fixture(autouse=True)
def place_and_day(settings, tmp_path):
    settings.INTAKE = tmp_path / "intake"
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet whose headings are those of its first row."""

    def write(*rows, titles=()):
        file = tmp_path / f"so-{len(list(tmp_path.iterdir()))}.csv"
        with file.open("w", encoding="utf-8", newline="") as target:
            lines = csv.writer(target)
            lines.writerows([title] for title in titles)
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            lines.writerow(headings)
            lines.writerows([row.get(heading, "") for heading in headings] for row in rows)
        return file

    return write


@pytest.fixture
def receive(sheet, keeper, ward):
    def receive(*rows, by=None, unit=None, titles=()):
        file = sheet(*rows, titles=titles)
        return services.receive(file, "child", by=by or keeper, unit=unit or ward)

    return receive


@pytest.fixture
def look(receive, keeper):
    """Check a sheet, and return what was said of it."""

    def look(*rows, by=None, **where):
        return services.check(receive(*rows, by=by, **where), by=by or keeper)

    return look


@pytest.fixture
def bring(receive, keeper):
    """Apply a sheet, and return its batch."""

    def bring(*rows, by=None, **where):
        return services.apply(receive(*rows, by=by, **where), by=by or keeper)

    return bring


@pytest.fixture
def an(bring):
    """The one child of a first sheet."""
    bring(AN)
    return Child.objects.get()


def counts(batch):
    names = ("new", "changed", "same", "rejected")
    return tuple(batch.counts[name] for name in names)


def verdicts(checked):
    return checked.rows["verdict"].to_list()


def said(checked, *, warnings=False):
    """Return what is wrong, as (column, sentence)."""
    return [(p.column, p.text) for p in checked.problems if p.is_warning == warnings]


def unit(code):
    return Unit.objects.get(code=code)


@pytest.fixture
def snapshot_of_register():
    """Return every row that an import may write, as the database holds it."""

    def take():
        models = [model_of(table) for table in TABLES]
        return {m.__name__: list(m.objects.order_by("pk").values_list()) for m in models}

    return take

"""A small kind of record to import: names and numbers of dogs, kept in memory by the importer."""

import polars as pl
import pytest
import xlsxwriter

from mangnon.core.models import Refused
from mangnon.intake.importers import (
    CHANGE_COLUMNS,
    CellKind,
    Checked,
    Column,
    Problem,
    Verdict,
)
from mangnon.intake.registered import importers
from tests.conftest import PLAN_DAY

COLUMNS = (
    Column("name", "Họ và tên", CellKind.NAME, also=("Tên", "Họ tên trẻ"), is_required=True),
    Column("born", "Ngày sinh", CellKind.DATE, also=("Ngày, tháng, năm sinh",)),
    Column(
        "sex", "Giới tính", CellKind.CODE, also=("Nam/nữ",),
        codes={"male": ("Nam", "Trai"), "female": ("Nữ", "Gái")},
    ),
    Column("number", "Số định danh", CellKind.DIGITS, also=("Số CCCD", "ĐDCN"), length=12),
    Column("weight", "Cân nặng", CellKind.NUMBER),
    Column("mother", "Họ tên mẹ", CellKind.NAME, also=("Mẹ họ và tên",)),
)  # fmt: skip


class Register:
    """An importer whose register is a dictionary; its batches can be undone."""

    kind, label, needs, own_only = "dogs", "Dogs", "child.import", False

    def __init__(self):
        self.held, self.before = {}, {}

    def columns(self):
        return COLUMNS

    def page(self, batch):
        return "/dogs/"

    def prefilled(self, unit, by):
        return [{"name": name, "weight": weight} for name, weight in self.held.items()]

    def check(self, sheet, batch, by):
        verdicts, changes, problems = [], [], []
        for row in sheet.rows.iter_rows(named=True):
            name, weight = row["name"], row["weight"]
            if name and "xấu" in name:
                problems.append(Problem(row["row"], "name", "Tên xấu."))
                verdicts.append(Verdict.REJECTED)
            elif name not in self.held:
                verdicts.append(Verdict.NEW)
            elif self.held[name] == weight:
                verdicts.append(Verdict.SAME)
            else:
                verdicts.append(Verdict.CHANGED)
                changes.append((row["row"], "weight", str(self.held[name]), str(weight)))
        rows = sheet.rows.with_columns(
            verdict=pl.Series([str(v) for v in verdicts], dtype=pl.String),
            is_possible_duplicate=pl.lit(value=False),
        )
        frame = pl.DataFrame(changes, schema=CHANGE_COLUMNS, orient="row")
        return Checked(rows, problems, frame)

    def apply(self, batch, checked, by):
        self.before[batch.pk] = dict(self.held)
        written = checked.rows.filter(pl.col("verdict").is_in(["new", "changed"]))
        self.held |= dict(written.select("name", "weight").iter_rows())

    def undo(self, batch, by):
        if "Giữ" in self.held:
            raise Refused("Giữ lại.")
        self.held = self.before[batch.pk]

    def forget(self, batch):
        return len(self.before.pop(batch.pk, {}))


@pytest.fixture
def register(monkeypatch, settings, tmp_path):
    settings.INTAKE, settings.TODAY = tmp_path / "intake", PLAN_DAY
    made = Register()
    monkeypatch.setitem(importers(), made.kind, made)
    return made


@pytest.fixture
def commune(province):
    return type(province).objects.get(code="25216")


@pytest.fixture
def importing(make_user, commune):
    return make_user("commune_officer", commune)


@pytest.fixture
def workbook(tmp_path):
    """Write rows to a workbook, from its first row on."""

    def write(*rows, name="sheet.xlsx", prepare=None):
        book = xlsxwriter.Workbook(str(tmp_path / name))
        sheet = book.add_worksheet("Danh sách")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if prepare:
            prepare(book, sheet)
        book.close()
        return tmp_path / name

    return write

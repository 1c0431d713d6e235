"""The spreadsheet calculates what the page shows, names its sources, and hides what is small."""

import io
import math
import shutil
import subprocess

import openpyxl
import pytest

from mangnon.core.models import Refused
from mangnon.indicators.released import _kept, _results_of
from mangnon.reports.statistics.asking import Question, ask
from mangnon.reports.statistics.services import book_file, form_file, forms_on

TITLES, TOTAL = 4, 7  # lines of titles, and the line of the total, from 1


@pytest.fixture
def taken(runs, officer):
    """Return a book of 2025, or one form of it, as a file."""

    def taken(code="", **question):
        question = Question(**{"year": 2025, **question})
        asked = ask(question, by=officer)
        known = forms_on(asked.run.snapshot.as_of, by=officer)
        if not code:
            return book_file(known, question, asked)
        form = next(form for form in known.forms if form.code == code)
        return form_file(form, known, question, asked)

    return taken


def sheets(content, *, formulas=False):
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_a_form_says_what_it_is_and_that_its_layout_was_not_compared(taken):
    rows = sheets(taken("stunting"))["02.5"]
    titles = [row[0] for row in rows[:TITLES]]
    assert titles[0] == "Thông tư 13/2021/TT-BLĐTBXH, nhóm 02: Sức khỏe, dinh dưỡng"
    assert titles[2] == "Tỉnh Bình Phước · năm 2025 · số liệu đến ngày 31/12/2025"
    assert titles[3] == "Chưa đối chiếu văn bản gốc"
    named = sheets(taken("safe_online_knowledge"))["06.2"]
    assert "mã số 0605" in named[0][0]
    assert "mẫu biểu chưa đối chiếu văn bản gốc" in named[3][0]


def test_totals_and_rates_are_formulas(taken):
    rows = sheets(taken("stunting"), formulas=True)["02.5"]
    total = rows[TOTAL - 1]
    assert total[1].startswith("=SUM(B")
    assert total[3] == (
        '=IF(AND(ISNUMBER(B7),ISNUMBER(C7)),IF(C7=0,IF(B7=0,"không phát sinh","chưa có số liệu"),'
        'B7*100/C7),"chưa có số liệu")'
    )
    assert sheets(taken("stunting"))["02.5"][TOTAL - 1][1:4] == [45, 450, 10]


def test_what_was_not_reported_is_no_number_in_the_file(taken):
    assert sheets(taken("nursery"))["04.1"][TOTAL - 1][1:4] == ["chưa có số liệu"] * 3


def test_five_years_and_sources_stand_in_each_file(taken, runs):
    content = sheets(taken("stunting"))
    years = {row[1]: row[2:] for row in content["5 năm"][5:]}
    assert years["Số trẻ em thấp còi"] == ["chưa có số liệu"] * 3 + [60, 45]
    assert [round(v, 2) for v in years["Tỷ lệ (%)"][3:]] == [13.33, 10]
    told = {(row[0], row[2]) for row in content["Nguồn số liệu"]}
    for run in runs:
        year = str(run.snapshot.as_of.year)
        assert {(year, run.snapshot.code), (year, str(run.pk)), (year, run.results_sha256)} <= told


def test_the_book_lists_every_form_and_links_to_it(taken, officer):
    content = taken()
    book = sheets(content)
    forms = [row[0] for row in book["Mục lục"][5:] if row[0] and row[2]]
    assert forms == [name for name in book if name not in {"Mục lục", "5 năm", "Nguồn số liệu"}]
    assert {"01.1", "02.5", "06.2", "XH.1"} <= set(forms)


def test_equal_runs_make_equal_files(taken):
    assert taken("stunting") == taken("stunting")


def test_nothing_is_taken_while_small_numbers_are_still_being_found(taken, runs):
    for run in runs:
        _kept(_results_of(run), "hidden").unlink()
    with pytest.raises(Refused, match="những số nhỏ"):
        taken("sex_ratio_at_birth")
    assert taken("villages_with_culture_facilities")  # no breakdown of a leaf stands in it


def bare(content):
    """Return the file without the results beside its formulas."""
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(buffer)
    return buffer.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_calculates_what_we_say(taken, tmp_path):
    """Take away every stored result, so that nothing but the calculation is read."""
    content = taken()
    (tmp_path / "bare.xlsx").write_bytes(bare(content))
    assert sheets(bare(content))["02.5"][TOTAL - 1][1] is None
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "bare.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    calculated, ours = sheets((tmp_path / "out" / "bare.xlsx").read_bytes()), sheets(content)
    compared = 0
    for name, rows in ours.items():
        for row, found in zip(rows, calculated[name], strict=False):
            for mine, theirs in zip(row, found, strict=False):
                if isinstance(mine, int | float):
                    assert math.isclose(mine, theirs, rel_tol=1e-12), (name, row, found)
                    compared += 1
                elif mine:
                    assert mine == theirs, (name, row, found)
    assert compared > 80

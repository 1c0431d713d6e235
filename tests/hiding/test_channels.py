"""No channel tells a small count to somebody who may not see the children behind it."""

import io
import json
import re
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused, Unit
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.gaps.telling import told_gap
from mangnon.indicators.models import Result
from mangnon.indicators.quality.rows import findings_as_rows
from mangnon.indicators.released import hidden_in
from mangnon.indicators.services import results_as_rows
from mangnon.reports.services import build_report
from mangnon.reports.verification import verify_report
from tests.hiding.conftest import BESIDE, SMALL

WITHOUT_CHILDREN = (
    "focal_office", "agency_focal_point", "external_supervisor", "leader", "auditor", "analyst",
)  # fmt: skip
DAY = "&units_on=2025-07-01"
PAGES = (
    "/", "/indicators/14/?unit={unit}", "/indicators/14/?unit={unit}&sort=value",
    "/indicators/14/?unit={unit}&what_if=1", "/indicators/14/live/?unit={unit}",
    "/indicators/14/years.json?unit={unit}", "/indicators/14/chart.json?level=district",
    "/indicators/14/chart.json?level=commune&sort=value", "/indicators/14/behind/?unit={unit}",
    "/indicators/14/behind/print/?unit={unit}", "/data/", "/data/quality/?state=all",
    "/explorer/?leaf=14&unit={unit}", "/explorer/?leaf=14&by=sex&span=communes",
    "/explorer/?leaf=14&by=sex&also_by=ethnic_group&span=communes",
    "/explorer/?leaf=14&time=years&span=communes", "/explorer/chart.json?leaf=14&span=communes",
    "/explorer/map.json?leaf=14&span=communes", "/explorer/figures.csv?leaf=14&span=communes",
    "/explorer/figures.xlsx?leaf=14&by=sex&span=communes",
    "/explorer/figures.json?leaf=14&by=sex&span=communes",
)  # fmt: skip


def hidden_marks(run):
    """Return what would tell a hidden figure: its fraction, its value to six digits, its counts.

    A count that a figure which is told has as well, as its denominator, gives nothing away.
    """
    marks, told = set(), set()
    for result in Result.objects.filter(run=run).exclude(numerator=None):
        unit, top, bottom = result.unit, result.numerator, result.denominator
        counts = {str(count) for count in (top, bottom, bottom - top) if count > 199}
        key = (result.leaf, unit.code, unit.valid_from, result.dimension, result.member)
        if key not in hidden_in(run):
            told |= counts
            continue
        marks |= counts | {f"{top} trên {bottom}", f"{top}/{bottom}"}
        if result.value and result.value != 100:
            marks.add(f"{result.value:.6f}"[:8])
    return marks - told


def tells(content, marks):
    """Return which of the marks stand in the text, not as a part of a longer number or hash."""
    ends = r"(?![\w-]|[.,]\d)"
    return {m for m in marks if re.search(rf"(?<![\w.,-]){re.escape(m)}{ends}", content)}


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return unpacked(content)


def unpacked(content):
    """Return the text of a file; of a package that of every part, without the sizes in its tags."""
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return " ".join(re.sub("<[^>]+>", " ", package.read(name).decode()) for name in parts)


def told_at_the_console(run, by, unit):
    """Yield what the commands print to a person."""
    for dimension in (None, "sex"):
        yield results_as_rows(run, by=by, unit=None, dimension=dimension)
    yield findings_as_rows(run, by=by)
    for ask in (explain_figure, told_gap):
        try:
            yield ask(run, leaf="14", unit_code=unit, by=by)
        except (Refused, PermissionDenied) as refusal:
            yield str(refusal)


def test_the_counts_of_the_small_commune_and_of_one_beside_it_are_hidden(run):
    hidden = {unit for leaf, unit, _day, of, _m in hidden_in(run) if (leaf, of) == ("14", "total")}
    assert SMALL in hidden
    assert len(hidden) > 1
    assert {"3 trên 227", "1.321586"} <= hidden_marks(run)


@pytest.mark.parametrize("role", WITHOUT_CHILDREN)
def test_no_page_and_no_file_tells_a_hidden_count(client, run, province, make_user, role):
    marks = hidden_marks(run)
    client.force_login(make_user(role, province, f"reader-{role}"))
    for page in PAGES:
        for unit in ("70", SMALL, BESIDE) if "{unit}" in page else ("70",):
            for address in (page, page + (DAY if "?" in page else DAY.replace("&", "?"))):
                answer = client.get(address.format(unit=unit))
                assert (address, unit, tells(text_of(answer), marks)) == (address, unit, set())


@pytest.mark.parametrize("role", WITHOUT_CHILDREN)
def test_no_command_tells_a_hidden_count(run, province, make_user, role):
    marks, by = hidden_marks(run), make_user(role, province, f"reader-{role}")
    for unit in ("70", SMALL, BESIDE):
        for told in told_at_the_console(run, by, unit):
            assert not tells(json.dumps(told, ensure_ascii=False), marks)


def test_who_leads_the_small_commune_alone_is_not_told_either(client, run, make_user):
    marks = hidden_marks(run)
    client.force_login(make_user("leader", Unit.objects.get(code=SMALL)))
    for page in PAGES:
        assert not tells(text_of(client.get(page.format(unit=SMALL))), marks), page
    assert "không nêu (số nhỏ)" in client.get("/").text


def test_the_report_hides_for_everybody_and_is_proved(run, make_user, province, tmp_path):
    console, marks = make_user("console", province), hidden_marks(run)
    built = build_report(year=2025, kind="consolidated", run=run, by=console, out=tmp_path)
    for file in (built.docx, built.xlsx):
        content = unpacked(file.read_bytes())
        assert not tells(content, marks), file.name
        assert "“#”" in content
    checked = verify_report(built.docx, by=console)
    assert checked.identical, checked.differences


def test_a_number_written_over_the_sign_is_found(run, make_user, province, tmp_path):
    console = make_user("console", province)
    built = build_report(year=2025, kind="consolidated", run=run, by=console, out=tmp_path)
    forged = tmp_path / "forged.docx"
    with zipfile.ZipFile(built.docx) as before, zipfile.ZipFile(forged, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert b">#</w:t>" in content
                content = content.replace(b">#</w:t>", b">3</w:t>", 1)
            after.writestr(name, content)
    checked = verify_report(forged, by=console)
    assert [(d.expected, d.found) for d in checked.differences] == [("#", "3")]


def test_who_keeps_the_register_of_the_small_commune_sees_its_counts(client, run, make_user):
    client.force_login(make_user("commune_officer", Unit.objects.get(code=SMALL)))
    page = client.get("/indicators/14/").text
    assert "3 trên 227" in page
    assert "Tăng từ 3 trên 227 trẻ." in page
    assert "227" in client.get("/explorer/figures.csv?leaf=14").content.decode()

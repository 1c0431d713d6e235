"""The report leaves the office: it hides for everybody who builds it, and is proved so."""

import zipfile

import pytest

from mangnon.reports.services import build_report
from mangnon.reports.verification import verify_report
from tests.hiding.marks import hidden_marks, tells, unpacked
from tests.small_reform import MERGED


@pytest.fixture
def console(make_user, province):
    return make_user("console", province)


@pytest.mark.parametrize("day", [None, MERGED])
def test_the_report_hides_for_everybody_and_is_proved(run, console, tmp_path, day):
    marks = hidden_marks()
    built = build_report(
        year=2025, kind="consolidated", run=run, by=console, out=tmp_path, units_on=day
    )
    for file in (built.docx, built.xlsx):
        content = unpacked(file.read_bytes())
        assert not tells(content, marks), file.name
        assert "“#”" in content
        assert "2024" in content  # the years before stand in it
    checked = verify_report(built.docx, by=console)
    assert checked.identical, checked.differences


def test_a_number_written_over_the_sign_is_found(run, console, tmp_path):
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

"""The sheet of sources: the receipt of each run, and where each column of each form comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.indicators.models import Run
from mangnon.reports.statistics.book.paper import Filled, Paper
from mangnon.reports.workbook.paper import height
from mangnon.ui.formats import date_text, moment_text

WIDTHS = (40, 40, 70)


def write_sources(paper: Paper, filled: Sequence[Filled]) -> None:
    sheet = paper.sheet(_("Sources"), WIDTHS)
    paper.across(sheet, 0, _("Sources of figures").upper(), paper.heading, WIDTHS)
    paper.heads(sheet, 2, [_("Year"), _("What"), _("In detail")], WIDTHS)
    row = 3
    for year, run in _runs(filled):
        for name, text in receipt(run):
            for column, shown in enumerate((str(year), name, text)):
                sheet.write_string(row, column, shown, paper.text)
            sheet.set_row(row, height({2: text}, WIDTHS))
            row += 1
    row += 1
    paper.heads(sheet, row, [_("Form"), _("Column"), _("Source")], WIDTHS)
    for one in filled:
        for head, source in (*one.table.sources, (_("The form itself"), one.form.source)):
            row += 1
            texts = dict(enumerate((one.form.title.vi, head, source)))
            for column, text in texts.items():
                sheet.write_string(row, column, text, paper.text)
            sheet.set_row(row, height(texts, WIDTHS))


def receipt(run: Run) -> list[tuple[str, str]]:
    """Return what is needed to make a run's figures again."""
    snapshot = run.snapshot
    return [
        (_("Snapshot"), snapshot.code),
        (_("Figures as of"), date_text(snapshot.as_of)),
        (_("Hash of the snapshot"), snapshot.manifest_sha256),
        (_("Hash of the catalogue"), run.catalog_sha256),
        (_("Computation"), str(run.pk)),
        (_("Hash of the results"), run.results_sha256),
        (_("Engine"), f"{run.engine} {run.engine_version}"),
        (_("Software"), run.software_version),
        (_("Computed"), f"{moment_text(timezone.localtime(run.computed_at))}, {run.computed_by}"),
    ]


def _runs(filled: Sequence[Filled]) -> list[tuple[int, Run]]:
    """Return the runs that the forms stand on, newest year first."""
    runs = {year.year: year.asked.run for one in filled for year in one.years if year.asked}
    return sorted(runs.items(), reverse=True)

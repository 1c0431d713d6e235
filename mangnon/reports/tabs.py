"""The tabs of the part "Báo cáo", in the reader's order, each with the right that it asks for."""

from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import tab

OWED = "/reports/obligations/"

TABS = (
    tab(_("Reports"), "/reports/", "report.view"),
    tab(
        _("Reports that are owed"), OWED, "obligation.view",
        tab(_("List"), OWED, "obligation.view"),
        tab(_("Calendar"), f"{OWED}calendar/", "obligation.view"),
        tab(_("Completeness"), f"{OWED}completeness/", "obligation.view"),
        tab(_("Deadlines of the plan"), f"{OWED}deadlines/", "obligation.ask"),
    ),
    tab(_("Reports of bodies"), "/reports/submissions/", "submission.view"),
    tab(_("Consolidation"), "/reports/consolidating/", "submission.receive"),
    tab(_("Reviews"), "/reports/reviews/", "review.view"),
    tab(_("Statistics forms"), "/reports/statistics/", "report.view"),
    tab(_("National targets"), "/reports/national/", "report.view"),
    tab(_("Cases in figures"), "/cases/statistics/", "case.statistics"),
    tab(_("List of abused children"), "/cases/lists/load/", "case.load_list"),
    tab(_("Check a document"), "/reports/check/", "document.check"),
)  # fmt: skip

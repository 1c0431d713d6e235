"""The tabs of the part "Hoạt động", in the reader's order, each with the right that it asks for."""

from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import tab

INSPECTIONS = "/activities/inspections/"

TABS = (
    tab(
        _("Activities for children"), "/activities/", "activity.view",
        tab(_("List"), "/activities/", "activity.view"),
        tab(_("Calendar"), "/activities/calendar/", "activity.view"),
        tab(_("Children reached"), "/activities/targets/", "activity.view"),
    ),
    tab(
        _("Inspections"), INSPECTIONS, "inspection.view",
        tab(_("List"), INSPECTIONS, "inspection.view"),
        tab(_("Plans of inspections"), f"{INSPECTIONS}plans/", "inspection.view"),
        tab(_("By kind of place"), f"{INSPECTIONS}summary/", "inspection.view"),
        tab(_("Recommendations"), f"{INSPECTIONS}recommendations/", "inspection.view"),
    ),
    tab(_("Children’s voice"), "/activities/voice/", "voice.view"),
    tab(
        _("People and network"), "/activities/network/", "network.view",
        tab(_("By unit"), "/activities/network/", "network.view"),
        tab(_("Figures of the network"), "/activities/network/figures/", "network.view"),
    ),
    tab(_("Models of work"), "/activities/good-practice/", "activity.view"),
    tab(_("Summer lists"), "/activities/summer/", "summer.view"),
)  # fmt: skip

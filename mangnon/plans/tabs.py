"""The tabs of the part "Kế hoạch", in the reader's order, each with the right that it asks for."""

from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import tab

TABS = (
    tab(_("Plans"), "/plans/", "plan.view"),
    tab(
        _("Tasks"), "/plans/work/", "plan.view",
        tab(_("List"), "/plans/work/", "plan.view"),
        tab(_("By agency"), "/plans/work/agencies/", "plan.view"),
        tab(_("By field"), "/plans/work/fields/", "plan.view"),
        tab(_("Timeline"), "/plans/work/timeline/", "plan.view"),
    ),
    tab(
        _("Local plans"), "/plans/local/", "plan.view",
        tab(_("List"), "/plans/local/", "plan.view"),
        tab(_("Cascade check"), "/plans/cascade/", "indicator.view"),
        tab(_("In socio-economic plans"), "/plans/socioeconomic/", "plan.view"),
    ),
    tab(
        _("Funding"), "/plans/funding/", "funding.view",
        tab(_("Statement"), "/plans/funding/", "funding.view"),
        tab(_("Lines of money"), "/plans/funding/lines/", "funding.view"),
    ),
    tab(
        _("Child Protection Fund"), "/plans/fund/", "funding.view",
        tab(_("Public list"), "/plans/fund/", "funding.view"),
        tab(_("Grants"), "/plans/fund/grants/", "fund.propose"),
        tab(_("Donors"), "/plans/fund/donors/", "fund.view"),
        tab(_("Ledger"), "/plans/fund/ledger/", "fund.view"),
    ),
    tab(
        _("Legal bases"), "/plans/bases/", "basis.view",
        tab(_("Register"), "/plans/bases/", "basis.view"),
        tab(_("Needs a look"), "/plans/bases/look/", "basis.view"),
        tab(_("Coordination rules"), "/plans/bases/coordination/", "basis.view"),
    ),
    tab(_("Difficulties"), "/plans/difficulties/", "plan.view"),
)  # fmt: skip

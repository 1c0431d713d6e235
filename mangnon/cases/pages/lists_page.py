"""The lists of police and health: loading one, and the rows of one's commune."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.matching.comparing import cases_matched
from mangnon.cases.matching.loading import COLUMNS, load_list, sources
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class ListForm(RegisterForm):
    source = forms.ChoiceField(label=gettext_lazy("Whose list it is"))
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2016, max_value=2100)
    file = forms.FileField(label=gettext_lazy("CSV file"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field: object = self.fields["source"]
        field.choices = [(one.code, one.vi) for one in sources()]  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "POST"])
def load(request: Request) -> HttpResponse:
    require(request.user, "case.load_list")
    year = context.today().year
    form = ListForm(posted(request), request.FILES or None, initial={"year": year})
    loaded: list[int] = []

    def save() -> None:
        said, file = form.cleaned_data, form.cleaned_data["file"]
        loaded.append(
            load_list(
                file.read(), file.name, source=said["source"], year=said["year"],
                by=request.user, now=context.now(),
            )
        )  # fmt: skip

    if is_done(form, save):
        messages.success(request, _("The list is kept: %(count)s rows.") % {"count": loaded[0]})
        return redirect("case_list_load")
    shown = {"form": form, "columns": ",".join(COLUMNS), "kinds": code_list("harm_kind").codes}
    return render(request, "cases/list_load.html", shown, status=422 if form.errors else 200)


@never_cache
@require_GET
def rows(request: Request) -> HttpResponse:
    """Show the rows of one's commune, each with the case it is like, if one takes part in that."""
    require(request.user, "case.edit")
    by, year = request.user, context.today().year
    seen = AgencyRecord.objects.visible_to(by).filter(occurred_on__year=year)
    records = list(seen.select_related("unit").order_by("occurred_on"))
    record_read(by, "case.read_list", by, unit=by.unit, count=len(records))
    matched = cases_matched(records, year)
    mine = Case.objects.visible_to(by).filter(pk__in=matched.values()).in_bulk()
    kinds, names = code_list("harm_kind").by_code, {one.code: one.vi for one in sources()}
    shown = {
        "year": year,
        "rows": [
            (one, names[one.source], kinds[one.harm].vi, mine.get(matched.get(one.pk)))
            for one in records
        ],
    }
    return render(request, "cases/list_rows.html", shown)

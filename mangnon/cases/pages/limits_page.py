"""The time limits that hold, and setting tighter ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.cases.catalog import clocks
from mangnon.cases.clocks.local import (
    NewLimit,
    end_limit,
    limit_text,
    limits_known_to,
    set_limit,
)
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.core.access import allowed, require
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.engine.cases.clocks import Limit
from mangnon.ui import context


class LimitForm(RegisterForm):
    """`new_limit()` is what was entered, once the form is valid."""

    code = forms.ChoiceField(label=gettext_lazy("Time limit"))
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=1000)
    measure = forms.ChoiceField(label=gettext_lazy("Measure"), choices=LocalLimit.Measure)
    valid_from = day_field(gettext_lazy("Holds from"))
    decision = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=60)
    decided_on = day_field(gettext_lazy("Day of the decision"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        code.choices = [(clock.code, clock.title.vi) for clock in clocks().values()]

    def new_limit(self) -> NewLimit:
        said = self.cleaned_data
        limit = Limit.model_validate({"unit": said["measure"], "count": said["count"]})
        return NewLimit(
            said["code"], limit, said["valid_from"], said["decision"], said["decided_on"]
        )


@never_cache
@require_http_methods(["GET", "POST"])
def limits(request: Request) -> HttpResponse:
    require(request.user, "case.statistics")
    may_set = allowed(request.user, "limit.set")
    if request.method == "POST":
        require(request.user, "limit.set")
    form = LimitForm(posted(request), initial={"valid_from": context.today()})

    def save() -> None:
        set_limit(form.new_limit(), by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("The tighter limit is set; clocks that run keep their end."))
        return redirect("case_limits")
    today = context.today()
    shown = {
        "laws": [(clock, limit_text(clock.limit)) for clock in clocks().values()],
        "own": _own(request, today),
        "form": form if may_set else None,
        "unit": request.user.unit,
    }
    return render(request, "cases/limits.html", shown, status=422 if form.errors else 200)


@require_POST
def end(request: Request, limit_id: int) -> HttpResponse:
    require(request.user, "limit.set")
    get_object_or_404(LocalLimit.objects.visible_to(request.user), pk=limit_id)
    try:
        end_limit(limit_id, on=context.today(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The local limit holds no more."))
    return redirect("case_limits")


def _own(request: Request, today: date) -> list[dict[str, Any]]:
    """Return the limits that concern the person, and which of them they may end."""
    titles = {clock.code: clock.title.vi for clock in clocks().values()}
    may = allowed(request.user, "limit.set")
    return [
        {
            "limit": limit,
            "text": limit_text(limit.limit),
            "title": titles.get(limit.code, limit.code),
            "holds": limit.holds_on(today),
            "may_end": may and limit.valid_to is None and limit.unit_id == request.user.unit_id,
        }
        for limit in limits_known_to(request.user, today)
    ]  # fmt: skip

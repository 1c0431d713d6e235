"""Finding a case again, also a closed one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.looking import ALL, CLOSED, OPEN, STATES, Page, Wanted, look
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.requests import Request, key_in, posted

TITLES = {ALL: _("All"), OPEN: _("Open"), CLOSED: _("Closed")}


class FindForm(RegisterForm):
    words = forms.CharField(
        label=_("Number of the case, or the child's whole name"), max_length=200, required=False,
        help_text=_("The last digits of the number are enough; a name needs no accents."),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: Request) -> HttpResponse:
    """List the cases that the person works on; what they look for stands in no address."""
    form = FindForm(posted(request))
    words = form.cleaned_data["words"] if form.is_valid() else ""
    asked = request.GET.get("state", ALL)
    state = asked if asked in STATES and not words else ALL
    after = None if words else key_in(request.GET)
    page = look(request.user, Wanted(words, state, after))
    shown: dict[str, Any] = {
        "form": form, "words": words, "state": state, "lines": _lines(page), "after": page.after,
        "states": [(name, TITLES[name]) for name in STATES],
    }  # fmt: skip
    return render(request, "cases/find.html", shown)


def _lines(page: Page) -> list[tuple[Case, str, str]]:
    """Return each case with its stage and, where it is closed, the reason in words."""
    reasons = code_list("closing_reason").by_code
    return [
        (
            case,
            case_catalog().process(case.process_from).stage_by_code[case.stage].title.vi,
            reasons[case.closing_reason].vi if case.closing_reason in reasons else "",
        )
        for case in page.cases
    ]

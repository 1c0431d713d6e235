"""Pages of the coordination rules: which units have them, and one unit's with its reviews."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.requests import Request, number_in, posted
from mangnon.plans.bases import coordinating
from mangnon.plans.bases.catalog import review_every_months, subjects
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.forms import ReviewForm, RulesForm
from mangnon.plans.bases.rules_of_coordination import CoordinationRules
from mangnon.ui.context import now, today

ON_A_PAGE = 50


@require_GET
def rules_list(request: Request) -> HttpResponse:
    access.require(request.user, "basis.view")
    asked = subjects().get(request.GET.get("subject", "")) or next(iter(subjects().values()))
    rows = coordinating.standings(request.user, asked, today())
    states = {
        coordinating.LACKING: _("None yet"),
        coordinating.ENDED: _("No longer in force"),
        coordinating.DUE: _("Review due"),
        coordinating.GOOD: _("In force, reviewed in time"),
    }
    counts = {code: sum(row.state == code for row in rows) for code in states}
    state = request.GET.get("state", "")
    state = state if state in states else ""
    shown = [row for row in rows if row.state == state or not state]
    first = number_in(request.GET, "from") or 0
    context = {
        "subject": asked,
        "subjects": [(one.code, one.label) for one in subjects().values()],
        "rows": [(row, states[row.state]) for row in shown[first : first + ON_A_PAGE]],
        "counts": [(code, words, counts[code]) for code, words in states.items()],
        "state": state,
        "next": first + ON_A_PAGE if len(shown) > first + ON_A_PAGE else None,
        "months": review_every_months(),
        "can_edit": _may_edit(request),
    }
    return render(request, "plans/bases/coordination.html", context)


@require_http_methods(["GET", "POST"])
def rules_new(request: Request) -> HttpResponse:
    _require_may_edit(request)
    form = RulesForm(
        posted(request), by=request.user,
        initial={"unit": number_in(request.GET, "unit"), "subject": request.GET.get("subject")},
    )  # fmt: skip

    def save() -> CoordinationRules:
        data = form.cleaned_data
        return coordinating.enter_rules(
            data["unit"], data["subject"], data["document"], data["parties"], by=request.user,
            now=now(), key=data["key"],
        )  # fmt: skip

    return ask_until_saved(
        request, form, save, page="plans:coordination-rules",
        template="plans/bases/rules_form.html", title=_("Enter coordination rules"),
    )  # fmt: skip


@require_GET
def rules(request: Request, rules_id: UUID) -> HttpResponse:
    access.require(request.user, "basis.view")
    return _page(request, _rules(request, rules_id), ReviewForm())


@require_POST
def rules_review(request: Request, rules_id: UUID) -> HttpResponse:
    access.require(request.user, "basis.edit")
    found = _rules(request, rules_id)
    _require_may_edit(request)
    form = ReviewForm(request.POST)

    def save() -> None:
        data = form.cleaned_data
        coordinating.review_rules(
            found.pk, data["on"], data["outcome"], data["note"], by=request.user, now=now(),
            key=data["key"],
        )  # fmt: skip

    if is_done(form, save):
        return redirect("plans:coordination-rules", found.pk)
    return _page(request, found, form, status=422)


def _rules(request: Request, rules_id: UUID) -> CoordinationRules:
    seen = CoordinationRules.objects.visible_to(request.user)
    found: CoordinationRules = get_object_or_404(seen.select_related("unit"), pk=rules_id)
    return found


def _require_may_edit(request: Request) -> None:
    if not _may_edit(request):
        raise PermissionDenied("basis.edit")


def _may_edit(request: Request) -> bool:
    by = request.user
    return access.allowed(by, "basis.edit") and not access.keeps_to_an_organisation(by)


def _page(
    request: Request, found: CoordinationRules, form: ReviewForm, status: int = 200
) -> HttpResponse:
    document = LegalDocument.objects.visible_to(request.user).with_end().get(pk=found.document_id)
    reviews = list(found.reviews.select_related("by"))
    last = reviews[0].on if reviews else document.issued_on
    context = {
        "rules": found,
        "document": document,
        "is_in_force": document.is_in_force(today()),
        "reviews": reviews,
        "due_on": coordinating.review_due_on(last),
        "is_due": coordinating.review_due_on(last) <= today(),
        "form": form if _may_edit(request) else None,
    }
    return render(request, "plans/bases/rules.html", context, status=status)

"""Looking for the second record of a child by hand, and laying the two side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.children.duplicates.picking import alike, pick_pair
from mangnon.children.models import Child
from mangnon.children.pages.asking import child_for
from mangnon.children.search.finding import find
from mangnon.children.search.form import SearchForm
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today


@never_cache
@require_http_methods(["GET", "POST"])
def pick(request: Request, child_id: UUID) -> HttpResponse:
    """Names are searched by POST, so that they stand in no address."""
    child = child_for(request, child_id, "child.merge")
    refusal = ""
    if "other" in request.POST:
        try:
            pair = pick_pair(child.pk, _key(request.POST["other"]), by=request.user)
            return redirect("duplicate", pair.pk)
        except Refused as refused:
            refusal = str(refused)
    form = SearchForm(posted(request), by=request.user)
    shown = {
        "child": child,
        "form": form,
        "found": _found(request, form, child),
        "alike": alike(child, by=request.user),
        "refusal": refusal,
    }
    record_read(request.user, "child.read", child)
    status = 422 if refusal or form.errors else 200
    return render(request, "children/pick.html", shown, status=status)


def _found(request: Request, form: SearchForm, child: Child) -> list[Child] | None:
    """Return the other children that the words find; None where nothing is searched."""
    if not (form.is_bound and form.is_valid() and form.cleaned_data["text"]):
        return None
    try:
        page = find(form.wanted, by=request.user, day=today())
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return None
    keys = [line.pk for line in page.children if line.pk != child.pk]
    others = Child.objects.visible_to(request.user).select_related("unit").in_bulk(keys)
    return [others[key] for key in keys if key in others]


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None

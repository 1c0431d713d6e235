"""The list of the children whom the person may see, searched as the words are typed.

A search is a POST: names and numbers stand in no address, and so in no log and no history.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from mangnon.children.models import SavedList
from mangnon.children.search.finding import Page, find
from mangnon.children.search.form import SearchForm
from mangnon.children.search.saved_list import remove_list, save_list
from mangnon.children.search.walks import Place
from mangnon.children.search.wanted import Wanted
from mangnon.core.access import allowed, require
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui.context import today

UNPROCESSABLE = 422


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "POST"])
def register(request: Request) -> HttpResponse:
    require(request.user, "child.view")
    form = SearchForm(_posted(request), by=request.user)
    page = None
    if not form.is_bound:
        page = find(Wanted(), by=request.user, day=today())
    elif form.is_valid():
        page = _found(request, form)
    return _shown(request, form, page)


@require_POST
def saved(request: Request) -> HttpResponse:
    """Keep the filters of the page under a name, or remove a list that was kept."""
    require(request.user, "child.view")
    try:
        if "remove" in request.POST:
            remove_list(_number(request.POST["remove"]), by=request.user)
            messages.success(request, _("The list is removed."))
            return redirect("children")
        form = SearchForm(request.POST, by=request.user)
        wanted = form.wanted if form.is_valid() else Wanted()
        kept = save_list(request.POST.get("name", "")[:80], wanted, by=request.user)
        messages.success(request, _("The list “%(name)s” is kept.") % {"name": kept.name})
    except SavedList.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("children")


def _found(request: Request, form: SearchForm) -> Page | None:
    """Return the page that is asked for; None when the form now says what stands in the way."""
    before = Place.read(request.POST.get("before", ""))
    after = Place.read(request.POST.get("after", ""))
    try:
        return find(
            form.wanted,
            by=request.user,
            day=today(),
            start=before or after,
            is_backward=before is not None,
        )
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return None


def _posted(request: Request) -> Any:
    """Return what was asked for: the form of the page, or the filters of a list that was kept."""
    if request.method != "POST":
        return None
    if "list" not in request.POST:
        return request.POST
    kept = SavedList.objects.visible_to(request.user).filter(pk=_number(request.POST["list"]))
    found = kept.first()
    if found is None:
        raise Http404
    return found.filters


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _shown(request: Request, form: SearchForm, page: Page | None) -> HttpResponse:
    template = "children/register.html#found" if request.htmx else "children/register.html"
    shown: dict[str, Any] = {"form": form, "page": page}
    if not request.htmx:
        filters = [name for name in form.fields if name != "text"]
        shown["filters"] = [form[name] for name in filters]
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        shown["is_filtered"] = any(asked.get(name) not in ("", None, False) for name in filters)
        shown["lists"] = SavedList.objects.visible_to(request.user)
        for what in ("edit", "move", "merge", "export"):
            shown[f"may_{what}"] = allowed(request.user, f"child.{what}")
    return render(request, template, shown, status=UNPROCESSABLE if page is None else 200)

"""Pages of the register: the list, one document, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, number_in, posted
from mangnon.plans.bases import entering, linking, replacing
from mangnon.plans.bases.catalog import kinds
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.finding import ENDED, IN_FORCE, OF_UNIT, wanted
from mangnon.plans.bases.forms import DocumentForm, ReplacementForm
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.bases.proposing import accept, as_read
from mangnon.plans.bases.supersession import Supersession
from mangnon.plans.items import LegalBasis
from mangnon.ui.context import now, today
from mangnon.ui.forms import StyledForm

FORM = "plans/bases/form.html"
MOST_LINKS = 50


@require_GET
def document_list(request: Request) -> HttpResponse:
    access.require(request.user, "basis.view")
    asked = wanted(request.GET)
    links = BasisLink.objects.visible_to(request.user)
    found = asked.among(LegalDocument.objects.visible_to(request.user), links, today())
    shown, after = page_of(found)
    context = {
        "asked": asked,
        "documents": [(one, one.is_in_force(today())) for one in shown],
        "next": asked.address(after) if after else "",
        "today": today(),
        "kinds": list(kinds().items()),
        "states": [
            (IN_FORCE, _("In force")),
            (ENDED, _("No longer in force")),
            (OF_UNIT, _("Of a unit as a whole")),
        ],
        "can_edit": access.allowed(request.user, "basis.edit"),
    }
    return render(request, "plans/bases/list.html", context)


@require_http_methods(["GET", "POST"])
def document_new(request: Request) -> HttpResponse:
    """Enter a document; where a plan's citation led here, what the plan says of it is filled in."""
    access.require(request.user, "basis.edit")
    citation = _citation(request)
    read = as_read(citation) if citation else {}
    form = DocumentForm(posted(request), request.FILES or None, initial=read)

    def save() -> LegalDocument:
        told: dict[str, Any] = {
            "by": request.user, "now": now(), "key": form.cleaned_data["key"],
            "files": form.cleaned_data["documents"],
        }  # fmt: skip
        if citation:
            return accept(citation.pk, form.values(), **told)
        return entering.enter_document(form.values(), **told)

    title = _("Enter a document")
    return ask_until_saved(
        request, form, save, page="plans:basis", template=FORM, title=title, citation=citation
    )


@require_GET
def document(request: Request, document_id: UUID) -> HttpResponse:
    access.require(request.user, "basis.view")
    return _page(request, _document(request, document_id))


@require_http_methods(["GET", "POST"])
def document_edit(request: Request, document_id: UUID) -> HttpResponse:
    access.require(request.user, "basis.edit")
    found = _own(request, document_id)
    form = DocumentForm(posted(request), request.FILES or None, document=found)

    def save() -> LegalDocument:
        data = form.cleaned_data
        return entering.change_document(
            found.pk, form.values(), by=request.user, now=now(), seen_at=data["seen_at"],
            files=data["documents"],
        )  # fmt: skip

    title = _("Change the document")
    return ask_until_saved(
        request, form, save, page="plans:basis", template=FORM, title=title, document=found
    )


@require_http_methods(["GET", "POST"])
def document_replace(request: Request, document_id: UUID) -> HttpResponse:
    """Say what replaces a document."""
    access.require(request.user, "basis.edit")
    found = _own(request, document_id)
    form = ReplacementForm(posted(request), by=request.user)

    def save() -> LegalDocument:
        data = form.cleaned_data
        replacing.replace_document(
            found.pk, data["new"].pk, extent=data["extent"], from_on=data["from_on"],
            part=data["part"], by=request.user, now=now(),
        )  # fmt: skip
        return found

    title = _("What replaces %(document)s") % {"document": found}
    return ask_until_saved(
        request, form, save, page="plans:basis", template=FORM, title=title, document=found
    )


@require_POST
def document_withdraw(request: Request, document_id: UUID) -> HttpResponse:
    access.require(request.user, "basis.edit")
    found = _own(request, document_id)
    return _do(
        request, found,
        lambda: entering.withdraw_document(found.pk, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def replacement_remove(request: Request, supersession_id: int) -> HttpResponse:
    access.require(request.user, "basis.edit")
    seen = Supersession.objects.visible_to(request.user)
    made = get_object_or_404(seen, pk=supersession_id)
    return _do(
        request, _document(request, made.old_id),
        lambda: replacing.take_back_replacement(made.pk, by=request.user),
    )  # fmt: skip


def _document(request: Request, document_id: UUID) -> LegalDocument:
    seen = LegalDocument.objects.visible_to(request.user).with_end()
    found: LegalDocument = get_object_or_404(
        seen.select_related("unit", "organisation", "entered_by"), pk=document_id
    )
    return found


def _own(request: Request, document_id: UUID) -> LegalDocument:
    """Return a document that the person keeps; any other is not there to be changed."""
    kept = LegalDocument.objects.visible_to(request.user).kept_by(request.user)
    found: LegalDocument = get_object_or_404(kept.with_end(), pk=document_id)
    return found


def _citation(request: Request) -> LegalBasis | None:
    number = number_in(request.GET, "citation")
    if number is None:
        return None
    seen = LegalBasis.objects.visible_to(request.user).filter(document=None)
    found: LegalBasis | None = seen.select_related("plan").filter(pk=number).first()
    return found


def _do(request: Request, found: LegalDocument, do: Callable[[], object]) -> HttpResponse:
    """Do what was asked and show the document, or say on its page why not."""
    form = StyledForm(request.POST)
    if is_done(form, do):
        return redirect("plans:basis", found.pk)
    return _page(request, found, wrong=form, status=422)


def _page(
    request: Request, found: LegalDocument, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    links = BasisLink.objects.visible_to(request.user).filter(document=found).select_related(
        "unit", "plan", "target__indicator", "task"
    )  # fmt: skip
    replaces, replaced = replacing.chain_of(found)
    kept = LegalDocument.objects.visible_to(request.user).kept_by(request.user)
    unit = request.user.unit
    may_link = unit is not None and linking.found_thing("unit", str(unit.pk), request.user)
    to_unit = reverse("plans:basis-link", args=["unit", unit.pk]) if unit and may_link else ""
    context = {
        "document": found,
        "is_in_force": found.is_in_force(today()),
        "today": today(),
        "files": list(found.files.order_by("added_at", "pk")),
        "links": linking.with_may_undo(links.order_by("-pk")[:MOST_LINKS], request.user),
        "replaces": replaces,
        "replaced": replaced,
        "last": replacing.successor_of(found, today()),
        "link_to_unit": f"{to_unit}?document={found.pk}" if to_unit else "",
        "wrong": wrong,
        "can_edit": kept.filter(pk=found.pk).exists(),
    }
    return render(request, "plans/bases/document.html", context, status=status)

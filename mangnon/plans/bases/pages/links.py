"""Pages about what rests on documents: linking, what a plan cites, and what needs a look."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, key_in, number_in, posted
from mangnon.plans.bases import linking
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.forms import LinkForm, NoteForm
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.bases.looking import links_to_look_at, to_look_at
from mangnon.plans.bases.proposing import accept_known, proposals_of
from mangnon.plans.items import LegalBasis, Target
from mangnon.plans.models import Assignment, Plan
from mangnon.ui.context import now, today
from mangnon.ui.forms import StyledForm


@require_http_methods(["GET", "POST"])
def link_new(request: Request, kind: str, key: str) -> HttpResponse:
    """Let a plan, target, task or unit rest on a document of the register."""
    access.require(request.user, "basis.edit")
    thing = linking.found_thing(kind, key, request.user)
    if thing is None:
        raise Http404
    named = LegalDocument.objects.visible_to(request.user).filter(
        pk=key_in(request.GET, "document")
    )
    form = LinkForm(
        posted(request), by=request.user, is_of_plan=isinstance(thing, Plan),
        initial={"document": named.first()},
    )  # fmt: skip

    def save() -> None:
        data = form.cleaned_data
        linking.link(
            thing, data["document"], by=request.user, now=now(),
            is_printed=data.get("is_printed", True),
        )  # fmt: skip

    back = address_of(thing)
    if is_done(form, save):
        return redirect(back)
    context = {
        "form": form, "title": _("Legal basis of: %(thing)s") % {"thing": str(thing)[:120]},
        "back": back,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "plans/bases/link_form.html", context, status=status)


@require_GET
def of_plan(request: Request, plan_id: int) -> HttpResponse:
    """Show what a plan cites: what stands in the register, and what is proposed for it."""
    access.require(request.user, "basis.view")
    return _plan_page(request, _plan(request, plan_id))


@require_POST
def citation_known(request: Request, plan_id: int, citation_id: int) -> HttpResponse:
    """Take the document of the register that a citation seems to name."""
    access.require(request.user, "basis.edit")
    plan = _plan(request, plan_id)
    cited = get_object_or_404(LegalBasis.objects.visible_to(request.user).of(plan), pk=citation_id)
    known = {one.citation.pk: one.known for one in proposals_of(plan, request.user)}
    document = known.get(cited.pk)
    form = StyledForm(request.POST)
    if document is not None:
        key = document.pk
        if is_done(form, lambda: accept_known(cited.pk, key, by=request.user, now=now())):
            return redirect("plans:bases-of-plan", plan.pk)
    return _plan_page(request, plan, wrong=form)


@require_GET
def look(request: Request) -> HttpResponse:
    access.require(request.user, "basis.view")
    return _look_page(request)


@require_POST
def link_move(request: Request, link_id: int) -> HttpResponse:
    """Let a thing rest on what replaced its document."""
    form = StyledForm(request.POST)
    return _do(
        request, link_id, form,
        lambda: linking.move_to_successor(link_id, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def link_keep(request: Request, link_id: int) -> HttpResponse:
    form = NoteForm(request.POST)
    return _do(
        request, link_id, form,
        lambda: linking.keep_link(link_id, form.cleaned_data["note"], by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def link_remove(request: Request, link_id: int) -> HttpResponse:
    form = StyledForm(request.POST)
    found = _link(request, link_id)
    if is_done(form, lambda: linking.unlink(link_id, by=request.user)):
        return redirect("plans:basis", found.document_id)
    return _look_page(request, wrong=form)


def address_of(thing: linking.Thing) -> str:
    """Return the page on which a thing shows what it rests on."""
    if isinstance(thing, Target):
        return reverse("plans:detail", args=[thing.indicator.plan_id]) + "#indicators"
    if isinstance(thing, Plan):
        return reverse("plans:bases-of-plan", args=[thing.pk])
    if isinstance(thing, Assignment):
        return reverse("plans:task", args=[thing.pk])
    return reverse("plans:bases")


def _do(request: Request, link_id: int, form: StyledForm, do: Callable[[], object]) -> HttpResponse:
    """Do what was asked of a link and go on looking, or say why not."""
    access.require(request.user, "basis.edit")
    _link(request, link_id)
    if is_done(form, do):
        return redirect("plans:bases-look")
    return _look_page(request, wrong=form)


def _link(request: Request, link_id: int) -> BasisLink:
    access.require(request.user, "basis.edit")
    seen = BasisLink.objects.visible_to(request.user)
    found: BasisLink = get_object_or_404(seen, pk=link_id)
    return found


def _plan(request: Request, plan_id: int) -> Plan:
    seen = Plan.objects.visible_to(request.user).filter(state=Plan.State.APPROVED)
    found: Plan = get_object_or_404(seen, pk=plan_id)
    return found


def _plan_page(request: Request, plan: Plan, wrong: StyledForm | None = None) -> HttpResponse:
    links = plan.basis_links.select_related("document").order_by("document__issued_on", "pk")
    context = {
        "plan": plan,
        "links": list(to_look_at(list(links), today())),
        "proposals": proposals_of(plan, request.user),
        "wrong": wrong,
        "can_edit": linking.found_thing("plan", str(plan.pk), request.user) is not None,
    }
    return render(request, "plans/bases/of_plan.html", context, status=422 if wrong else 200)


def _look_page(request: Request, wrong: StyledForm | None = None) -> HttpResponse:
    links = links_to_look_at(request.user, today()).select_related(
        "document", "unit", "plan", "target__indicator", "task"
    )
    if last := number_in(request.GET, "after"):
        links = links.filter(pk__gt=last)
    shown, after = page_of(links)
    context = {
        "rows": list(to_look_at(shown, today())),
        "next": f"after={after}" if after else "",
        "note_form": NoteForm(),
        "wrong": wrong,
        "can_edit": access.allowed(request.user, "basis.edit"),
    }
    return render(request, "plans/bases/look.html", context, status=422 if wrong else 200)

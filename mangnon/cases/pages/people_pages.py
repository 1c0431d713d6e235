"""The people of a case: children and those near them, alleged offenders, who works on it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.forms.people_forms import (
    KeptForm,
    OffenderForm,
    PersonForm,
    TeamForm,
    offender_form,
    person_form,
)
from mangnon.cases.pages.finding import case_for
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.record.changing import Overwrites
from mangnon.cases.record.linking import candidates, link_child, unlink_child
from mangnon.cases.record.offenders import add_offender, change_offender
from mangnon.cases.record.people import add_person, change_person
from mangnon.cases.record.team import add_member, change_manager, remove_member
from mangnon.cases.seeing import Section, sections_open
from mangnon.core.asking import is_done
from mangnon.core.models import Refused, User
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def person(request: Request, case_id: UUID, person_id: UUID | None = None) -> HttpResponse:
    """Enter a person of the case, or change what is known of one."""
    case = _case_with(request, case_id, Section.PEOPLE)
    held = get_object_or_404(case.people, pk=person_id) if person_id else None
    now = context.now()

    def save(form: PersonForm) -> None:
        said, key, seen = form.person(), form.cleaned_data["key"], form.cleaned_data["seen"]
        if held is None:
            add_person(case.pk, said, key=key, by=request.user, now=now)
        else:
            change_person(case.pk, held.pk, said, seen=seen, by=request.user, now=now)

    title = _("A person of the case")
    return _kept(request, case, held, person_form, save, title=title)


@never_cache
@require_http_methods(["GET", "POST"])
def offender(request: Request, case_id: UUID, offender_id: UUID | None = None) -> HttpResponse:
    """Enter an alleged offender, or change what is known of one."""
    case = _case_with(request, case_id, Section.OFFENDER)
    held = get_object_or_404(case.offenders, pk=offender_id) if offender_id else None
    now = context.now()

    def save(form: OffenderForm) -> None:
        said, key, seen = form.alleged(), form.cleaned_data["key"], form.cleaned_data["seen"]
        if held is None:
            add_offender(case.pk, said, key=key, by=request.user, now=now)
        else:
            change_offender(case.pk, held.pk, said, seen=seen, by=request.user, now=now)

    title = _("Alleged offender")
    return _kept(request, case, held, offender_form, save, title=title)


@never_cache
@require_http_methods(["GET", "POST"])
def register_link(request: Request, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Say which child of the register it is, of those that the person sees there."""
    case = _case_with(request, case_id, Section.PEOPLE)
    children = case.people.select_related("case__unit", "case__residence_unit", "child")
    child = get_object_or_404(children, pk=person_id, role=CasePerson.Role.CHILD)
    now, refusal = context.now(), ""
    if request.method == "POST":
        try:
            if chosen := request.POST.get("child"):
                link_child(case.pk, child.pk, UUID(chosen), by=request.user, now=now)
            else:
                unlink_child(case.pk, child.pk, by=request.user, now=now)
            return redirect("case", case.pk)
        except ValueError:
            refusal = _("Choose one of the list.")
        except Refused as refused:
            refusal = str(refused)
    shown = {
        "case": case,
        "person": child,
        "refusal": refusal,
        "likely": candidates(child, by=request.user, today=context.today()),
    }
    return render(request, "cases/register_link.html", shown, status=422 if refusal else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def team(request: Request, case_id: UUID) -> HttpResponse:
    """Add a colleague to the case, let one go, or hand the case to one."""
    case = _case_with(request, case_id, Section.STEPS)
    form = TeamForm(posted(request), case, request.user)
    acts: dict[str, Callable[..., object]] = {
        "add": add_member, "remove": remove_member, "manage": change_manager
    }  # fmt: skip

    def save() -> None:
        chosen: User = form.cleaned_data["person"]
        acts[form.cleaned_data["act"]](case.pk, chosen, by=request.user, now=context.now())

    if is_done(form, save):
        left = form.cleaned_data["act"] == "manage"
        return redirect("cases") if left else redirect("case", case.pk)
    shown = {"case": case, "form": form, "title": _("Who works on the case")}
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)


def _case_with(request: Request, case_id: UUID, section: Section) -> Case:
    """Return the case for who may write on it, if that part of it is open to them."""
    case = case_for(request, case_id, "case.edit")
    if section not in sections_open(case, request.user):
        raise Http404(section)
    return case


def _kept(  # type: ignore[no-untyped-def] # the form and how it is saved belong together
    request: Request, case: Case, held: CasePerson | Offender | None, make, save, *, title: str
) -> HttpResponse:
    """Ask by a form until it is saved; where somebody else wrote meanwhile, both are shown."""
    form: KeptForm = make(posted(request), held)
    shown: dict[str, object] = {"case": case, "title": title, "form": form}
    try:
        if form.is_valid():
            save(form)
            return redirect("case", case.pk)
    except Overwrites as refusal:
        data = request.POST.copy()
        data["seen"] = str(refusal.theirs.version)
        theirs = make(None, refusal.theirs)
        shown["form"], shown["theirs"] = make(data, held), _differing(theirs, data)
        return render(request, "cases/asked.html", shown, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)


def _differing(theirs: KeptForm, mine) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """Return the label and what the other one wrote, where it is not what is sent now."""
    found = []
    for field in theirs:
        if field.is_hidden:
            continue
        choices = dict(getattr(field.field, "choices", ()))
        shown = field.field.prepare_value(field.initial)
        text = "" if shown is None else str(shown)
        if text != mine.get(field.html_name, ""):
            found.append((str(field.label), str(choices.get(text, text)) or "–"))
    return found

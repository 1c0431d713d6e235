"""Pages of difficulties: the list, one of them, raising one and saying something of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, posted
from mangnon.plans.difficulties import finding
from mangnon.plans.difficulties.answering import may_say, say
from mangnon.plans.difficulties.difficulty import Difficulty, DifficultyQuerySet
from mangnon.plans.difficulties.forms import AnswerForm, RaiseForm
from mangnon.plans.difficulties.raising import raise_difficulty
from mangnon.plans.work.fields import fields
from mangnon.ui.context import now, today

SAYS = ("task.do", "difficulty.answer", "difficulty.instruct")
PAGE, FORM = "plans/difficulties/difficulty.html", "plans/difficulties/form.html"


@require_GET
def difficulties(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    asked, day, user = finding.wanted(request.GET), today(), request.user
    seen = Difficulty.objects.visible_to(user)
    shown, after = page_of(asked.among(seen.select_related("unit", "organisation"), day))
    context = {
        "asked": asked,
        "difficulties": [(one, one.is_late(day)) for one in shown],
        "next": asked.address(after=after) if after else "",
        "counts": _counts(seen, asked),
        "states": _states(),
        "fields": fields().items(),
        "abouts": Difficulty.About.choices,
        "units": finding.units_that_raised(user),
        "organisations": finding.organisations_that_raised(user),
        "can_raise": access.allowed(user, "task.do"),
    }
    return render(request, "plans/difficulties/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "task.do")
    form = RaiseForm(
        posted(request), request.FILES or None, by=request.user,
        task=request.GET.get("task", ""), plan=request.GET.get("plan", ""),
    )  # fmt: skip

    def save() -> Difficulty:
        return raise_difficulty(form.said(), by=request.user, now=now())

    return ask_until_saved(
        request, form, save, page="plans:difficulty", template=FORM, title=_("Raise a difficulty")
    )


@require_GET
def difficulty(request: Request, difficulty_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.view")
    return _page(request, _found(request, difficulty_id))


@require_POST
def answer(request: Request, difficulty_id: UUID) -> HttpResponse:
    """Say something of it: an answer, a question, that it is solved or not, or withdrawn."""
    if not any(access.allowed(request.user, right) for right in SAYS):
        raise PermissionDenied("task.do")
    found = _found(request, difficulty_id)
    offered = may_say(found, request.user)
    form = AnswerForm(request.POST, request.FILES, may_say=offered)

    def save() -> object:
        seen_at = form.cleaned_data["seen_at"]
        return say(found, form.answer(), seen_at=seen_at, by=request.user, now=now())

    if is_done(form, save):
        return redirect("plans:difficulty", found.pk)
    return _page(request, found, form)


def _found(request: Request, difficulty_id: UUID) -> Difficulty:
    seen = Difficulty.objects.visible_to(request.user).select_related(
        "unit", "organisation", "task", "plan", "indicator", "raised_by"
    )
    found: Difficulty = get_object_or_404(seen, pk=difficulty_id)
    return found


def _page(request: Request, found: Difficulty, wrong: AnswerForm | None = None) -> HttpResponse:
    offered = may_say(found, request.user)
    initial = {"key": uuid4(), "seen_at": found.changed_at}
    context = {
        "difficulty": found,
        "is_late": found.is_late(today()),
        "field": fields().get(found.field, ""),
        "notes": found.notes.select_related("by").prefetch_related("files"),
        "form": wrong or (AnswerForm(initial=initial, may_say=offered) if offered else None),
    }
    return render(request, PAGE, context, status=422 if wrong else 200)


def _counts(seen: DifficultyQuerySet, asked: finding.Wanted) -> list[tuple[str, str, int]]:
    """Return the words, the address and the number of each group above the list."""
    told = finding.counts(seen, today())
    return [
        (str(label), asked.address(state=state), told[state])
        for state, label in _states()
        if state in told
    ]


def _states() -> list[tuple[str, str]]:
    return [
        (finding.OPEN_ONES, _("Not settled yet")),
        (finding.LATE, _("Not answered in time")),
        (finding.ESCALATED, _("Passed up to the provincial committee")),
        *((value, str(label)) for value, label in Difficulty.State.choices),
        (finding.ALL, _("All")),
    ]

"""One child: who it is and what is known of its life."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.children.births import age_in_words, birth_of, is_of_age
from mangnon.children.code_lists import words_of
from mangnon.children.doubts import doubts_about
from mangnon.children.duplicates.merge import kept_record, merges_into
from mangnon.children.family_shown import carers_of, classes_of, homes_of, siblings_of
from mangnon.children.growth.panel import panel_of
from mangnon.children.models import Child
from mangnon.children.register import ADULT_AT
from mangnon.children.timeline import timeline
from mangnon.core.access import allowed, require
from mangnon.core.audit import record_read
from mangnon.core.requests import Request
from mangnon.core.sensitive import readable_fields
from mangnon.ui.context import today

NEWEST = 12


@never_cache
@require_GET
def child(request: Request, child_id: UUID) -> HttpResponse:
    require(request.user, "child.view")
    children = Child.objects.visible_to(request.user).select_related("unit", "merged_into", "death")
    found = get_object_or_404(children, pk=child_id)
    if (kept := kept_record(found)) and children.filter(pk=kept.pk).exists():
        return redirect("child", kept.pk)
    record_read(request.user, "child.read", found)
    fields = readable_fields(found, request.user)
    shown = {
        "child": found,
        "entries": timeline(found, request.user)[:NEWEST],
        "fields": fields,
        "birth": birth_of(found),
        "age": age_in_words(found.birth_date, found.closed_on or today()),
        "is_grown": is_of_age(found.birth_date, ADULT_AT, today()),
        "ethnicity": words_of("ethnicity")[found.ethnicity],
        "disability": words_of("disability")[found.disability],
        "merges": merges_into(found, request.user),
        "doubts": doubts_about(found, fields),
        "growth": panel_of(found, request.user),
        "carers": carers_of(found, request.user),
        "siblings": siblings_of(found, request.user),
        "homes": homes_of(found, request.user),
        "classes": classes_of(found, request.user),
        "waiting_move": found.moves.open().visible_to(request.user).first(),
        "may_edit": allowed(request.user, "child.edit"),
        "may_merge": allowed(request.user, "child.merge"),
        "may_report": allowed(request.user, "case.receive"),
        "may_move": allowed(request.user, "child.move"),
        "may_propose": allowed(request.user, "fund.propose"),
    }
    return render(request, "children/child.html", shown)

"""The page on which a person says which organisation a name of the plan means."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mangnon.core.models import Organisation, Refused
from mangnon.core.requests import Request
from mangnon.plans import services
from mangnon.plans.answers import UNPROCESSABLE, plan_of
from mangnon.plans.linking import day_of
from mangnon.plans.models import Plan, PlanBody

MANY = "many"


@require_GET
def body_list(request: Request, plan_id: int) -> HttpResponse:
    return _page(request, plan_of(request, plan_id))


@require_POST
def body_choose(request: Request, plan_id: int, body_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    bodies = PlanBody.objects.visible_to(request.user).filter(plan=plan)
    body = get_object_or_404(bodies, pk=body_id)
    sent = request.POST.get("organisation", "")
    try:
        organisation = None if sent in ("", MANY) else _organisation(request, sent)
        services.choose_body(
            body, by=request.user, organisation=organisation, names_many=sent == MANY
        )
    except Refused as refusal:
        return _page(request, plan, str(refusal))
    return redirect(f"{reverse('plans:bodies', args=[plan.pk])}#name-{body.pk}")


def _organisation(request: Request, sent: str) -> Organisation:
    seen = Organisation.objects.visible_to(request.user).with_names()
    found: Organisation | None = None
    if sent.isdecimal() and len(sent) < len("1000000000"):
        found = seen.filter(pk=sent).first()
    if found is None:
        raise Refused(_("Choose an organisation of the list."))
    return found


def _page(request: Request, plan: Plan, error: str = "") -> HttpResponse:
    """Show the names that nobody knows first; the organisations bear the names of that day."""
    bodies = list(PlanBody.objects.visible_to(request.user).filter(plan=plan))
    day = day_of(plan)
    organisations = Organisation.objects.visible_to(request.user).on(day).with_names()
    context = {
        "plan": plan,
        "day": day,
        "bodies": sorted(bodies, key=lambda body: not body.is_unlinked),
        "organisations": [(body.pk, body.name_on(day)) for body in organisations],
        "error": error,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "plans/bodies.html", context, status=status)

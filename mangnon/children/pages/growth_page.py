"""The growth charts of one child, for the browser to draw."""

from uuid import UUID

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.children.growth.charts import CHARTS, spec_of
from mangnon.children.growth.history import history_of
from mangnon.children.growth.panel import is_sealed
from mangnon.children.models import Child
from mangnon.core.access import require
from mangnon.core.audit import record_read
from mangnon.core.requests import Request


@never_cache
@require_GET
def growth_chart(request: Request, child_id: UUID) -> JsonResponse:
    require(request.user, "child.view")
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_id)
    asked = request.GET.get("index", CHARTS[0].slug)
    chart = next((chart for chart in CHARTS if chart.slug == asked), None)
    if chart is None:
        raise Http404(asked)
    if not is_sealed(request.GET.get("seal", ""), child, request.user):
        record_read(request.user, "child.read", child)
    return JsonResponse(spec_of(chart, child, history_of(child, request.user)))

"""The warnings about the newest figures that a person is to explain, check by check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.indicators.frozen import checks_of
from mangnon.indicators.models import Finding
from mangnon.indicators.quality.explaining import EXPLAIN
from mangnon.indicators.services import newest_run


def warnings_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, EXPLAIN) or (run := newest_run(user)) is None:
        return
    seen = Finding.objects.visible_to(user).filter(run=run, severity=Finding.Severity.WARNING)
    open_ones = seen.with_explanations().filter(explanation_id=None)
    counts = open_ones.order_by("check_name").values_list("check_name").annotate(Count("pk"))
    titles = {check.name: check.title.vi for check in checks_of(run.snapshot)}
    for name, count in counts:
        query = urlencode({"severity": Finding.Severity.WARNING, "check": name})
        title = _("%(check)s: %(count)s warnings")
        yield Waiting(
            title % {"check": titles.get(name, name), "count": count},
            f"{reverse('dashboards:quality')}?{query}", None, _("Explain, or mend the figures"),
        )  # fmt: skip

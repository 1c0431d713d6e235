"""The reports of communes, drafted and printed in a home with a demonstration; prints JSON."""

import json
import os
import statistics
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.reports.models import Submission  # noqa: E402
from mangnon.reports.submissions.content import content_of_draft  # noqa: E402
from mangnon.reports.submissions.drafting import draft_of  # noqa: E402
from mangnon.reports.submissions.paper import paper  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402


def measure() -> dict[str, Any]:
    """Return the median seconds of a draft and of its document, the first of all left out."""
    by, drafts, papers = local_administrator(), [], []
    of_communes = Submission.objects.filter(organisation=None, unit__level=Unit.Level.COMMUNE)
    for report in of_communes.select_related("obligation__unit", "obligation__plan"):
        owed = report.obligation
        started = time.perf_counter()
        draft = draft_of(owed, by=by, today=today())
        drafted = time.perf_counter()
        paper(content_of_draft(owed, draft, now(), by=by))
        drafts.append(drafted - started)
        papers.append(time.perf_counter() - drafted)
    draft, document = statistics.median(drafts[1:]), statistics.median(papers[1:])
    return {"reports": len(drafts), "draft": draft, "paper": document}


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)

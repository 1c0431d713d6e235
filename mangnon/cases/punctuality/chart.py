"""The limits of each month, cut into what became of them."""

from __future__ import annotations

from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from mangnon.cases.punctuality.counting import OUTCOMES
from mangnon.cases.punctuality.reading import Punctuality
from mangnon.ui.charts import finished

COLOURS = ("#17693a", "#5f9f77", "#e0a030", "#c77700", "#a8201a", "#6d1210")
HEIGHT = 220


def outcome_titles() -> dict[str, str]:
    """Return what became of a limit, in words."""
    titles = (
        _("Kept"), _("Kept, entered after the end"), _("Late by up to a day"),
        _("Late by up to a week"), _("Later still"), _("Running, overdue"),
    )  # fmt: skip
    return dict(zip(OUTCOMES, titles, strict=True))


def months_chart(found: Punctuality) -> dict[str, Any]:
    """Return a bar a month; a count that is hidden has no part in it."""
    titles = list(outcome_titles().values())
    rows = [
        {"month": row.title, "outcome": title, "order": place, "count": count}
        for row in found.by_month
        for place, (title, count) in enumerate(zip(titles, row.counts, strict=True))
        if count
    ]
    months = [row.title for row in found.by_month]
    legend = alt.Legend(orient="top", title=None, columns=2, symbolType="square")
    palette = alt.Scale(domain=titles, range=list(COLOURS))
    chart = alt.Chart(alt.InlineData(values=rows)).mark_bar().encode(
        x=alt.X("month:N", sort=months, title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("count:Q", stack="zero", title=None, axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("outcome:N", scale=palette, legend=legend),
        order=alt.Order("order:Q"),
        tooltip=[
            alt.Tooltip("outcome:N", title=_("Outcome")), alt.Tooltip("count:Q", title=_("Number")),
        ],
    )  # fmt: skip
    return finished(chart.properties(width="container", height=HEIGHT))

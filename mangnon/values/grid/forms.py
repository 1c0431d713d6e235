"""What plain forms of the grid send: the cells of a unit, the origins of columns.

Their fields are as many as the desk has items, each named by the item's key.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit
from mangnon.values.grid.asked import LONGEST_TEXT
from mangnon.values.grid.describing import Origin
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.saving import Typed
from mangnon.values.reported_value import ReportedValue

LONGEST = {"source": 200, "method": 500}


def typed_in(form: QueryDict, desk: Desk, unit: Unit) -> list[Typed]:
    """Return the cells of a unit's form that differ from what the form showed."""
    found = []
    for item in desk.written:
        text = form.get(f"text-{item.key}")
        if text is None or (text == form.get(f"was-{item.key}")):
            continue
        seen = form.get(f"seen-{item.key}", "")
        found.append(
            Typed(
                unit.pk, item.key, text[:LONGEST_TEXT],
                int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
                _key(form.get(f"key-{item.key}", "")), f"sure-{item.key}" in form,
            )
        )  # fmt: skip
    return found


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def origins_in(form: QueryDict, desk: Desk) -> Mapping[str, Origin]:
    """Return the origins of columns; what is written for all stands where one has none.

    Raises Refused where one has a source and no method, or the other way round.
    """
    found = {}
    for item in desk.written:
        source, method = (_text(form, name, item.key) for name in LONGEST)
        basis = form.get(f"basis-{item.key}") or form.get("basis-all", "")
        if not source and not method:
            continue
        if not (source and method):
            raise Refused(
                _("%(title)s: write both the source and the method.") % {"title": item.title}
            )
        if basis not in ReportedValue.Basis.values:
            raise Refused(
                _("%(title)s: choose whether the figures are final.") % {"title": item.title}
            )
        found[item.key] = Origin(source, method, basis)
    return found


def _text(form: QueryDict, name: str, key: str) -> str:
    own, of_all = (
        " ".join(form.get(f"{name}-{of}", "").replace("\0", "").split()) for of in (key, "all")
    )
    return (own or of_all)[: LONGEST[name]]

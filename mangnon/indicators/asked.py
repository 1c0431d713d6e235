"""The one figure that a command names: a leaf or its code, and a unit or the whole province."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit
from mangnon.indicators.frozen import definitions_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import Shelf
from mangnon.snapshots.services import require_untouched


def figure_of(run: Run, *, leaf: str, unit_code: str | None, shelf: Shelf) -> Result:
    """Return the total of a leaf; Refused where there is none or its snapshot was touched."""
    require_untouched(run.snapshot)
    known = definitions_of(run.snapshot)
    by_code = {definition.code: number for number, definition in known.items()}
    wanted = by_code.get(leaf, leaf)
    if wanted not in known:
        raise Refused(
            _("There is no indicator “%(leaf)s” in %(snapshot)s; there are: %(known)s.")
            % {"leaf": leaf, "snapshot": run.snapshot.code, "known": ", ".join(known)}
        )
    for result in shelf.results([run], leaf=wanted):
        is_whole = not unit_code and result.unit.level == Unit.Level.PROVINCE
        if is_whole or result.unit.code == unit_code:
            return result
    raise Refused(
        _("There is no figure of “%(leaf)s” for unit “%(unit)s” in %(snapshot)s.")
        % {
            "leaf": leaf,
            "unit": unit_code or _("the whole province"),
            "snapshot": run.snapshot.code,
        }
    )

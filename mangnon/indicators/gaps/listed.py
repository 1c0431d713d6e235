"""The list behind a gap as one of which a file of children can be asked for."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import gettext as _

from mangnon.children.exporting.listed import ListOfChildren
from mangnon.children.register import ChildQuerySet
from mangnon.core.models import Refused, Unit, User
from mangnon.engine.behind.missing import why_no_list
from mangnon.indicators.gaps.children import named_among
from mangnon.indicators.gaps.gap import Gap, Kind
from mangnon.indicators.gaps.rights import require_rights
from mangnon.indicators.models import Run
from mangnon.indicators.shelves import shelf_of
from mangnon.snapshots.pseudonyms import pseudonym_key, set_key

KIND = "gap"


def name_of(gap: Gap) -> str:
    """Return the name of a list: its run, its leaf, its unit and the day of the units."""
    day = gap.shelf.day.isoformat() if gap.shelf.day else ""
    return f"{KIND}/{gap.run.pk}/{gap.leaf}/{gap.unit.pk}/{day}"


def title_of(name: str, by: User) -> str:
    gap = find_gap(name, by)
    return _("Children behind measure %(leaf)s (%(what)s), %(unit)s") % {
        "leaf": gap.leaf,
        "what": gap.what,
        "unit": gap.shelf.label(gap.unit),
    }


def narrow(children: ChildQuerySet, name: str, by: User) -> ChildQuerySet:
    """Return those of the children who are on the list, to be read in the same transaction."""
    with connection.cursor() as cursor:
        set_key(cursor, pseudonym_key())
    return named_among(children, find_gap(name, by).missing.keys)


def find_gap(name: str, by: User) -> Gap:
    """Return the gap of a name; Refused unless it is one of children that the person may see."""
    try:
        _kind, run_id, leaf, unit_id, day = name.split("/")
        run = Run.objects.select_related("snapshot").get(pk=int(run_id))
        shelf = shelf_of(run, date.fromisoformat(day) if day else None, by)
        unit = Unit.objects.get(pk=int(unit_id))
        gap = Gap(run, leaf, unit, shelf)
        is_shown = shelf.results([run], leaf=leaf, units=[unit])
        if not is_shown or why_no_list(gap.definition) or gap.kind is not Kind.CHILDREN:
            raise KeyError(name)
        require_rights(by, gap.definition, gap.catalog)
    except (ValueError, OverflowError, KeyError, Run.DoesNotExist, Unit.DoesNotExist) as error:
        raise Refused(_("There is no such list of children.")) from error
    except PermissionDenied as error:
        raise Refused(_("You may not see this list of children.")) from error
    return gap


LIST = ListOfChildren(title_of, narrow)

"""Lists of children that an app above makes, so that a file can be asked for of those on one.

A list is named by a text, such as "gap/12/14/25216/", whose first word is the app's own. The app
says in which module its `LIST` stands; it is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.utils.translation import gettext as _

from mangnon.children.register import ChildQuerySet
from mangnon.core.models import Refused, User


@dataclass(frozen=True)
class ListOfChildren:
    """`title` says which list a name means, `narrow` returns those of the children who are on it.

    Both raise Refused for a name that means none, or one that the person may not see.
    """

    title: Callable[[str, User], str]
    narrow: Callable[[ChildQuerySet, str, User], ChildQuerySet]


MODULES: dict[str, str] = {}


def find_list(name: str) -> ListOfChildren:
    """Return the lists that a name belongs to; Refused when there are none of that kind."""
    kind = name.partition("/")[0]
    if kind not in MODULES:
        raise Refused(_("There is no such list of children; open it again and try from there."))
    found: ListOfChildren = import_module(MODULES[kind]).LIST
    return found

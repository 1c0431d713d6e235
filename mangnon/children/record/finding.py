"""Finding the record that is about to be written, and holding it until that is done."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from mangnon.children.register import Child
from mangnon.core.models import Refused, User


def lock_child(child_id: UUID, by: User) -> Child:
    """Return the child with its row locked; raise Refused when the record is another's now.

    A child who was seen a moment ago may have moved away while somebody else held the row.
    """
    seen = Child.objects.visible_to(by).select_for_update(of=("self",))
    child: Child | None = seen.filter(pk=child_id).first()
    if child is None:
        raise Refused(_("This child is not of the units that you serve."))
    if child.merged_into_id is not None:
        raise Refused(_("This record counts as another child's; correct it there."))
    return child

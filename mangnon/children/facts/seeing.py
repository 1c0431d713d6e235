"""Who sees the facts of a child: whoever keeps the child now."""

from mangnon.core.access import ScopedQuerySet


class ChildFactQuerySet(ScopedQuerySet):
    view_action = "child.view"
    unit_field = "child__unit"

"""Marks that something about a child was written: editing, merging and undo compare the moment."""

from __future__ import annotations

from django.utils import timezone

from mangnon.children.register import Child


def touch(child: Child) -> None:
    """Set the moment of the last change; call it in the transaction of the change."""
    child.changed_at = timezone.now()
    child.save(update_fields=["changed_at"])

"""Finds the record that a page is about: 403 without the right, 404 outside of the scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.core import access
from mangnon.core.requests import Request


@dataclass(frozen=True)
class Lookup:
    """How the records of one model are found, with what a page shows of them in one statement.

    Its querysets have `visible_to`, and `edited_by` for those that the person keeps.
    """

    model: Any
    sees: str
    edits: str
    joined: tuple[str, ...]

    def seen(self, request: Request, key: UUID) -> Any:
        access.require(request.user, self.sees)
        records = self.model.objects.visible_to(request.user).select_related(*self.joined)
        return get_object_or_404(records, pk=key)

    def kept(self, request: Request, key: UUID) -> Any:
        """Return a record that the person keeps."""
        access.require(request.user, self.edits)
        return get_object_or_404(self._mine(request).select_related(*self.joined), pk=key)

    def keeps(self, request: Request, record: Any) -> bool:
        return bool(self._mine(request).filter(pk=record.pk).exists())

    def _mine(self, request: Request) -> Any:
        return self.model.objects.visible_to(request.user).edited_by(request.user)

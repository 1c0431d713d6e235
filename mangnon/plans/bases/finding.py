"""The register's list: what is asked for, and one page of it after another, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from mangnon.core.organisations.organisation import name_key
from mangnon.core.paging import in_order
from mangnon.core.requests import key_in
from mangnon.plans.bases.catalog import kinds
from mangnon.plans.bases.document import LegalDocumentQuerySet
from mangnon.plans.bases.link import BasisLinkQuerySet

IN_FORCE, ENDED, OF_UNIT = "in_force", "ended", "unit"


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    kind: str = ""
    state: str = ""
    after: UUID | None = None

    def among(
        self, seen: LegalDocumentQuerySet, links: BasisLinkQuerySet, day: date
    ) -> LegalDocumentQuerySet:
        """Return the documents that are looked for, from where the page begins."""
        found = seen.standing().with_end()
        for word in name_key(self.words).split():
            found = found.filter(search_key__contains=word)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.state == IN_FORCE:
            found = found.filter(Q(ends_on=None) | Q(ends_on__gt=day), valid_from__lte=day)
        elif self.state == ENDED:
            found = found.filter(ends_on__lte=day)
        elif self.state == OF_UNIT:
            of_units = links.filter(plan=None, target=None, task=None)
            found = found.filter(pk__in=of_units.values("document"))
        return in_order(found.select_related("unit"), seen, "-issued_on", self.after)

    def address(self, after: UUID) -> str:
        """Return the query of the page that begins after a document."""
        asked = {"q": self.words, "kind": self.kind, "state": self.state, "after": after}
        return urlencode({name: value for name, value in asked.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    kind, state = typed.get("kind", ""), typed.get("state", "")
    return Wanted(
        words=typed.get("q", "")[:200],
        kind=kind if kind in kinds() else "",
        state=state if state in (IN_FORCE, ENDED, OF_UNIT) else "",
        after=key_in(typed),
    )

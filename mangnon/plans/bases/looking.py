"""What leans on a document that was replaced or has ended, and that nobody has looked at since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mangnon.core.access import allowed, keeps_to_an_organisation
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink, BasisLinkQuerySet
from mangnon.plans.bases.replacing import successor_of
from mangnon.plans.bases.supersession import Supersession

MOST_WAITING = 20


@dataclass(frozen=True)
class ToLookAt:
    """One link, what replaced its document or whether it ended, and what may take its place."""

    link: BasisLink
    changes: list[Supersession]
    successor: LegalDocument | None
    has_ended: bool


def links_to_look_at(user: User, day: date) -> BasisLinkQuerySet:
    """Return the links that need a look on the day, oldest first: the person's own to decide."""
    links = BasisLink.objects.visible_to(user).living()
    if keeps_to_an_organisation(user):
        links = links.filter(task__isnull=False)
    replaced = Supersession.objects.filter(from_on__lte=day)
    changed = LegalDocument.objects.filter(Q(pk__in=replaced.values("old")) | Q(valid_to__lte=day))
    last = replaced.filter(old=OuterRef("document")).order_by("-entered_at").values("entered_at")
    # A list of the few documents that changed, else PostgreSQL looks at every link there is.
    links = links.filter(document__in=list(changed.values_list("pk", flat=True)))
    links = links.annotate(changed_at=Subquery(last[:1]))
    since_change = Q(changed_at__isnull=False) & (
        Q(checked_at=None) | Q(checked_at__lt=F("changed_at"))
    )
    since_end = Q(document__valid_to__lte=day) & (
        Q(checked_at=None) | Q(checked_at__date__lt=F("document__valid_to"))
    )
    found: BasisLinkQuerySet = links.filter(since_change | since_end).order_by("pk")
    return found


def to_look_at(links: list[BasisLink], day: date) -> Iterator[ToLookAt]:
    """Yield for each link what became of its document."""
    changes: dict[object, list[Supersession]] = {}
    documents = {link.document_id for link in links}
    for one in Supersession.objects.filter(old__in=documents, from_on__lte=day).select_related(
        "new"
    ):
        changes.setdefault(one.old_id, []).append(one)
    successors: dict[object, LegalDocument | None] = {}
    for link in links:
        found = changes.get(link.document_id, [])
        if link.document_id not in successors:
            is_whole = any(one.extent == Supersession.Extent.WHOLE for one in found)
            successors[link.document_id] = successor_of(link.document, day) if is_whole else None
        end = link.document.valid_to
        has_ended = end is not None and end <= day
        yield ToLookAt(link, found, successors[link.document_id], has_ended)


def bases_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield what rests on a document that is not what it was, for who decides on it."""
    if not allowed(user, "basis.edit"):
        return
    links = links_to_look_at(user, day).select_related(
        "document", "plan", "target__indicator", "task", "unit"
    )
    why = _("Rests on a document that was replaced or has ended")
    for link in links[:MOST_WAITING]:
        title = _("%(thing)s: %(document)s") % {
            "thing": Truncator(str(link.thing)).words(16, truncate="…"), "document": link.document
        }  # fmt: skip
        yield Waiting(title, reverse("plans:bases-look"), None, why)

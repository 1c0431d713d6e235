"""Lists that a person keeps under a name: what was asked for, never who was found."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mangnon.children.search.wanted import Wanted
from mangnon.core.access import require
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

MOST_LISTS = 30


class SavedListQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> SavedListQuerySet:
        """Return the person's own: nobody sees another's, whatever the role."""
        return self.filter(person=user.pk)


class SavedList(models.Model):
    """A named search of one person. It holds no word by which a child could be told."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    filters = models.JSONField()

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_list_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_list_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def wanted(self) -> Wanted:
        return Wanted.from_filters(self.filters)


@transaction.atomic
def save_list(name: str, wanted: Wanted, *, by: User) -> SavedList:
    """Keep a search under a name, in place of the person's list of that name."""
    require(by, "child.view")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the list a name."))
    if not wanted.filters():
        raise Refused(
            _("Choose a filter first: a list keeps filters, never a name or a number of a person.")
        )
    own = User.objects.select_for_update().filter(pk=by.pk)  # one list of a name at a time
    lists = SavedList.objects.visible_to(own.get())
    kept = lists.filter(name=name).first() or SavedList(person=by, name=name)
    if kept.pk is None and lists.count() >= MOST_LISTS:
        raise Refused(
            _("You keep %(most)s lists already; remove one first.") % {"most": MOST_LISTS}
        )
    kept.filters = wanted.filters()
    kept.save()
    record(by, "child.save_list", kept, fields=sorted(kept.filters))
    return kept


@transaction.atomic
def remove_list(list_id: int, *, by: User) -> None:
    """Remove a list of the person's own; raise SavedList.DoesNotExist when it is not theirs."""
    require(by, "child.view")
    kept = SavedList.objects.visible_to(by).get(pk=list_id)
    record(by, "child.remove_list", kept)
    kept.delete()

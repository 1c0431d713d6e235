"""Which activity the sign-in list of a batch is of."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from mangnon.activities.activity import Activity, OfActivityQuerySet, kept_by
from mangnon.core.access import Rule
from mangnon.core.models import User
from mangnon.intake.batch import Batch


class SignInSheetQuerySet(OfActivityQuerySet):
    view_action = "activity.edit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("keeps-activity", kept_by(user, "activity__") or True)


class SignInSheet(models.Model):
    batch = models.OneToOneField(
        Batch, on_delete=models.CASCADE, primary_key=True, related_name="sign_in_sheet"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="sign_in_sheets")

    objects = SignInSheetQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.batch_id)

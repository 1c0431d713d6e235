"""One line of a sign-in list: somebody who took part, a child or an adult."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity, OfActivityQuerySet, kept_by
from mangnon.children.models import Child
from mangnon.children.names import search_text
from mangnon.children.register import Sex
from mangnon.core.access import Rule
from mangnon.core.encryption.fields import EncryptedTextField, mark_of
from mangnon.core.models import User
from mangnon.intake.batch import Batch
from mangnon.places.models import YesNo, is_one_of


class ParticipantQuerySet(OfActivityQuerySet):
    """Names are for those alone who keep the activity."""

    view_action = "activity.edit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("keeps-activity", kept_by(user, "activity__") or True)


class Participant(models.Model):
    class EthnicGroup(models.TextChoices):
        KINH = "kinh", _("Kinh")
        MINORITY = "minority", _("Ethnic minority")
        UNKNOWN = "unknown", _("Not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participants")
    name = EncryptedTextField(max_length=200, comparable=search_text)
    is_child = models.BooleanField()
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    ethnic_group = models.CharField(max_length=8, choices=EthnicGroup, default=EthnicGroup.UNKNOWN)
    disability = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    # The school or hamlet of a child, the office of an adult.
    comes_from = EncryptedTextField(max_length=200)
    # The record that the line was found to be about, within the rights of who entered it.
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=is_one_of("sex", Sex)
                & is_one_of("disability", YesNo)
                & Q(ethnic_group__in=["kinh", "minority", "unknown"]),
                name="participant_answers",
            ),
            models.CheckConstraint(
                condition=Q(child=None) | Q(is_child=True), name="participant_of_the_register"
            ),
        ]
        indexes = [models.Index(mark_of("name"), "birth_date", name="participant_name_and_birth")]

    def __str__(self) -> str:
        return str(self.pk)

"""A time in a friendly interview room: the child tells it once, in a place made for children."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User
from mangnon.places.models import Place


class BookingQuerySet(OfCaseQuerySet):
    def standing(self) -> BookingQuerySet:
        return self.filter(cancelled_at=None)


class InterviewBooking(models.Model):
    """A room from one moment until another; the database lets no two stand at the same time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interviews")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    who = EncryptedTextField(max_length=1000)  # who asks, who is with the child
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="interview_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="interview_room_is_booked_once",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (
                        Func(
                            F("begins_at"), F("ends_at"), function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

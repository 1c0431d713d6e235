"""Whether, where and how often a person is written to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User


class DigestChoice(models.Model):
    """A person's own choice; who chose nothing, or `never`, gets no e-mail."""

    class Often(models.TextChoices):
        NEVER = "never", _("None")
        DAILY = "daily", _("Every working day")
        WEEKLY = "weekly", _("On the first working day of the week")

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="digest")
    often = models.CharField(max_length=6, choices=Often, default=Often.NEVER)
    address = models.EmailField(max_length=254, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Reminders by e-mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(often="never", address="")
                | Q(often__in=["daily", "weekly"]) & ~Q(address=""),
                name="digest_has_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.often}"

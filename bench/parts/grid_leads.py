"""Lets the focal office of a bench's home enter every leaf: all are led by its own organisation."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Organisation, User  # noqa: E402
from mangnon.plans.models import IndicatorLead  # noqa: E402


def lead_all(username: str) -> int:
    """Return how many leads now stand with the organisation of the person."""
    person = User.objects.get(username=username)
    person.organisation = Organisation.objects.filter(unit=person.unit).earliest("pk")
    person.save(update_fields=["organisation"])
    return IndicatorLead.objects.update(organisation=person.organisation)


if __name__ == "__main__":
    with ready():
        json.dump(lead_all(sys.argv[1]), sys.stdout)

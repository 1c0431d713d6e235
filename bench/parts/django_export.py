"""The same children and columns through django-import-export, read as its manual advises."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

import django
from django.conf import settings
from django.db.models import Prefetch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from import_export import fields, resources  # noqa: E402
from import_export.formats.base_formats import CSV, XLSX  # noqa: E402

from bench.parts.filling import TODAY  # noqa: E402
from mangnon.children.exporting.columns import age_on  # noqa: E402
from mangnon.children.models import Child, Guardianship, ResidenceSpell  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402

KIB = 1024
SAID = (
    "birth_precision", "sex", "poverty", "disability", "birth_registration", "health_insurance",
)  # fmt: skip


class Children(resources.ModelResource):
    """The 21 columns of our own file, as methods where a field of the child does not do."""

    age, hamlet, household, mother, father, phones, groups = (fields.Field() for _ in range(7))

    class Meta:
        model = Child
        chunk_size = 10_000  # as it comes it pages by 100, and sorts the province for each
        fields = (
            "full_name", "birth_date", "age", "ethnicity", "unit__name", "hamlet", "household",
            "mother", "father", "phones", "groups", "insured_until", "identity_number",
            "birth_certificate_number", "insurance_number", *SAID,
        )  # fmt: skip

    def dehydrate_age(self, child: Any) -> int:
        return age_on(TODAY, child.birth_date)

    def dehydrate_hamlet(self, child: Any) -> str:
        return child.homes[0].hamlet if child.homes else ""

    def dehydrate_household(self, child: Any) -> str:
        home = child.homes[0].household if child.homes else None
        return home.code if home else ""

    def dehydrate_mother(self, child: Any) -> str:
        return _names(child, "mother")

    def dehydrate_father(self, child: Any) -> str:
        return _names(child, "father")

    def dehydrate_phones(self, child: Any) -> str:
        return ", ".join(row.guardian.phone for row in child.carers if row.guardian.phone)

    def dehydrate_groups(self, child: Any) -> str:
        spells = child.circumstances.all()
        return ", ".join(s.get_group_display() for s in spells if s.ended_on is None)


def _worded(name: str) -> Any:
    return lambda self, child: getattr(child, f"get_{name}_display")()


for word in SAID:
    setattr(Children, f"dehydrate_{word}", _worded(word))


def _names(child: Any, relation: str) -> str:
    return ", ".join(row.guardian.full_name for row in child.carers if row.relation == relation)


def measure(form: str, count: int) -> dict[str, Any]:
    seen = Child.objects.visible_to(local_administrator()).living_on(TODAY).in_name_order()
    homes = ResidenceSpell.objects.filter(ended_on=None).select_related("household")
    carers = Guardianship.objects.filter(ended_on=None).select_related("guardian")
    children = seen.select_related("unit").prefetch_related(
        Prefetch("residences", homes, to_attr="homes"),
        Prefetch("guardianships", carers, to_attr="carers"),
        "circumstances",
    )
    started = time.perf_counter()
    rows = Children().export(queryset=children[:count])
    written = (CSV() if form == "csv" else XLSX()).export_data(rows)
    seconds = time.perf_counter() - started
    if len(rows) != count or not written:
        raise ValueError(f"the peer wrote {len(rows)} of {count} children")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB
    return {"children": count, "seconds": seconds, "mib": peak}


if __name__ == "__main__":
    settings.TODAY = TODAY
    with ready():
        json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)

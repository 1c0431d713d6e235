"""What the case knows of a person, in the words in which it would be shared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from mangnon.cases.people import CasePerson
from mangnon.children.births import age_on
from mangnon.children.models import Sex
from mangnon.engine.cases.sharing import Sharing

OF_DETAILS = ("address", "phone", "school")


def known_of(person: CasePerson, sharing: Sharing, day: date) -> Mapping[str, str]:
    """Return by the code of a shared field what the case knows; "" where it does not."""
    details: Mapping[str, str] = json.loads(person.details or "{}")
    age = age_of(person, day)
    values = {
        "name": person.name,
        "age": "" if age is None else _("%(age)s years") % {"age": age},
        "sex": "" if person.sex == Sex.UNKNOWN else person.get_sex_display(),
        **{name: details.get(name, "") for name in OF_DETAILS},
    }
    return {field.code: values[field.known] for field in sharing.fields if field.known}


def age_of(person: CasePerson, day: date) -> int | None:
    """Return the age in completed years, as guessed where the day of birth is not known."""
    return person.age if person.birth_date is None else age_on(person.birth_date, day)

"""Run inside a home: a commune officer who is signed in, and a child under 5 of the commune."""

import json
import sys

from bench.parts.officers import officer, session_of
from mangnon.children.models import Child

if __name__ == "__main__":
    young = Child.objects.filter(
        closed_on=None, merged_into=None, birth_registration="yes", birth_date__gt="2022-01-01"
    )
    child = young.order_by("pk")[0]
    session = session_of(officer(1, child.unit))
    told = {"session": session, "child": str(child.pk), "commune": child.unit.code}
    json.dump(told, sys.stdout)

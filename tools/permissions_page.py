"""The page docs/permissions.md: what each role is for, what it may do, and where."""

import django
from django.utils import translation

from mangnon.core.access import GRANTS, LAST_DAYS, OF_ONE_ORGANISATION, PARTICIPANTS, PURPOSES, Role
from mangnon.core.registries import SENSITIVE

WHERE = """
## Where

Four questions, and each must be answered yes.

1. **Is the right granted?** No: 403. A role that the law ended has no right after its last day.
2. **Is the record in the scope?** No: 404, as if there were none.
   - *Unit*: the unit that the person serves, all units below it, and the earlier units that passed
     to one of these wholly, over any number of reforms (`core/units/lineage.py`). A unit that was
     parted is not seen from its parts: which child lives where is known only when the reform's
     hand-over has moved the records. A person whose unit was merged or abolished keeps what they
     had, and sees the successor when they are handed over to it. A unit that only changed its
     name, type or parent stays the same unit.
   - *Organisation*: in a plan, the roles of one organisation see its tasks and indicators; a person
     whose account names no organisation sees the whole published plan.
   - *Participation*: the roles marked so see a child or a case only where they or their
     organisation take part in it, whatever the unit. Today a school's staff take part in the pupils
     enrolled this school year at a school of their organisation, a health station's staff in the
     children who live where the station serves, and a care facility's staff in those who live in
     the facility. There are no cases yet: chairs and partners see no child so far.
3. **Is the field readable?** A field with a right of its own shows as "(hidden)", never as empty.
4. **Is the account open?** A closed account has no right at all.
"""


def permissions() -> str:
    django.setup()
    actions = sorted(set().union(*GRANTS.values()))
    lines = [
        "# Permissions\n",
        "Written from `core/access.py`, the only file that names a role.\n",
        "| role | in Vietnamese | what it is for | sees of children and cases |",
        "|---|---|---|---|",
        *(_role_line(role) for role in Role),
        WHERE,
        "| field | right |",
        "|---|---|",
    ]
    lines += [
        f"| `{model}.{field}` | `{action}` |"
        for model, fields in sorted(SENSITIVE.items())
        for field, action in sorted(fields.items())
    ]
    lines += [
        "\n## All rights\n",
        "| action | " + " | ".join(role.value for role in Role) + " |",
        "|---|" + "---|" * len(Role),
    ]
    for action in actions:
        marks = ("yes" if action in GRANTS[role] else "" for role in Role)
        lines.append(f"| `{action}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def _role_line(role: Role) -> str:
    with translation.override("en"):
        purpose = str(PURPOSES[role])
    with translation.override("vi"):
        name = str(role.label)
    return f"| `{role.value}` | {name} | {purpose} | {_sees(role)} |"


def _sees(role: Role) -> str:
    if not any(action.startswith(("child.", "case.")) for action in GRANTS[role]):
        scope = "none; its own organisation's part of a plan" if _is_bound(role) else "none"
    else:
        scope = "those it takes part in" if role in PARTICIPANTS else "those of its units"
    last = LAST_DAYS.get(role)
    return f"{scope}, until {last:%d/%m/%Y}" if last else scope


def _is_bound(role: Role) -> bool:
    return role in OF_ONE_ORGANISATION

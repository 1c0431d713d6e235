"""mangnon people list | invite | reset | close"""

import argparse
from collections.abc import Mapping

from django.utils import timezone

from mangnon.accounts.inviting import invite as invite_person
from mangnon.accounts.inviting import send_new_link
from mangnon.accounts.leaving import close_account, held_by
from mangnon.accounts.people import find_people
from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core import access
from mangnon.core.access import Role
from mangnon.core.models import Refused, Unit, User


def list_(options: argparse.Namespace) -> int:
    """Who has an account in the area of the person who asks."""
    by = person(options)
    access.require(by, "person.view")
    rows = [
        {
            "username": each.username,
            "full_name": each.full_name,
            "role": each.role,
            "unit": each.unit.code if each.unit else None,
            "open": each.is_active,
        }
        for each in find_people(by, options.query)
    ]
    answer(rows, options, "\n".join(_line(row) for row in rows) or "Chưa có ai.")
    return 0


def invite(options: argparse.Namespace) -> int:
    """Make an account and the link that opens it; the link is printed this once."""
    if options.role not in Role.values:
        raise Refused(
            f"Không có vai trò “{options.role}”; hãy chọn trong: {', '.join(Role.values)}."
        )
    invited, path = invite_person(
        username=options.username,
        full_name=options.full_name,
        role=options.role,
        unit=_unit(options.unit),
        by=person(options),
        now=timezone.now(),
    )
    return _print_link(invited, path, options)


def reset(options: argparse.Namespace) -> int:
    """Make a new link for a person whose password is forgotten."""
    chosen = _account(options.username)
    path = send_new_link(
        chosen,
        by=person(options),
        now=timezone.now(),
        forget_second_factor=options.forget_second_factor,
    )
    return _print_link(chosen, path, options)


def close(options: argparse.Namespace) -> int:
    """Close an account; what the person held passes to --to."""
    chosen = _account(options.username)
    held = {str(each.label): each.things for each in held_by(chosen)}
    receiver = _account(options.to) if options.to else None
    close_account(chosen, by=person(options), now=timezone.now(), receiver=receiver)
    value = {"username": chosen.username, "receiver": options.to, "passed": held}
    answer(value, options, f"Đã đóng tài khoản {chosen.username}.")
    return 0


def _print_link(invited: User, path: str, options: argparse.Namespace) -> int:
    link = options.site.rstrip("/") + path
    text = f"Đường dẫn cho {invited} (dùng một lần, trong 7 ngày):\n{link}"
    answer({"username": invited.username, "link": link}, options, text)
    return 0


def _account(username: str) -> User:
    found: User | None = User.objects.filter(username=username).first()
    if found is None:
        raise Refused(f"Không có tài khoản “{username}”; hãy xem mangnon people list.")
    return found


def _unit(code: str) -> Unit:
    """Return the unit of the code as it stands today, or as it stood last."""
    found: Unit | None = Unit.objects.filter(code=code).order_by("valid_from").last()
    if found is None:
        raise Refused(f"Không có đơn vị mã “{code}”; hãy kiểm tra --unit.")
    return found


def _line(row: Mapping[str, object]) -> str:
    state = "" if row["open"] else " (đã đóng)"
    return f"{row['username']}  {row['full_name']}  {row['role']}  {row['unit'] or '–'}{state}"

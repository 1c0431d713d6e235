"""Who a command acts as."""

import argparse

from mangnon.core.models import User
from mangnon.core.refused import Refused
from mangnon.core.units.loading import local_administrator


def person(options: argparse.Namespace) -> User:
    """Return the person named by --user, or the local administrator; raise Refused."""
    name = getattr(options, "user", None)
    if not name:
        return local_administrator()
    found: User | None = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise Refused(f"Không có tài khoản “{name}”; hãy kiểm tra --user.")
    return found

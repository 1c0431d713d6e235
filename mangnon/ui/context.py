"""What every page needs: the day the system stands on, the navigation, and whether it is a demo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The parts of the site, in the reader's order. Each address is the app's prefix in config/urls.py.
NAVIGATION: tuple[tuple[str | Promise, str], ...] = (
    (_("Overview"), "/"),
    (_("Plan"), "/plans/"),
    (_("Reports"), "/reports/"),
)


# Parts that only some people have; an app above adds its own in `AppConfig.ready()`.
PARTS_OF_SOME: list[tuple[str | Promise, str, Callable[[HttpRequest], bool]]] = []


@dataclass(frozen=True)
class NavigationLink:
    label: str | Promise
    address: str
    is_current: bool


def today() -> date:
    """Return the demonstration's fixed day, or the real one in the province's time zone."""
    return settings.TODAY or timezone.localdate()


def navigation(path: str, more: Iterable[tuple[str | Promise, str]] = ()) -> list[NavigationLink]:
    """Return the links with the part marked that the path belongs to; the overview is the rest."""
    links = [*NAVIGATION, *more]
    current = max(
        (address for _label, address in links if path.startswith(address)), key=len, default=""
    )
    return [NavigationLink(label, address, address == current) for label, address in links]


def page(request: HttpRequest) -> dict[str, object]:
    theirs = [(label, address) for label, address, has in PARTS_OF_SOME if has(request)]
    return {
        "today": today(),
        "is_demo": settings.IS_DEMO,
        "navigation": navigation(request.path, theirs),
        "demo_accounts": settings.DEMO_ACCOUNTS if settings.IS_DEMO else (),
    }

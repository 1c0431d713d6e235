"""What every page needs: the day the system stands on, the navigation, and whether it is a demo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The parts of the site, in the reader's order. Each address is the app's prefix in config/urls.py.
NAVIGATION: tuple[tuple[str | Promise, str], ...] = (
    (_("My work"), "/mine/"),
    (_("Overview"), "/"),
    (_("Explorer"), "/explorer/"),
    (_("Plan"), "/plans/"),
    (_("Children"), "/children/"),
    (_("Cases"), "/cases/"),
    (_("Referrals"), "/referrals/"),
    (_("Activities"), "/activities/"),
    (_("Places"), "/places/"),
    (_("Data"), "/data/"),
    (_("Enter figures"), "/values/"),
    (_("Reports"), "/reports/"),
    (_("Administration"), "/administration/"),
)

# Parts that stand together under one menu, by their addresses.
MENUS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Figures and reports"), ("/explorer/", "/data/", "/values/", "/reports/")),
)

# Who may open each part, by its address; the app of the part says so in `AppConfig.ready()`.
OPEN_TO: dict[str, Callable[[HttpRequest], bool]] = {}

# Addresses of their own that belong to a part all the same.
BELONGS_TO: dict[str, str] = {}


@dataclass(frozen=True)
class Tab:
    """A page of a part of the site, opened to whom it says, with the views that it has."""

    label: str | Promise
    address: str
    is_open: Callable[[HttpRequest], bool]
    views: tuple[Tab, ...] = ()


# The tabs of each part, by its address; the app of the part says them in `AppConfig.ready()`.
TABS: dict[str, tuple[Tab, ...]] = {}


@dataclass(frozen=True)
class NavigationLink:
    label: str | Promise
    address: str
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """Links of the navigation; one without a label is one link alone."""

    label: str | Promise
    links: list[NavigationLink]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


def today() -> date:
    """Return the demonstration's fixed day, or the real one in the province's time zone."""
    return settings.TODAY or timezone.localdate()


def now() -> datetime:
    """Return this moment; on the demonstration's fixed day, the same time of that day."""
    moment = timezone.localtime()
    if settings.TODAY is None:
        return moment
    return moment.replace(
        year=settings.TODAY.year, month=settings.TODAY.month, day=settings.TODAY.day
    )


def navigation(request: HttpRequest) -> list[NavigationLink]:
    """Return the parts that the person may open, the one that the page belongs to marked.

    A page of no other part belongs to the overview.
    """
    current = _part_of(request)
    return [
        NavigationLink(label, address, address == current)
        for label, address in NAVIGATION
        if OPEN_TO[address](request)
    ]


def menus(links: list[NavigationLink]) -> list[Menu]:
    """Return the links as the head of the page shows them, a menu where its first link stands."""
    found: list[Menu] = []
    for link in links:
        label = next((label for label, held in MENUS if link.address in held), "")
        menu = next((menu for menu in found if label and menu.label == label), None)
        if menu is None:
            found.append(Menu(label, [link]))
        else:
            menu.links.append(link)
    return found


def tab_rows(request: HttpRequest) -> list[Menu]:
    """Return the tabs of the part that the page belongs to, then the views of the current tab.

    A row of which the person may open one alone is left out.
    """
    rows: list[Menu] = []
    part = _part_of(request)
    label = next(label for label, address in NAVIGATION if address == part)
    tabs = TABS.get(part, ())
    while tabs:
        current = max(tabs, key=lambda tab: _nearness(tab, request.path))
        links = [
            NavigationLink(tab.label, tab.address, tab is current)
            for tab in tabs
            if tab.is_open(request)
        ]
        if len(links) > 1:
            rows.append(Menu(label, links))
        label, tabs = current.label, current.views
    return rows


def _part_of(request: HttpRequest) -> str:
    belongs_to = (part for own, part in BELONGS_TO.items() if request.path.startswith(own))
    path = next(belongs_to, request.path)
    return max((to for _label, to in NAVIGATION if path.startswith(to)), key=len)


def _nearness(tab: Tab, path: str) -> int:
    """Return how much of a path a tab, or one of its views, has as its address."""
    addresses = (tab.address, *(view.address for view in tab.views))
    return max((len(one) for one in addresses if path.startswith(one)), default=0)


def page(request: HttpRequest) -> dict[str, object]:
    return {
        "today": today(),
        "is_demo": settings.IS_DEMO,
        "menus": menus(navigation(request)),
        "tab_rows": tab_rows(request),
        "demo_accounts": settings.DEMO_ACCOUNTS if settings.IS_DEMO else (),
    }

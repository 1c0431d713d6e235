"""The five years in words: each leaf's series and change, and what breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mangnon.documents.writing.model import Figure, Text
from mangnon.reports.facts import Leaf, Year
from mangnon.reports.layouts import listed
from mangnon.reports.periods.five_year.facts import Change, FiveYear, change_of
from mangnon.reports.periods.five_year.layout import FiveYearLayout
from mangnon.reports.wording import Wording, first_small, year_key
from mangnon.ui import formats


@dataclass(frozen=True)
class FiveWording:
    """Says what a five-year report says of a leaf and of its series."""

    five: FiveYear
    say: Wording
    layout: FiveYearLayout

    def result(self, leaf: Leaf) -> Text:
        """Return "Chỉ tiêu 1. …: năm 2021: 60,0; …; đến 31/10/2025: 75,7%. So với năm 2021: …"."""
        facts = self.say.facts
        told: list[Text] = [
            self.layout.say("five_year_value", year=year.year, value=self._value(leaf, year))
            for year in leaf.years
        ]
        now = self.layout.say(
            "five_until",
            as_of=formats.date_text(facts.as_of),
            value=self.say.own_value(leaf),
        )
        return self.layout.say(
            "five_result",
            leaf=self.say.leaf_name(leaf),
            years=listed([*told, now], "; "),
            change=self.change(leaf),
        )

    def change(self, leaf: Leaf) -> Text:
        """Return how far the leaf came and whether that is better, "" where nothing compares."""
        if (change := change_of(leaf)) is None:
            return ""
        unit = leaf.goal.measure
        amount = formats.number(abs(change.by), leaf.decimals)
        measure = self.layout.directions["points"] if unit == "percent" else ""
        suffix = "" if unit == "percent" else formats.UNIT_SUFFIXES[unit]
        words = self.layout.directions[self._way(leaf, change)]
        by = "" if self._way(leaf, change) == "same" else f" {amount}{suffix}{measure}"
        return self.layout.say(
            "five_change",
            until=self.layout.directions["end"].format(year=change.until)
            if change.until
            else self.layout.directions["now"],
            since=change.since,
            change=self.say.own_part(leaf, f"{words}{by}", "change"),
            direction=self.layout.directions[self.verdict(leaf, change)],
        )

    def bare_change(self, leaf: Leaf) -> Text:
        """Return "+15,7" for a table, "" where nothing compares."""
        if (change := change_of(leaf)) is None:
            return ""
        sign = {"up": "+", "down": "\u2212", "same": ""}[self._way(leaf, change)]
        text = sign + formats.number(abs(change.by), leaf.decimals)
        return self.say.own_part(leaf, text, "changenumber")

    def note(self, leaf: Leaf) -> str:
        """Return the continuity of the leaf's own series, "" where nothing breaks it."""
        told = []
        if years := _redefined(leaf):
            told.append(self.layout.directions["redefined"].format(years=years))
        if leaf.leaf in self.five.breaks:
            told.append(self.layout.directions["break"])
        return "; ".join(told)

    def continuity(self) -> Iterator[Text]:
        """Yield what breaks the series: units, definitions, years without figures."""
        five, layout = self.five, self.layout
        units_on = formats.date_text(five.units_day)
        if five.changes:
            days = ", ".join(map(formats.date_text, five.changes))
            yield layout.say("five_changes", days=days, units_on=units_on)
        if self.say.facts.units_on:
            yield layout.say("five_moved", text=first_small(five.continuity.text))
        for one in five.joined:
            yield layout.say(
                "five_joined",
                year=one.year,
                units_on=formats.date_text(one.units_on),
                text=first_small(one.continuity.text),
            )
        for leaf in self.say.facts.leaves:
            name = self.say.leaf_name(leaf)
            if years := _redefined(leaf):
                yield layout.say("five_redefined", leaf=name, years=years)
            if leaf.leaf in five.breaks:
                text = first_small(five.breaks[leaf.leaf].text)
                yield layout.say("five_break", leaf=name, text=text)
        known = set(self.say.facts.years)
        if missing := [str(year) for year in five.years if year not in known]:
            yield layout.say("five_missing", years=", ".join(missing))

    def verdict(self, leaf: Leaf, change: Change) -> str:
        """Return better, worse or level; a change that rounds to nothing is none."""
        way = self._way(leaf, change)
        if way == "same":
            return "level"
        return "better" if (way == "down") == leaf.is_lower_better else "worse"

    def _value(self, leaf: Leaf, year: Year) -> Text:
        """Return an earlier year's value with its unit, marked where it measured another thing."""
        text = formats.figure_text(year.standing.value, leaf.goal.measure, leaf.decimals)
        key = year_key(leaf.leaf, self.say.facts.province_code, year.year)
        figure = Figure(text, key)
        return (figure, self.layout.redefined) if year.is_redefined else (figure,)

    def _way(self, leaf: Leaf, change: Change) -> str:
        if formats.number(abs(change.by), leaf.decimals) == formats.number(0, leaf.decimals):
            return "same"
        return "up" if change.by > 0 else "down"


def _redefined(leaf: Leaf) -> str:
    return ", ".join(str(year.year) for year in leaf.years if year.is_redefined)

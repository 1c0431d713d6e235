"""The half-year in words: the pace, the same time last year, what the whole year may come to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mangnon.documents.writing.model import Figure, Text
from mangnon.reports.facts import Leaf
from mangnon.reports.layouts import listed
from mangnon.reports.periods.half_year.facts import HalfYear, day_key
from mangnon.reports.periods.half_year.layout import HalfYearLayout
from mangnon.reports.wording import Wording, first_small
from mangnon.ui import formats

HALF = (6, 30)


@dataclass(frozen=True)
class HalfWording:
    """Says what a half-year report says of a leaf beyond its result."""

    half: HalfYear
    say: Wording
    layout: HalfYearLayout

    def beside(self, leaf: Leaf) -> Text:
        """Return the pace, last year's figure of the same day and the estimate, as sentences."""
        said = (self.pace(leaf), self.last_year(leaf), self.estimate(leaf))
        return listed([sentence for sentence in said if sentence], " ")

    def pace(self, leaf: Leaf) -> Text:
        """Return "Hết 6 tháng đầu năm 2025, mục tiêu cả năm từ 76,9% trở lên: …"."""
        facts, pace = self.say.facts, self.half.paces[leaf.leaf]
        is_end = (facts.as_of.month, facts.as_of.day) == HALF
        when = self.layout.say(
            "half_end" if is_end else "half_day",
            year=facts.year,
            as_of=formats.date_text(facts.as_of),
        )
        of = self.layout.say(
            "of_school_year" if pace.is_school_year else "of_year",
            year=facts.year,
            last=facts.year - 1,
        )
        passed = formats.value_with_unit(float(100 * pace.passed), "percent", 0)
        read = self.layout.say(
            f"pace_{pace.how}",
            of=of,
            last=facts.year - 1,
            passed=self.say.own_part(leaf, passed, "passed"),
            due=self._value(leaf, pace.due, "due"),
            baseline=self._value(leaf, pace.baseline, "baseline"),
        )
        return self.layout.say("half_pace", when=when, target=self.say.target(leaf.goal), pace=read)

    def due(self, leaf: Leaf) -> Text:
        """Return the even pace's value for a table, "" where no pace is asked."""
        due = self.half.paces[leaf.leaf].due
        if due is None:
            return ""
        shown = formats.number(float(due), leaf.decimals)
        return self.say.own_part(leaf, shown, "duenumber")

    def last_year(self, leaf: Leaf) -> Text:
        """Return the figure of the same day last year, or that it measured another thing."""
        before, standing = self.half.before, self.half.last_year(leaf)
        if before is None or standing.value is None:
            return ""
        day = formats.date_text(before.day)
        if self.half.is_redefined(leaf):
            return self.layout.say("half_before_redefined", year=before.day.year, day=day)
        text = formats.figure_text(standing.value, leaf.goal.measure, leaf.decimals)
        key = day_key(leaf.leaf, self.say.facts.province_code, before.day)
        value = (Figure(text, key),)
        return self.layout.say("half_before", year=before.day.year, day=day, value=value)

    def bare_last_year(self, leaf: Leaf) -> Text:
        """Return last year's figure for a table: marked where it measured another thing."""
        before, standing = self.half.before, self.half.last_year(leaf)
        if before is None:
            return self.layout.signs["no_data"]
        key = day_key(leaf.leaf, self.say.facts.province_code, before.day)
        if standing.is_hidden:
            return (Figure(self.say.sign(standing), key, "number"),)
        if standing.value is None:
            return self.say.sign(standing)
        figure = Figure(formats.number(standing.value, leaf.decimals), key, "number")
        return (figure, self.layout.redefined) if self.half.is_redefined(leaf) else (figure,)

    def estimate(self, leaf: Leaf) -> Text:
        """Return "Ước thực hiện cả năm …" with its interval, or why nothing is estimated."""
        year, ahead, unit = self.say.facts.year, leaf.ahead, leaf.goal.measure
        if leaf.standing.value is not None and leaf.standing.basis == "estimated":
            return self.layout.say("half_stated", year=year)
        if ahead is None:
            why = first_small(leaf.why_not_ahead)
            return self.layout.say("half_no_estimate", why=why) if why else ""
        value = formats.value_with_unit(ahead.value, unit, leaf.decimals)
        ends = formats.interval_text(ahead.low, ahead.high, unit, leaf.decimals)
        return self.layout.say(
            "half_estimate",
            year=year,
            value=self.say.own_part(leaf, value, "ahead"),
            interval=self.say.own_part(leaf, ends, "aheadinterval"),
        )

    def _value(self, leaf: Leaf, value: Fraction | None, part: str) -> Text:
        if value is None:
            return ""
        text = formats.value_with_unit(float(value), leaf.goal.measure, leaf.decimals)
        return self.say.own_part(leaf, text, part)

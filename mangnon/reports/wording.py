"""Facts in words: one sentence a leaf, the counts, what is missing. Nothing that no record says.

Every number about a leaf is a `Figure` whose key is "<leaf>_<unit code>", so that the document
carries its receipt. Counts of leaves have the key "<scope>_<attainment>".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mangnon.documents.writing.layout import long_date
from mangnon.documents.writing.model import Figure, Text
from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.flags import ESTIMATED, NOT_COMPARABLE
from mangnon.engine.outlook_words import monthly_words
from mangnon.reports.facts import Citation, Duty, Facts, Goal, Leaf, Place, Standing, Year
from mangnon.reports.layouts import Layout, fill, listed
from mangnon.ui import formats

ATTAINMENTS = tuple(formats.ATTAINMENTS)  # as on the scoreboard, best first
FARTHEST = 3
WHOLE = 100


@dataclass(frozen=True)
class Wording:
    """Says the facts in the sentences of one layout."""

    facts: Facts
    layout: Layout

    def target(self, goal: Goal) -> str:
        """Return "từ 76,9% trở lên", "không quá 20%", "100%", "giảm từ 2% đến 3%"."""
        phrase = self.layout.targets[_phrase(goal)]
        values = {"value": formats.value_with_unit(goal.value, goal.measure)}
        if goal.value_max is not None:
            values["value_max"] = formats.value_with_unit(goal.value_max, goal.measure)
        return phrase.format(**values)

    def table_target(self, goal: Goal) -> str:
        """Return "≥ 76,9", "100", "giảm 2–3": a table's column names the unit."""
        most = "" if goal.value_max is None else formats.number(goal.value_max)
        template = self.layout.table_targets[_phrase(goal)]
        return template.format(value=formats.number(goal.value), value_max=most)

    def citation(self, cited: Citation) -> Text:
        """Return "Công văn số 12/BYT ngày 14 tháng 3 năm 2025 của Bộ Y tế về việc …".

        What is not known is left out. Without a number the title comes before the issuer: "Kế
        hoạch thực hiện … của UBND tỉnh". A law is cited by its name alone.
        """
        if cited.kind in self.layout.cited_by_name:
            return f"{cited.kind} {cited.title}".strip()
        title = first_small(cited.title)
        about = self._about(cited.kind, title) if cited.number else " "
        number = self.layout.say("cited_number", number=cited.number) if cited.number else ""
        day = long_date(cited.on) if cited.on and cited.number else ""
        issued = self.layout.say("cited_day", day=day) if day else ""
        by = self._as_in_text(cited.issuer)
        issuer = self.layout.say("cited_issuer", issuer=by) if by else ""
        named = self.layout.say("cited_title", about=about, title=title) if title else ""
        end = [issuer, named] if cited.number else [named, issuer]
        return listed([cited.kind, number, issued, *end], "")

    def basis_cited(self, cited: Citation) -> Text:
        """Return a citation that says, where it is so, that the document is no longer in force."""
        document = self.citation(cited)
        if cited.replaced_by is not None:
            new = self.citation(cited.replaced_by)
            return self.layout.say("cited_replaced", document=document, new=new)
        if cited.ended_on is not None:
            day = formats.date_text(cited.ended_on)
            return self.layout.say("cited_ended", document=document, day=day)
        return document

    def cited_again(self, cited: Citation) -> Text:
        """Return how a document is named after its first citation: by kind and number alone."""
        if not cited.number or cited.kind in self.layout.cited_by_name:
            return self.citation(cited)
        return listed([cited.kind, self.layout.say("cited_number", number=cited.number)], "")

    def _about(self, kind: str, title: str) -> str:
        """Return what joins a document to its title: "về công tác trẻ em", "thông qua Đề án"."""
        is_action = title.startswith(self.layout.actions)
        return self.layout.about.get(kind, " ") if is_action else " về "

    def _as_in_text(self, name: str) -> str:
        """Return the full name of a body that a plan writes in short or in capitals."""
        planned = self.facts.plan_province or self.facts.province
        full = {short: name.format(province=planned) for short, name in self.layout.names.items()}
        written = full.get(name, name).casefold()
        return next((long for long in full.values() if long.casefold() == written), name)

    def leaf_name(self, leaf: Leaf) -> Text:
        return self.layout.say("leaf", leaf=leaf.leaf, title=leaf.title)

    def value(self, leaf: Leaf, standing: Standing, unit: str) -> Text:
        """Return the value with its unit as a figure, or the words for its absence."""
        text = formats.figure_text(
            standing.value, leaf.goal.measure, leaf.decimals, standing.attainment
        )
        return (Figure(_estimate(standing) + text, figure_key(leaf.leaf, unit)),)

    def own_value(self, leaf: Leaf) -> Text:
        return self.value(leaf, leaf.standing, self.facts.province_code)

    def bare_value(self, leaf: Leaf, standing: Standing, unit: str) -> Text:
        """Return the value without a unit for a table; a sign when there is none.

        The sign of a hidden figure has a receipt as a number has, so that none is put in its place.
        """
        if standing.is_hidden:
            return (Figure(self.sign(standing), figure_key(leaf.leaf, unit), "number"),)
        if standing.value is None:
            return self.sign(standing)
        text = _estimate(standing) + formats.number(standing.value, leaf.decimals)
        return (Figure(text, figure_key(leaf.leaf, unit), "number"),)

    def own_part(self, leaf: Leaf, text: str, part: str) -> Text:
        """Return one more thing that is printed of the province's figure, under its receipt."""
        return (Figure(text, figure_key(leaf.leaf, self.facts.province_code), part),)

    def year_value(self, leaf: Leaf, year: Year) -> Text:
        """Return an earlier year's value for a table, marked where it measured another thing."""
        text = formats.number(year.standing.value, leaf.decimals)
        key = year_key(leaf.leaf, self.facts.province_code, year.year)
        figure = Figure(text, key, "number")
        return (figure, self.layout.redefined) if year.is_redefined else (figure,)

    def sign(self, standing: Standing) -> str:
        if standing.is_hidden:
            return self.layout.signs["hidden"]
        if NOT_COMPARABLE in standing.flags:
            return self.layout.signs["not_comparable"]
        is_absent = standing.attainment == "not_applicable"
        return self.layout.signs["not_applicable" if is_absent else "no_data"]

    def fraction(self, leaf: Leaf) -> Text:
        """Return "84/111" as a figure, or "" where no counts stand behind the value."""
        standing = leaf.standing
        if standing.numerator is None or standing.denominator is None:
            return ""
        text = (
            f"{formats.count_text(standing.numerator)}/{formats.count_text(standing.denominator)}"
        )
        return (Figure(text, figure_key(leaf.leaf, self.facts.province_code), "fraction"),)

    def basis(self, standing: Standing) -> str:
        """Return "ước cả năm 2025"; "" for a figure to the day that the whole report is about."""
        template = self.layout.basis[standing.basis]
        return template.format(year=self.facts.year, as_of=formats.date_text(self.facts.as_of))

    def result(self, leaf: Leaf) -> Text:
        """Return the sentence on one leaf: the value and what it is made of, or why there is none.

        No events ("không phát sinh"), no figure ("chưa có số liệu") and zero are three sentences.
        """
        name, target = self.leaf_name(leaf), self.target(leaf.goal)
        if leaf.standing.value is None:
            sentence = (
                "result_not_applicable"
                if leaf.standing.attainment == "not_applicable"
                else "result_no_data"
            )
            return self.layout.say(sentence, leaf=name, target=target)
        return self.layout.say(
            "result",
            leaf=name,
            value=self.own_value(leaf),
            details=self._details([self.basis(leaf.standing), self._made_of(leaf)]),
            target=target,
            attainment=formats.attainment_text(leaf.standing.attainment),
        )

    def _details(self, known: list[Text]) -> Text:
        details = [detail for detail in known if detail]
        return self.layout.say("details", details=listed(details)) if details else ""

    def _made_of(self, leaf: Leaf) -> Text:
        if fraction := self.fraction(leaf):
            return self.layout.say(
                "made_of_count", fraction=fraction, counted=self.layout.counted[leaf.counted]
            )
        return "" if leaf.is_computed else self.layout.say("made_of_report")

    def counts(self, leaves: Sequence[Leaf], scope: str) -> Text:
        """Return "20 đạt, 3 chậm tiến độ": only what there is, in the order of the scoreboard."""
        said: list[Text] = []
        for attainment in ATTAINMENTS:
            number = sum(leaf.standing.attainment == attainment for leaf in leaves)
            if not number:
                continue
            values: dict[str, Text] = {
                "number": (Figure(formats.number(number), f"{scope}_{attainment}", "count"),),
                "attainment": formats.attainment_text(attainment),
            }
            if attainment == "met" and scope == "all":
                share = formats.value_with_unit(100 * number / len(leaves), "percent", 1)
                said.append(self.layout.say("count_with_share", share=share, **values))
            else:
                said.append(self.layout.say("count", **values))
        return listed(said, "; ")

    def behind(self, leaf: Leaf) -> Text:
        """Return the sentence on a leaf that is late or missed, and what it would take."""
        return self.layout.say(
            "behind",
            leaf=self.leaf_name(leaf),
            value=self.own_value(leaf),
            details=self._details([self.basis(leaf.standing)]),
            target=self.target(leaf.goal),
            attainment=formats.attainment_text(leaf.standing.attainment),
            before=self._before(leaf),
            needs=self._needs(leaf),
            monthly=self.monthly(leaf),
            ahead=self._ahead(leaf),
            lowest=self._farthest(leaf),
        )

    def _needs(self, leaf: Leaf) -> Text:
        missing, standing = leaf.missing, leaf.standing
        if missing is None or leaf.needed is None:
            return ""
        key = figure_key(leaf.leaf, self.facts.province_code)
        said = self.layout.say(
            "needs_fewer" if leaf.is_lower_better else "needs_more",
            needed=(Figure(formats.number(leaf.needed), key, "needed"),),
            denominator=formats.number(standing.denominator),
            counted=self.layout.counted[leaf.counted],
            numerator=formats.number(standing.numerator),
            missing=(Figure(formats.number(missing), key, "missing"),),
            few=self.layout.counted_short[leaf.counted],
        )
        return listed([" ", said], "")

    def _before(self, leaf: Leaf) -> Text:
        """Say what last year was, where it measured the same."""
        last = next((year for year in leaf.years if year.year == self.facts.year - 1), None)
        if last is None or last.is_redefined:
            return ""
        text = formats.figure_text(last.standing.value, leaf.goal.measure, leaf.decimals)
        figure = Figure(text, year_key(leaf.leaf, self.facts.province_code, last.year))
        return self.layout.say("before", year=last.year, value=(figure,))

    def monthly(self, leaf: Leaf) -> Text:
        """Return " Cần thêm 4 xã mỗi tháng trong 2 tháng còn lại." or ""."""
        if leaf.monthly is None:
            return ""
        words = monthly_words(leaf.monthly, self.layout.counted_short[leaf.counted])
        said = self.own_part(leaf, first_capital(words), "monthly")
        return self.layout.say("monthly", monthly=said)

    def _ahead(self, leaf: Leaf) -> Text:
        if leaf.ahead is None:
            return ""
        unit = leaf.goal.measure
        value = formats.value_with_unit(leaf.ahead.value, unit, leaf.decimals)
        ends = formats.interval_text(leaf.ahead.low, leaf.ahead.high, unit, leaf.decimals)
        return self.layout.say(
            "ahead",
            value=self.own_part(leaf, value, "ahead"),
            interval=self.own_part(leaf, ends, "aheadinterval"),
        )

    def _farthest(self, leaf: Leaf) -> Text:
        """Name the districts that stand farthest on the wrong side, worst first."""
        compared = [
            (place, place.standings[leaf.leaf])
            for place in self.facts.compared
            if leaf.leaf in place.standings and leaf.may_compare(place.standings[leaf.leaf])
        ]
        wrong = [(place, standing) for place, standing in compared if is_short(leaf, standing)]
        if not wrong:
            return ""
        wrong.sort(key=lambda pair: pair[1].value or 0, reverse=leaf.is_lower_better)
        units = [self._unit_value(leaf, place) for place, _standing in wrong[:FARTHEST]]
        return listed([" ", self.layout.say("lowest", units=listed(units))], "")

    def _unit_value(self, leaf: Leaf, place: Place) -> Text:
        value = self.value(leaf, place.standings[leaf.leaf], place.code)
        return self.layout.say("unit_value", unit=place.name, value=value)

    def deadline_day(self, on: date, *, is_inclusive: bool) -> dict[str, Text]:
        return {
            "when": self.layout.say("due_by" if is_inclusive else "due_before"),
            "on": formats.date_text(on),
        }

    def head(self, name: str, **more: str | int) -> str:
        """Return the head of a column: "Kế hoạch năm 2025", "Kết quả đến 31/10/2025"."""
        as_of = formats.date_text(self.facts.as_of)
        return str(fill(self.layout.columns[name], year=self.facts.year, as_of=as_of, **more))

    def address(self, name: str) -> str:
        """Return how the report addresses a body that the plan names in short."""
        return self.layout.names.get(name, name).format(province=self.facts.province)

    def renamed(self, name: str) -> str:
        """Return a body of the plan under the name it has where the plan's level is abolished."""
        for old, new in self.layout.renamed.items():
            name = name.replace(old, new)
        return name

    def duty_name(self, duty: Duty) -> Text:
        name = self.renamed(duty.name)
        return self.layout.say("requested", name=name) if duty.is_requested else name

    def leaves_by_place(self) -> list[tuple[Leaf, str]]:
        """Return the leaves that are set side by side for every place, with their short heads."""
        known = {leaf.leaf: leaf for leaf in self.facts.leaves}
        heads = self.layout.district_leaves.items()
        return [(known[leaf], head) for leaf, head in heads if leaf in known]

    def names_of(self, leaves: Sequence[Leaf]) -> str:
        return ", ".join(leaf.leaf for leaf in leaves)


def _phrase(goal: Goal) -> str:
    if goal.value_max is not None:
        return goal.relation.replace("_by", "_band")
    is_whole = goal.measure == "percent" and goal.relation == ">=" and goal.value == WHOLE
    return "whole" if is_whole else goal.relation


def _estimate(standing: Standing) -> str:
    return "≈ " if ESTIMATED in standing.flags else ""


def figure_key(leaf: str, unit: str) -> str:
    return f"{leaf}_{unit}"


def year_key(leaf: str, unit: str, year: int) -> str:
    return f"{figure_key(leaf, unit)}_{year}"


def is_short(leaf: Leaf, standing: Standing) -> bool:
    """Say whether a figure misses the plan's target."""
    return falls_short(leaf.goal, leaf.per, standing)


def falls_short(goal: Goal, per: int, standing: Standing) -> bool:
    """Say whether a figure misses a goal, by its exact fraction where it was counted.

    A change on last year is no fraction of its counts.
    """
    if standing.value is None:
        return False
    exact = Fraction(Decimal(repr(standing.value)))
    is_level = goal.relation not in CHANGES
    if is_level and standing.numerator is not None and standing.denominator:
        exact = Fraction(standing.numerator) * per / Fraction(standing.denominator)
    return not Target(goal.relation, goal.value).is_met_by(exact)


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def first_small(text: str) -> str:
    return text[:1].lower() + text[1:]

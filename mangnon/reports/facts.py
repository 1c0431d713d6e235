"""What a consolidated report is about, as plain values: no database, no words, no layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.forecast import Forecast
from mangnon.engine.monthly import Monthly
from mangnon.engine.national import Programme
from mangnon.engine.ranking import may_be_ranked

BEHIND = ("off_track", "missed")
JUDGED = ("met", "on_track", *BEHIND)
SMALL_NUMBERS = "small_numbers"
COUNTED_WHOLE = ("communes", "schools")


@dataclass(frozen=True)
class Standing:
    """One figure: `value` is already times the measure; numerator and denominator are counts.

    A count is no whole number where part of a unit was moved to another.
    `low` and `high` bound its 95% interval; there is no attainment where there is no target.
    """

    attainment: str | None
    basis: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    flags: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Say whether there is a figure that must not leave the office; it holds no number then."""
        return SUPPRESSED in self.flags


@dataclass(frozen=True)
class Goal:
    """What the plan asks of a leaf."""

    relation: str
    value: Decimal
    measure: str
    value_max: Decimal | None = None
    population: str = ""


@dataclass(frozen=True)
class Year:
    """The figure of an earlier year's end; `snapshot` is "" where an agency stated it."""

    year: int
    standing: Standing
    snapshot: str = ""
    is_redefined: bool = False


@dataclass(frozen=True)
class National:
    """The national target beside a leaf; `why_not` says why the two do not compare, "" if they do.

    `against` says how the province's own target stands to it: stricter, same or looser.
    """

    goal: Goal
    against: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Leaf:
    """One leaf measure with its target and its figure for the province.

    `needed` is the numerator at which the target is just met (the smallest when more is better,
    the largest when fewer is better), or None where no count stands behind the value. `counted` is
    the table whose rows the denominator counts.
    `monthly` is what each month that is left must bring, None where no month can change anything.
    """

    leaf: str
    number: str
    title: str
    field: str
    goal: Goal
    decimals: int
    per: int
    is_lower_better: bool
    is_computed: bool
    counted: str
    leads: tuple[str, ...]
    standing: Standing
    needed: int | None = None
    years: tuple[Year, ...] = ()
    ahead: Forecast | None = None
    monthly: Monthly | None = None
    builds_up: bool = False  # events that add up through the year: a part is no whole year
    why_not_ahead: str = ""  # why there is no forecast, in Vietnamese
    national: National | None = None

    def may_compare(self, standing: Standing) -> bool:
        """Say whether a place's figure may be ranked: a share of more than a few, no estimate.

        Communes and schools are few, but every one of them is counted.
        """
        is_share = self.is_computed and self.goal.measure == "percent"
        return is_share and may_be_ranked(standing, counts_whole=self.counted in COUNTED_WHOLE)

    @property
    def is_behind(self) -> bool:
        return self.standing.attainment in BEHIND

    @property
    def missing(self) -> int | None:
        """How many cases lie between the figure and its target; None when met or not counted."""
        numerator = self.standing.numerator
        if self.needed is None or not isinstance(numerator, int):
            return None
        gap = self.needed - numerator
        gap = -gap if self.is_lower_better else gap
        return gap if gap > 0 else None


@dataclass(frozen=True)
class Place:
    """A district or commune with its figure for each leaf; `parent` is the unit that holds it."""

    code: str
    valid_from: date
    name: str
    standings: Mapping[str, Standing]
    parent: str = ""

    def standing(self, leaf: Leaf) -> Standing:
        """Return its figure of a leaf, or that there is none."""
        return self.standings.get(leaf.leaf, Standing("no_data", "provisional"))


@dataclass(frozen=True)
class Duty:
    """An agency of the plan: how many tasks it has and which indicators it leads.

    A body outside the issuer's command is requested, not ordered, to do its tasks.
    """

    name: str
    tasks: int
    leads: tuple[str, ...]
    is_requested: bool = False


@dataclass(frozen=True)
class Citation:
    """A document as it is cited: what is not known of it is empty.

    `ended_on` is set where it is not in force any more, with what replaced it where that is known.
    """

    kind: str
    title: str = ""
    number: str = ""
    on: date | None = None
    issuer: str = ""
    ended_on: date | None = None
    replaced_by: Citation | None = None


@dataclass(frozen=True)
class Due:
    """A reporting deadline of the plan."""

    on: date
    is_inclusive: bool
    reporters: tuple[str, ...]
    recipients: tuple[str, ...]
    via: str


@dataclass(frozen=True)
class Obstacle:
    """A difficulty that was open on the report's day: whose it is, since when, what is proposed."""

    title: str
    raiser: str
    since: date
    proposed: str
    was_escalated: bool = False


@dataclass(frozen=True)
class Difficulties:
    """How many difficulties were raised and solved from the year's first day, and the open ones."""

    raised: int = 0
    solved: int = 0
    open: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where the figures come from: enough to make every one of them again."""

    snapshot: str
    manifest_sha256: str
    catalog_sha256: str
    results_sha256: str
    engine: str
    engine_version: str
    software_version: str


@dataclass(frozen=True)
class Facts:
    """Everything the consolidated report says, before it is put into words."""

    year: int
    as_of: date
    province_code: str
    province_valid_from: date
    province: str
    territory: str  # "địa bàn tỉnh Bình Phước": what the figures cover
    place: str
    plan: Citation
    bases: tuple[Citation, ...]
    fields: Mapping[str, str]
    leaves: tuple[Leaf, ...]
    districts: tuple[Place, ...]
    communes: int
    duties: tuple[Duty, ...]
    dues: tuple[Due, ...]
    source: Source
    computed_at: datetime
    by_commune: tuple[Place, ...] = ()
    units_on: date | None = None  # None: on the units that reported
    plan_province: str = ""  # the province whose plan it is, where another reports on it now
    difficulties: Difficulties = Difficulties()
    earlier: Mapping[str, str] = field(default_factory=dict)  # snapshot -> hash of its manifest
    programme: Programme | None = None

    @property
    def milestone(self) -> int:
        """Return the year whose national targets this year works towards, 0 where there is none."""
        return (self.programme.milestone(self.year) if self.programme else None) or 0

    @property
    def first_year(self) -> int:
        """Return the first of the five years that end with this one."""
        return self.year - 4

    @property
    def tasks(self) -> int:
        return sum(duty.tasks for duty in self.duties)

    @property
    def indicators(self) -> int:
        return len({leaf.number for leaf in self.leaves})

    @property
    def whole(self) -> str:
        """Return what the line of the province is called: by its known part where that is less."""
        is_moved = self.plan_province not in {"", self.province}
        return self.territory if is_moved else self.province

    @property
    def compared(self) -> tuple[Place, ...]:
        """Return the places that the report sets side by side: districts while there are any."""
        return self.districts or self.by_commune

    @property
    def hides_some(self) -> bool:
        """Say whether any figure of a place is hidden, so that its sign is explained."""
        places = (*self.districts, *self.by_commune)
        return any(one.is_hidden for place in places for one in place.standings.values())

    def of_field(self, field: str) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.field == field)

    def scopes(self) -> dict[str, tuple[Leaf, ...]]:
        """Return the leaves counted together: all ("all"), and by field ("f1", "f2", …)."""
        by_field = {self.scope_of(field): self.of_field(field) for field in self.fields}
        return {"all": self.leaves} | by_field

    def scope_of(self, field: str) -> str:
        return f"f{list(self.fields).index(field) + 1}"

    def with_attainment(self, *attainments: str) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in self.leaves if leaf.standing.attainment in attainments)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the earlier years of which any leaf has a figure, oldest first."""
        return tuple(sorted({year.year for leaf in self.leaves for year in leaf.years}))

    def own_due(self) -> Due | None:
        """Return the duty to send this very report: the plan's last deadline."""
        return max(self.dues, key=lambda due: due.on, default=None)

"""The shapes of the catalogue's smaller parts; a misspelt key is found before a page needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, Field

from mangnon.engine.definitions import NAME, Frozen
from mangnon.engine.duplicates.linkage import Linkage

Words = tuple[str, ...]


class Sourced(Frozen):
    source: str = Field(min_length=1)
    certainty: str = Field(min_length=1)
    since: date | None = None


class SheetColumn(Frozen):
    """A column of a sheet: the headings it is known by, and how its codes are written."""

    name: str = Field(pattern=NAME)
    heading: str = Field(min_length=1)
    also: Words = ()
    kind: str = "text"
    codes: Mapping[str, Words] = {}
    codes_of: str | None = None
    words: Mapping[str, Words] = {}
    hint: str = ""
    is_hidden: bool = False
    is_required: bool = False
    width: int | None = Field(default=None, ge=1)
    length: int | None = Field(default=None, ge=1)


class Sheet(Sourced):
    columns: tuple[SheetColumn, ...] = Field(min_length=1)


class GroupWords(Sourced):
    groups: Mapping[str, Words]
    none: Words


class AroundTables(Sourced):
    totals: Words
    signatures: Words


class Named(Frozen):
    code: str = Field(pattern=NAME)
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class PlaceKind(Named):
    traits: Words
    serves_units: bool = False
    cares_for_residents: bool = False


class PlaceKinds(Sourced):
    kinds: tuple[PlaceKind, ...]


class PlaceServices(Sourced):
    services: tuple[Named, ...]


class PlaceTrait(Named):
    kind: str = Field(pattern="^(whole|yes_no|text)$")


class PlaceTraits(Sourced):
    traits: tuple[PlaceTrait, ...]


class Purpose(Frozen):
    code: str = Field(pattern=NAME)
    vi: str = Field(min_length=1)


class Basis(Purpose):
    certainty: str = Field(min_length=1)


class Reasons(Frozen):
    since: date
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    bases: tuple[Basis, ...] = Field(min_length=1)


class Override(Frozen):
    day: date
    is_working: bool
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    certainty: str = Field(min_length=1)


class Overrides(Frozen):
    overrides: tuple[Override, ...]


SHAPES: dict[str, type[BaseModel]] = {
    "imports/attendance.yaml": Sheet,
    "imports/children.yaml": Sheet,
    "imports/places.yaml": Sheet,
    "imports/circumstances.yaml": GroupWords,
    "imports/words.yaml": AroundTables,
    "places/kinds.yaml": PlaceKinds,
    "places/services.yaml": PlaceServices,
    "places/traits.yaml": PlaceTraits,
    "exports/reasons.yaml": Reasons,
    "calendar/overrides.yaml": Overrides,
    "duplicates/children.yaml": Linkage,
}

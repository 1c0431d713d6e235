"""The receipts of a document: for each figure, what it is and how it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mangnon.documents.writing.model import Document, figures
from mangnon.documents.writing.receipt import FigureReceipt, Receipt
from mangnon.reports.facts import Facts, Standing
from mangnon.reports.wording import ATTAINMENTS, figure_key, year_key

COUNT_OF_LEAVES = "*"
NOTHING_MORE: Mapping[str, FigureReceipt] = {}


def with_receipt(
    facts: Facts,
    document: Document,
    *,
    kind: str = "consolidated",
    more: Mapping[str, FigureReceipt] = NOTHING_MORE,
) -> Document:
    """Return the document with a receipt for every figure in it; `more` are of its own kind."""
    shown: dict[str, dict[str, str]] = {}
    for figure in figures(document):
        parts = shown.setdefault(figure.key, {})
        if parts.setdefault(figure.part, figure.text) != figure.text:
            raise ValueError(f"{figure.key} {figure.part} is printed in two ways")
    known = {**_known(facts), **more}
    source = facts.source
    receipt = Receipt(
        kind=kind,
        year=facts.year,
        as_of=facts.as_of.isoformat(),
        snapshot=source.snapshot,
        manifest_sha256=source.manifest_sha256,
        catalog_sha256=source.catalog_sha256,
        results_sha256=source.results_sha256,
        engine=source.engine,
        engine_version=source.engine_version,
        software_version=source.software_version,
        computed_at=facts.computed_at.isoformat(),
        figures=tuple(replace(known[key], shown=parts) for key, parts in sorted(shown.items())),
        earlier=facts.earlier,
        units_on=facts.units_on.isoformat() if facts.units_on else "",
    )
    return replace(document, receipt=receipt)


def _known(facts: Facts) -> dict[str, FigureReceipt]:
    """Return a receipt, not yet printed anywhere, for every figure the facts can give."""
    found = _counts(facts)
    for leaf in facts.leaves:
        measure, key = leaf.goal.measure, figure_key(leaf.leaf, facts.province_code)
        day = facts.province_valid_from.isoformat()
        found[key] = receipt_of(key, leaf.leaf, (facts.province_code, day), measure, leaf.standing)
        for year in leaf.years:
            key = year_key(leaf.leaf, facts.province_code, year.year)
            then = receipt_of(key, leaf.leaf, (facts.province_code, day), measure, year.standing)
            found[key] = replace(then, year=year.year, snapshot=year.snapshot)
        for place in (*facts.districts, *facts.by_commune):
            if standing := place.standings.get(leaf.leaf):
                key = figure_key(leaf.leaf, place.code)
                unit = (place.code, place.valid_from.isoformat())
                found[key] = receipt_of(key, leaf.leaf, unit, measure, standing)
    return found


def _counts(facts: Facts) -> dict[str, FigureReceipt]:
    """Return the counts of leaves: their `leaf` is "*" over all fields, "*<field>" within one."""
    unit = (facts.province_code, facts.province_valid_from.isoformat())
    names = {"all": COUNT_OF_LEAVES} | {
        facts.scope_of(field): f"{COUNT_OF_LEAVES}{field}" for field in facts.fields
    }
    found = {}
    for scope, leaves in facts.scopes().items():
        for attainment in ATTAINMENTS:
            number = sum(leaf.standing.attainment == attainment for leaf in leaves)
            standing = Standing(attainment, "final", number, number, len(leaves))
            key = f"{scope}_{attainment}"
            found[key] = receipt_of(key, names[scope], unit, "count", standing)
    return found


def receipt_of(
    key: str, leaf: str, unit: tuple[str, str], measure: str, standing: Standing
) -> FigureReceipt:
    return FigureReceipt(
        key=key,
        leaf=leaf,
        unit=unit[0],
        unit_valid_from=unit[1],
        measure=measure,
        numerator=standing.numerator,
        denominator=standing.denominator,
        value=standing.value,
        attainment=standing.attainment,
        basis=standing.basis,
        shown={},
    )

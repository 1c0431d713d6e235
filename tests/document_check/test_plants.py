"""Every departure that was planted is found, by its rule and with what was found there."""

from collections import defaultdict

import pytest

from mangnon.documents.checking import check_document
from mangnon.documents.decree import decree

from .changes import found_in, size, spoilt
from .plants import CONSEQUENCES, FACETS, PLANTS, SINGLE

TOGETHER = 6  # changes of different elements in one document


def batches():
    """Put changes of one facet of different elements together: each must be found among others."""
    groups = defaultdict(list)
    for plant in FACETS:
        kind, _change, rule, words = plant
        facet = rule.split(".")[1]
        groups[kind, facet, words.split()[-1] if facet == "align" else ""].append(plant)
    for group in groups.values():
        by_rule = defaultdict(list)
        for plant in group:
            by_rule[plant[2]].append(plant)
        depth = max(map(len, by_rule.values()))
        for turn in range(depth):
            layer = [plants[turn] for plants in by_rule.values() if turn < len(plants)]
            yield from (layer[at : at + TOGETHER] for at in range(0, len(layer), TOGETHER))


def label(batch):
    return f"{batch[0][0]} {' '.join(plant[2] for plant in batch)}"


@pytest.mark.parametrize("batch", list(batches()), ids=label)
def test_wrong_sizes_faces_and_places_are_each_found_among_others(batch):
    found = found_in(spoilt(batch[0][0], *(change for _kind, change, _rule, _words in batch)))
    for _kind, _change, rule, words in batch:
        assert any(rule == name and words in what for name, _where, what in found), (rule, found)
    allowed = {rule for _kind, _change, rule, _words in batch}
    allowed |= set().union(*(CONSEQUENCES.get(rule, set()) for rule in allowed))
    assert {name for name, _where, _what in found} <= allowed


@pytest.mark.parametrize(
    ("kind", "change", "rule", "words"), SINGLE, ids=[f"{p[0]} {p[2]} {p[3]}" for p in SINGLE]
)
def test_a_departure_is_found_and_nothing_else(kind, change, rule, words):
    found = found_in(spoilt(kind, change))
    assert any(rule == name and words in where + what for name, where, what in found), found
    assert {name for name, _where, _what in found} <= {rule} | CONSEQUENCES.get(rule, set())


def test_every_rule_has_a_plant():
    rules = decree()
    known = set(rules.rules) | {f"page.margin_{side}" for side in rules.margins}
    for name, element in rules.elements.items():
        known |= {f"{name}.{facet}" for facet in ("size", "bold", "italic")}
        known |= {f"{name}.case"} if element.case != "any" else set()
        known |= {f"{name}.align"} if element.align != "any" else set()
    known -= {"page_number.align"}  # it is said as page_number.position
    assert known - {plant[2] for plant in PLANTS} == set()


def test_a_departure_says_where_it_is_and_what_the_rule_is():
    (departure,) = check_document("a.docx", spoilt("report", size("Căn cứ Luật", 12)))
    assert departure.where == ("Căn cứ ban hành, đoạn 15: “Căn cứ Luật Trẻ em ngày 05 tháng 4…”")
    assert departure.found == "cỡ chữ 12"
    assert departure.expected == ("cỡ chữ 13 đến 14 (Phụ lục I, Phần I, Mục II, khoản 6, điểm a)")

"""Deciding first what the units at the top show: their figures are the ones most asked for."""

from __future__ import annotations

from collections import defaultdict

from mangnon.engine.suppression.cells import NOTHING
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import TOTAL, Layers


def settle_top(layers: Layers) -> None:
    """Decide what is hidden of the units always told by their own counts alone.

    What they show is known from then on, and what they hide stays hidden. All below them can still
    be hidden with it, so that no count there is made narrower than the top leaves it. Left for
    later are breakdowns by what whole units are (rural, of a class of area): a member is a sum of
    units there, and to show it may tell what one of them has.
    """
    of_places = _of_places(layers)
    cells = [
        cell
        for (_layer, place), cell in layers.at.items()
        if place.unit in layers.always_told and place.dimension not in of_places
    ]
    if not cells:
        return
    keys = list(layers.at)
    top = Layers(refined=layers.refined, always_told=layers.always_told)
    made = {cell: top.add(*keys[cell], layers.count[cell], layers.below[cell]) for cell in cells}
    for cell in cells:
        top.within[made[cell]] = made.get(layers.within[cell], NOTHING)
        top.known[made[cell]] = layers.known[cell]
        top.kept[made[cell]] = layers.kept[cell]
    hidden = hide(top.cells()).mask
    for cell in cells:
        layers.known[cell] |= not hidden[made[cell]]
        layers.kept[cell] |= bool(hidden[made[cell]])


def _of_places(layers: Layers) -> set[str]:
    """Return the dimensions in which every lowest unit is one member as a whole."""
    wholes = {one.whole for one in layers.sums}
    members: dict[tuple[object, str], set[str]] = defaultdict(set)
    for (_layer, place), cell in layers.at.items():
        if place.unit not in wholes and place.dimension != TOTAL and layers.count[cell]:
            members[place.unit, place.dimension].add(place.member)
    mixed = {dimension for (_unit, dimension), found in members.items() if len(found) > 1}
    return {dimension for _unit, dimension in members} - mixed

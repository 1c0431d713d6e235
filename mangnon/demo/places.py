"""The places of the synthetic province: its schools, a health station a commune, play points."""

import numpy as np
import pyarrow as pa

from mangnon.demo.arrow import chosen, text, uuids
from mangnon.demo.draw import Ints, identifiers, stream
from mangnon.demo.records import Assessments
from mangnon.demo.schools import Schools
from mangnon.demo.tables import UNIT
from mangnon.demo.territory import Territory
from mangnon.places.place import name_keys

SERVICES = {
    "school": ["schooling"],
    "health_station": ["primary_care", "immunisation", "growth_monitoring"],
    "play_point": ["play"],
}


def places_table(
    schools: Schools, territory: Territory, assessed: Assessments, *, seed: int
) -> pa.Table:
    """Return every place: the schools as they are, then those that they are not told apart from."""
    communes = np.arange(len(territory.communes))
    playing = _with_play_point(assessed)
    labels = [f"{unit.type.lower()} {unit.name}" for unit in territory.communes]
    others = np.concatenate([communes, playing])
    names = [
        *schools.name,
        *(f"Trạm Y tế {labels[commune]}" for commune in communes),
        *(f"Điểm vui chơi trẻ em {labels[commune]}" for commune in playing),
    ]
    kinds = np.repeat(list(SERVICES), [len(schools.name), len(communes), len(playing)])
    ids = np.concatenate([schools.ids, identifiers(stream(seed, "places"), len(others))])
    keys = [name_keys(name) for name in names]
    empty = [""] * len(names)
    return pa.table(
        {
            "id": uuids(ids),
            "kind": text(kinds),
            UNIT: chosen(
                np.array([unit.code for unit in territory.communes], dtype=object),
                np.concatenate([schools.commune, others]),
            ),
            "name": text(names),
            "name_key": text([key for key, _words in keys]),
            "search_text": text([words for _key, words in keys]),
            "services": pa.array([SERVICES[kind] for kind in kinds], pa.list_(pa.string())),
        }
        | {
            column: text(empty)
            for column in ("code", "hamlet", "address", "phone", "in_charge", "closed_reason")
        }
    )


def _with_play_point(assessed: Assessments) -> Ints:
    """Return the communes that were found to have a play point when last assessed."""
    latest = assessed.year == assessed.year.max()
    found: Ints = np.sort(assessed.commune[latest & (assessed.has_play_point == "yes")])
    return found

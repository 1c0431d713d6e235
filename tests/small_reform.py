"""The small province after its reform: two communes merge, one keeps its code, no districts.

25216 and 25217 become 25217 under another name; 25270 goes on alone and is retyped in 2026.
"""

from datetime import date

from mangnon.core.models import Unit, UnitChange

MERGED, RETYPED = date(2025, 7, 1), date(2026, 4, 30)
LAW, LATER_LAW = "NQ 1662/NQ-UBTVQH15", "NQ 30/2026/QH16"
# code, name, level, type, parent, from, to
UNITS = [
    ("75", "Đồng Nai", "province", "Tỉnh", "", MERGED, RETYPED),
    ("75", "Đồng Nai", "province", "Thành phố", "", RETYPED, None),
    ("25217", "Phước Long", "commune", "Phường", "75", MERGED, None),
    ("25270", "Lộc Ninh", "commune", "Xã", "75", MERGED, RETYPED),
    ("25270", "Lộc Ninh", "commune", "Phường", "75", RETYPED, None),
]
CHANGES = [
    (MERGED, "70", "75", "merge", LAW),
    (MERGED, "688", "75", "abolish_level", LAW),
    (MERGED, "692", "75", "abolish_level", LAW),
    (MERGED, "25216", "25217", "merge", LAW),
    (MERGED, "25217", "25217", "merge", LAW),
    (MERGED, "25270", "25270", "merge", LAW),
    (RETYPED, "75", "75", "retype", LATER_LAW),
    (RETYPED, "25270", "25270", "retype", LATER_LAW),
]


def reform() -> None:
    for code, name, level, kind, parent, since, until in UNITS:
        unit = Unit(
            code=code, name=name, level=level, type=kind, parent_code=parent, valid_from=since,
            valid_to=until,
        )  # fmt: skip
        unit.set_name_key()
        unit.save()
    for on, old, new, kind, law in CHANGES:
        UnitChange.objects.create(
            on=on, from_code=old, to_code=new, kind=kind, share=1, legal_basis=law
        )


def unit(code: str, since: date = MERGED) -> Unit:
    return Unit.objects.get(code=code, valid_from=since)

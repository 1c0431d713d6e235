"""A province before its reform, and drafts that change it."""

import datetime

import pytest
from django.apps import apps

from mangnon.children.models import Child, ResidenceSpell
from mangnon.core.models import Unit
from mangnon.core.reforms.applying import apply_reform
from mangnon.core.reforms.drafts import add_rows, create_draft

DAY = datetime.date(2025, 7, 1)
# What a reform leaves behind by design, and what only grows.
OWN = {
    "core_reformbatch", "core_reformmove", "core_handover", "core_auditentry", "core_auditseal",
    "core_change",
}  # fmt: skip


def tables():
    """Return every row of every table of ours, but for the record of what was done."""
    return {
        model._meta.db_table: sorted(map(repr, model._default_manager.values_list()))
        for app in apps.get_app_configs()
        if app.name.startswith("mangnon.")
        for model in app.get_models()
        if model._meta.db_table not in OWN
    }


def change(kind, source, target, share="1", basis=""):
    return {
        "kind": kind, "from_code": source, "to_code": target, "share": share, "share_basis": basis,
        "legal_basis": "NQ 1", "certainty": "",
    }  # fmt: skip


def new_unit(code, name, parent="75", level="commune", kind="Xã"):
    return {
        "code": code, "level": level, "type": kind, "name": name, "parent_code": parent, "lat": "",
        "lon": "", "area_km2": "", "legal_basis": "NQ 1", "certainty": "",
    }  # fmt: skip


@pytest.fixture
def province(make_unit):
    """Bình Phước that nobody has ended yet: two districts, four communes."""
    province = make_unit("70", "Bình Phước", "province", "Tỉnh", valid_to=None)
    for code, name in {"688": "Phước Long", "692": "Lộc Ninh"}.items():
        make_unit(code, name, "district", "Huyện", "70", valid_to=None)
    for code, name, parent in (
        ("25216", "Thác Mơ", "688"),
        ("25217", "Long Thủy", "688"),
        ("25270", "Lộc Ninh", "692"),
        ("25288", "Lộc Thuận", "692"),
    ):
        make_unit(code, name, "commune", "Xã", parent, valid_to=None)
    return province


@pytest.fixture
def unit(province):
    def find(code, day=None):
        return Unit.objects.get(code=code, **({"valid_from": day} if day else {"valid_to": None}))

    return find


@pytest.fixture
def make_child(unit):
    def make(code, name, hamlet="", *, is_dated=True):
        child = Child(full_name=name, birth_date=datetime.date(2018, 3, 1), unit=unit(code))
        child.set_name_key()
        child.save()
        if is_dated:
            ResidenceSpell.objects.create(
                child=child, unit=child.unit, hamlet=hamlet, began_on=child.birth_date
            )
        return child

    return make


@pytest.fixture
def draft(officer):
    """Return a function that writes a draft of the officer's."""

    def make(changes, units=(), on=DAY, by=officer):
        batch = create_draft(number="NQ 1/2025", issued_on=on, on=on, by=by)
        return add_rows(batch.pk, by=by, seen=batch.version, units=units, changes=changes)

    return make


@pytest.fixture
def apply(officer):
    def apply(batch, by=officer):
        by.refresh_from_db()
        return apply_reform(batch.pk, by=by, seen=batch.version)

    return apply

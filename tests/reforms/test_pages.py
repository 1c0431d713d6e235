"""The pages of units and of the reform wizard, by their addresses."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.core.models import Handover, ReformBatch, Unit
from tests.reforms.conftest import DAY, change, new_unit
from tests.reforms.test_applying import MERGE, MERGED, SPLIT

REFORMS = "/administration/reforms/"


@pytest.fixture
def site(client, officer):
    client.force_login(officer)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def page(batch, step=""):
    return f"{REFORMS}{batch.pk}/{step}"


def test_a_reform_goes_from_the_resolution_to_undo(site, unit, make_child):
    make_child("25216", "Điểu A", "Thôn 1")
    answer = site.post(
        f"{REFORMS}new/", {"number": "NQ 9", "issued_on": "2025-06-16", "on": "2025-07-01"}
    )
    batch = ReformBatch.objects.get()
    assert answer.headers["Location"] == page(batch)
    row = {
        "kind": "merge", "from_code": "25216", "to_code": "25217", "share": "1", "name": "",
        "version": batch.version,
    }  # fmt: skip
    assert site.post(page(batch, "add/"), row).status_code == 302
    assert "25216 → 25217 · Sáp nhập" in text(site.get(page(batch)))
    preview = text(site.get(page(batch, "preview/")))
    assert "Trẻ em trong sổ: 1" in preview
    assert "Áp dụng việc sắp xếp" in preview
    batch.refresh_from_db()
    site.post(page(batch, "apply/"), {"version": batch.version})
    assert "Đã áp dụng" in text(site.get(page(batch)))
    site.post(page(batch, "undo/"))
    assert "mọi thứ trở lại như trước" in text(site.get(page(batch)))


def test_a_decimal_comma_is_understood_and_a_share_of_nothing_is_shown(site, draft):
    batch = draft([])
    row = {"kind": "split", "from_code": "25216", "to_code": "25217", "share": "0,6"}
    site.post(page(batch, "add/"), row | {"share_basis": "area", "version": batch.version})
    batch.refresh_from_db()
    assert batch.changes[0]["share"] == "0.6"
    assert "25216 → 25217 · Chia tách, 0,6 (Diện tích)" in text(site.get(page(batch)))


def test_what_is_wrong_is_said_and_cannot_be_applied(site, draft):
    batch = draft([change("merge", "25216", "29999")])
    preview = text(site.get(page(batch, "preview/")))
    assert "29999" in preview
    assert "Áp dụng việc sắp xếp" not in preview
    answer = site.post(page(batch, "apply/"), {"version": batch.version})
    assert answer.status_code == 422
    assert "29999" in text(answer)


def test_the_person_decides_who_takes_over_what(site, draft, make_child, unit):
    child = make_child("25216", "Điểu A", "Thôn 1")
    batch = draft(SPLIT)
    name = f"children|{unit('25216').pk}|Thôn 1"
    assert f'name="{name}"' in text(site.get(page(batch, "preview/")))
    site.post(page(batch, "preview/"), {"version": batch.version, name: "25270"})
    batch.refresh_from_db()
    site.post(page(batch, "apply/"), {"version": batch.version})
    child.refresh_from_db()
    assert child.unit == unit("25270")


def test_files_are_uploaded_in_place_of_the_rows(site, draft):
    batch = draft(MERGE, MERGED)
    rows = b"from_code,on,to_code,kind,share,legal_basis,certainty\n"
    file = SimpleUploadedFile("changes.csv", rows + b"25217,2025-07-01,25216,merge,1,NQ,\n")
    answer = site.post(page(batch, "upload/"), {"version": batch.version, "changes": file})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert [row["from_code"] for row in batch.changes] == ["25217"]


def test_a_page_that_is_out_of_date_changes_nothing(site, draft):
    batch = draft(MERGE, MERGED)
    for step in ("remove/", "discard/", "apply/", "preview/"):
        sent = {"version": batch.version - 1, "kind": "changes", "position": "0"}
        answer = site.post(page(batch, step), sent)
        assert answer.status_code in (200, 422), step
        assert "vừa sửa bản nháp" in text(answer)
    batch.refresh_from_db()
    assert len(batch.changes) == 2


def test_the_tree_of_a_day_costs_the_same_for_any_number_of_units(
    site, province, make_unit, django_assert_max_num_queries
):
    for number in range(40):
        make_unit(f"3{number:04}", f"Xã {number}", "commune", "Xã", "688", valid_to=None)
    with django_assert_max_num_queries(4):
        answer = site.get(f"/administration/units/?on={DAY}")
    assert "Tỉnh Bình Phước" in text(answer)
    assert "Xã 12" not in text(answer)
    district = Unit.objects.get(code="688")
    with django_assert_max_num_queries(5):
        part = site.get(
            f"/administration/units/{district.pk}/below/?on={DAY}", headers={"HX-Request": "true"}
        )
    assert text(part).count("<li>") == 42


def test_without_scripts_a_link_opens_the_tree(site, unit):
    answer = site.get(f"/administration/units/{unit('688').pk}/below/?on={DAY}", follow=True)
    assert "Xã Thác Mơ" in text(answer)
    assert "Xã Lộc Thuận" not in text(answer)


@pytest.mark.parametrize("typed", ["31/12/2025", "2025-13-01", "x" * 500])
def test_a_day_that_is_none_is_said(site, typed):
    answer = site.get("/administration/units/", {"on": typed})
    assert answer.status_code == 422
    assert "không phải là ngày" in text(answer)


def test_a_units_page_shows_its_names_its_lineage_and_what_waits(
    client, draft, apply, unit, make_user, make_child
):
    make_child("25216", "Điểu A", "Thôn 1")
    chair = make_user("commune_chair", unit("25217"))
    apply(draft(MERGE, MERGED))
    chair.refresh_from_db()
    client.force_login(chair)
    shown = text(client.get(f"/administration/units/{unit('25217').pk}/"))
    assert "Phường Phước Long" in shown
    assert "Xã Thác Mơ</a> → <a" in shown
    assert "Trẻ em trong sổ: 1" in shown
    handover = Handover.objects.get(mover="children")
    client.post(f"/administration/handovers/{handover.pk}/accept/")
    assert "Trẻ em trong sổ: 1" not in text(
        client.get(f"/administration/units/{unit('25217').pk}/")
    )


def test_the_part_of_a_province_that_is_loaded_has_its_name(site, make_unit):
    province = make_unit(
        "75", "Đồng Nai", "province", "Tỉnh", valid_from=datetime.date(2025, 7, 1), valid_to=None
    )
    assert "địa bàn Bình Phước cũ" in text(site.get(f"/administration/units/{province.pk}/"))


def test_a_new_unit_of_a_form_is_in_the_draft(site, draft):
    batch = draft([])
    unit = new_unit("25216", "Mới", "688")
    sent = {
        "kind": "rename", "from_code": "25216", "to_code": "25216", "share": "", "type": "Xã",
        "name": unit["name"], "level": "commune", "parent_code": "688", "version": batch.version,
    }  # fmt: skip
    site.post(page(batch, "add/"), sent)
    batch.refresh_from_db()
    assert (batch.units[0]["name"], batch.changes[0]["share"]) == ("Mới", "1")

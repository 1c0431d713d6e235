"""A batch is taken back exactly, unless something stands on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mangnon.children.duplicates.judging import judge_different
from mangnon.children.models import Child, DuplicatePair, Guardian, ImportedRow, Vaccination
from mangnon.core.models import AuditEntry, Refused
from mangnon.intake import services
from mangnon.intake.keeping import drop_what_is_over
from tests.children.importing.conftest import AN, TODAY, counts, unit
from tests.children.importing.test_applying import FULL

pytestmark = pytest.mark.django_db
BINH = AN | {"Họ và tên": "Nguyễn Thị Bình", "Giới tính": "Nữ"}


def test_what_was_made_goes_and_what_was_changed_is_as_it_was(bring, keeper, snapshot_of_register):
    before_all = snapshot_of_register()
    first = bring(FULL)
    before = snapshot_of_register()
    other = FULL | {
        "Họ và tên": "Nguyễn Văn Ân", "Thôn": "Khu phố 5", "Mã hộ": "99", "Họ tên mẹ": "Thị Hoa",
        "Số giấy khai sinh": "13/2020", "Cân nặng": "15,9", "Hoàn cảnh đặc biệt": "a",
        "Lớp": "Lá", "Dân tộc": "Kinh", "Hộ nghèo": "Nghèo",
    }  # fmt: skip
    second = bring(other, BINH)
    assert counts(second) == (1, 1, 0, 0)
    assert Child.objects.get(full_name="Nguyễn Văn Ân").birth_certificate_number == "13/2020"
    services.undo(second, by=keeper)
    assert snapshot_of_register() == before
    assert Child.objects.get().birth_certificate_number == "12/2020"
    services.undo(first, by=keeper)
    assert snapshot_of_register() == before_all
    assert not ImportedRow.objects.exists()


@pytest.fixture
def batch(bring):
    return bring(AN, BINH)


def refusal(batch, by):
    with pytest.raises(Refused) as refused:
        services.undo(batch, by=by)
    assert "Nguyễn" not in str(refused.value)
    return str(refused.value)


def test_a_later_edit_stands_on_the_batch(batch, keeper):
    Child.objects.filter(full_name="Nguyễn Văn An").update(changed_at=timezone.now())
    assert refusal(batch, keeper).startswith("1 trẻ em")
    assert Child.objects.count() == 2


def test_a_later_fact_stands_on_the_batch_even_if_nobody_marked_the_child(batch, keeper):
    Vaccination.objects.create(child=Child.objects.first(), antigen="measles", given_on=TODAY)
    refusal(batch, keeper)
    assert Child.objects.count() == 2


@pytest.fixture
def likely(bring):
    """A batch whose child has the name of another one, born a day later to the same mother."""
    mother = {"Họ tên mẹ": "Thị Brơi"}
    bring(AN | mother)
    return bring(AN | mother | {"Ngày sinh": "18/05/2020"})


def test_a_possible_duplicate_waits_on_the_list_and_goes_with_the_batch(likely, keeper):
    pair = DuplicatePair.objects.visible_to(keeper).waiting().get()
    assert {pair.first.birth_date.day, pair.second.birth_date.day} == {17, 18}
    services.undo(likely, by=keeper)
    assert not DuplicatePair.objects.exists()
    assert Child.objects.get().birth_date.day == 17


def test_a_judged_pair_stands_on_the_batch(likely, keeper):
    judge_different(DuplicatePair.objects.get().pk, by=keeper)
    refusal(likely, keeper)
    assert Child.objects.count() == 2


def test_a_later_batch_stands_on_the_first(batch, bring, keeper):
    later = bring(AN | {"Dân tộc": "Kinh"})
    refusal(batch, keeper)
    services.undo(later, by=keeper)
    assert Child.objects.get(full_name="Nguyễn Văn An").ethnicity == "unknown"


def test_a_move_stands_on_the_batch(batch, keeper):
    Child.objects.filter(full_name="Nguyễn Văn An").update(unit=unit("25217"))
    assert "xã khác" in refusal(batch, keeper)


def test_a_merge_stands_on_the_batch(batch, keeper):
    an, binh = Child.objects.order_by("full_name")
    Child.objects.filter(pk=an.pk).update(merged_into=binh)
    assert "gộp" in refusal(batch, keeper)


def test_a_mother_who_was_made_stays_when_another_batch_needs_her(bring, keeper):
    mother = {"Họ tên mẹ": "Thị Brơi", "Năm sinh mẹ": "1995"}
    first = bring(AN | mother)
    bring(BINH | mother)
    refusal(first, keeper)
    assert Guardian.objects.count() == 1


def test_thirty_days_later_nothing_is_kept_to_undo_the_batch_and_the_children_stay(batch):
    drop_what_is_over(timezone.now() + timedelta(days=29))
    assert ImportedRow.objects.count() == 2
    drop_what_is_over(timezone.now() + timedelta(days=31))
    assert not ImportedRow.objects.exists()
    assert AuditEntry.objects.get(action="batch.drop").details == {"rows": 2}
    assert Child.objects.count() == 2

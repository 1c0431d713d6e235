"""Imports at the same moment: each waits for the other, and nothing comes in twice."""

import pytest

from mangnon.children.models import Child, ImportedRow
from mangnon.core.models import Refused
from mangnon.intake import services
from tests.at_once import at_once
from tests.children.importing.conftest import AN, counts

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_people_with_one_sheet_one_brings_the_child(receive, keeper):
    batches = [receive(AN), receive(AN)]
    answers = at_once(*(lambda b=b: services.apply(b, by=keeper) for b in batches))
    assert sorted(map(counts, answers)) == [(0, 0, 1, 0), (1, 0, 0, 0)]
    assert Child.objects.count() == ImportedRow.objects.count() == 1


def test_one_batch_that_two_people_apply_is_applied_once(receive, keeper):
    batch = receive(AN)
    answers = at_once(*(lambda: services.apply(batch, by=keeper) for _person in range(2)))
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert Child.objects.count() == 1


def test_one_batch_that_two_people_undo_is_undone_once(receive, keeper):
    batch = services.apply(receive(AN), by=keeper)
    answers = at_once(*(lambda: services.undo(batch, by=keeper) for _person in range(2)))
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert not Child.objects.exists()

"""What somebody types of a core group that cannot be."""

from uuid import uuid4

from django.urls import reverse

from mangnon.activities.network.grouping import begin_group

from .conftest import SINCE, TODAY


def test_a_group_of_too_many_children_is_refused_in_a_sentence(client, officer, ward):
    about = {"unit": ward, "name": "Nhóm Măng Non", "place_words": "", "from_day": SINCE}
    group = begin_group(uuid4(), about, by=officer, today=TODAY)
    client.force_login(officer)
    page = reverse("network-group-count", args=[group.pk])
    answer = client.post(page, {"on": "01/06/2025", "children": "20000"})
    assert answer.status_code == 422
    assert "10.000" in answer.content.decode()
    assert not group.counts.exists()

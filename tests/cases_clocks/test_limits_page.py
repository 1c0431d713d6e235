"""The page of the limits that hold."""

import pytest

from mangnon.cases.models import LocalLimit

FORM = {
    "code": "emergency", "count": "8", "measure": "hours", "valid_from": "10/06/2025",
    "decision": "12/QĐ-UBND", "decided_on": "10/06/2025",
}  # fmt: skip


def test_the_chair_sets_a_limit_and_ends_it(client, chair):
    client.force_login(chair)
    page = client.get("/cases/limits/").content.decode()
    assert "12 giờ" in page
    assert "chưa đối chiếu" in page
    assert client.post("/cases/limits/", FORM).status_code == 302
    limit = LocalLimit.objects.get()
    assert "12/QĐ-UBND" in client.get("/cases/limits/").content.decode()
    assert client.post(f"/cases/limits/{limit.pk}/end/").status_code == 302
    limit.refresh_from_db()
    assert limit.valid_to is not None


def test_a_looser_limit_comes_back_with_the_reason(client, chair):
    client.force_login(chair)
    answer = client.post("/cases/limits/", FORM | {"count": "13"})
    assert answer.status_code == 422
    assert "chỉ được quy định thời hạn ngắn hơn" in answer.content.decode()


@pytest.mark.parametrize("role", ["commune_officer", "leader"])
def test_others_read_the_limits_and_set_none(client, make_user, commune, role):
    client.force_login(make_user(role, commune))
    assert "decision" not in client.get("/cases/limits/").content.decode()
    assert client.post("/cases/limits/", FORM).status_code == 403
    assert not LocalLimit.objects.exists()

"""Two officers correct the same fact: what only one of them changed stays, and nobody is lost."""

import pytest

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import add_fact, correct_fact
from mangnon.children.models import Fact, FactVersion
from mangnon.children.record.editing import ChangedMeanwhile
from tests.children_facts.examples import TODAY
from tests.children_facts.test_services import CARE

SEEN = CARE | {"provider": "Trung tâm A"}


@pytest.fixture
def support():
    return fact_catalog().kinds["support"]


@pytest.fixture
def fact(child, support, collaborator):
    return add_fact(child.pk, support, by=collaborator, values=SEEN, today=TODAY)


def correct(fact, support, by, seen=SEEN, **changes):
    values = {**SEEN, **changes}
    correct_fact(fact.child_id, support, fact.pk, by=by, values=values, today=TODAY, seen=seen)


def test_the_same_answer_changed_otherwise_is_asked(fact, support, collaborator, commune_officer):
    correct(fact, support, collaborator, provider="Trung tâm B")
    with pytest.raises(ChangedMeanwhile) as clash:
        correct(fact, support, commune_officer, provider="Trung tâm C")
    assert clash.value.theirs == {"provider": "Trung tâm B"}
    assert Fact.objects.get().answers["provider"] == "Trung tâm B"
    assert FactVersion.objects.count() == 1


def test_who_changes_another_answer_keeps_what_was_written_meanwhile(
    fact, support, collaborator, commune_officer
):
    correct(fact, support, collaborator, provider="Trung tâm B")
    correct(fact, support, commune_officer, form="legal")
    assert Fact.objects.get().answers == {"form": "legal", "provider": "Trung tâm B"}


def test_an_answer_that_was_taken_out_meanwhile_stays_out(
    fact, support, collaborator, commune_officer
):
    correct(fact, support, collaborator, provider=None)
    correct(fact, support, commune_officer, form="legal")
    assert Fact.objects.get().answers == {"form": "legal"}
    with pytest.raises(ChangedMeanwhile) as clash:
        correct(fact, support, commune_officer, provider="Trung tâm C")
    assert clash.value.theirs == {"provider": None}


def address(fact):
    return f"/children/{fact.child_id}/facts/support/{fact.pk}/"


def test_the_page_shows_both_answers_and_the_person_chooses(
    client, fact, support, collaborator, commune_officer
):
    client.force_login(commune_officer)
    form = client.get(address(fact)).context["form"]
    correct(fact, support, collaborator, provider="Trung tâm B")
    sent = {
        "seen": form["seen"].value(), "began_on": "2024-06-01", "form": "legal",
        "provider": "Trung tâm C",
    }  # fmt: skip
    asked = client.post(address(fact), sent)
    page = asked.content.decode()
    assert asked.status_code == 409
    assert "Của anh/chị: Trung tâm C" in page
    assert "Trung tâm B" in page
    assert 'name="keep-provider"' in page
    assert 'name="keep-form"' not in page
    sent |= {"seen": asked.context["form"]["seen"].value(), "keep-provider": "theirs"}
    assert client.post(address(fact), sent).status_code == 302
    assert Fact.objects.get().answers == {"form": "legal", "provider": "Trung tâm B"}
    sent |= {"keep-provider": "mine"}
    assert client.post(address(fact), sent).status_code == 302
    assert Fact.objects.get().answers["provider"] == "Trung tâm C"


@pytest.mark.parametrize(
    "seen", ["", "{", "[]", '{"answers": 3}', '{"began_on": "x", "answers": {}}']
)
def test_a_form_that_does_not_say_what_it_showed_writes_nothing(client, fact, collaborator, seen):
    client.force_login(collaborator)
    sent = {"seen": seen, "began_on": "2024-06-01", "form": "legal"}
    answer = client.post(address(fact), sent)
    assert answer.status_code == 422
    assert "hãy mở lại rồi sửa" in answer.content.decode()
    assert Fact.objects.get().answers["form"] == "care"

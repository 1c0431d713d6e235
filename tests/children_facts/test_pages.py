"""The pages of facts: every kind's form there and back, and what is kept closely unseen."""

from datetime import date

import pytest

from mangnon.children.facts.homes import HOMES
from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import add_fact
from mangnon.children.models import Fact, FactVersion
from mangnon.core.models import AuditEntry
from tests.children_facts.examples import KINDS, TODAY, began_for, posted_for

HIV = {"began_on": date(2010, 3, 8), "mother_positive": "yes"}


def path(child, *parts):
    return "/".join(["/children", str(child.pk), "facts", *map(str, parts), ""])


def kept(kind, child):
    """Return the one fact of the kind, with its values."""
    home = HOMES[kind.home]
    row = home.model._default_manager.get(child=child)
    return row, home.values(kind, row)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_goes_into_the_register_and_comes_back_to_its_form(
    name, client, child, commune_officer
):
    client.force_login(commune_officer)
    kind, sent = fact_catalog().kinds[name], posted_for(fact_catalog().kinds[name], child)
    assert client.get(path(child, kind.slug, "add")).status_code == 200
    answer = client.post(path(child, kind.slug, "add"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    row, values = kept(kind, child)
    form = client.get(path(child, kind.slug, row.pk)).context["form"]
    for question in sent:
        shown = form.fields[question].clean(form[question].value())
        assert (shown or None) == values.get(question), question
        assert values.get(question) is not None or sent[question] == "", question
    page = client.get(path(child)).content.decode()
    assert kind.title.vi in page
    again = client.post(path(child, kind.slug, row.pk), sent | {"seen": form["seen"].value()})
    assert again.status_code == 302
    assert not FactVersion.objects.exists(), "the same answers are no correction"


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_form_says_all_that_is_missing_with_links_to_the_questions(
    name, client, child, commune_officer
):
    client.force_login(commune_officer)
    kind = fact_catalog().kinds[name]
    answer = client.post(path(child, kind.slug, "add"), {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#"' not in page
    wrong = set(answer.context["form"].errors)
    dated = set() if kind.when == "school_year" else {"began_on"}
    asked = {field.name for field in kind.fields if field.required}
    assert wrong == dated | asked
    for name in wrong:
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in page


def test_whoever_lacks_the_right_of_a_kind_is_refused_and_what_is_not_there_not_found(
    client, child, collaborator
):
    client.force_login(collaborator)
    assert client.get(path(child, "hiv-exposure", "add")).status_code == 403
    assert client.get(path(child, "child-labour", "add")).status_code == 403
    assert client.get(path(child, "no-such-kind", "add")).status_code == 404
    assert client.get(path(child, "swimming", "not-a-number")).status_code == 404
    assert client.get(path(child, "vaccination", "77")).status_code == 404


class TestKeptClosely:
    @pytest.fixture(autouse=True)
    def _exposed(self, child, commune_officer):
        kind = fact_catalog().kinds["hiv_exposure"]
        add_fact(child.pk, kind, by=commune_officer, values=HIV, today=TODAY)
        AuditEntry.objects.filter(action="child.health").delete()

    def test_the_pages_of_who_lacks_the_right_do_not_show_that_there_is_anything(
        self, client, child, collaborator
    ):
        client.force_login(collaborator)
        for address in (path(child), f"/children/{child.pk}/", path(child) + "?kind=hiv-exposure"):
            answer = client.get(address)
            page = answer.content.decode()
            assert answer.status_code == 200
            for word in ("HIV", "hiv", "tâm thần", "giữ kín"):
                assert word not in page, (address, word)
        assert not AuditEntry.objects.filter(action="child.health").exists()

    def test_the_number_of_entries_does_not_betray_it(self, client, child, collaborator):
        client.force_login(collaborator)
        assert client.get(path(child)).context["page"].paginator.count == 1  # the birth

    def test_reading_it_is_written_down(self, client, child, commune_officer):
        client.force_login(commune_officer)
        assert "Phơi nhiễm HIV" in client.get(path(child)).content.decode()
        entry = AuditEntry.objects.get(action="child.health")
        assert (entry.actor, entry.record_id) == (commune_officer, str(child.pk))
        assert "hiv" not in str(entry.details).lower()

    def test_a_removed_one_is_seen_by_the_same_people_alone(
        self, client, child, commune_officer, collaborator
    ):
        client.force_login(commune_officer)
        row, _values = kept(fact_catalog().kinds["hiv_exposure"], child)
        address = path(child, "hiv-exposure", row.pk, "remove")
        assert "Mẹ nhiễm HIV" in client.get(address).content.decode()
        assert client.post(address, {"reason": "nhầm trẻ"}).status_code == 302
        assert "nhầm trẻ" in client.get(path(child)).content.decode()
        client.force_login(collaborator)
        page = client.get(path(child)).content.decode()
        assert "nhầm trẻ" not in page
        assert "HIV" not in page


class TestChangingOnPages:
    @pytest.fixture
    def support(self, child, collaborator):
        kind = fact_catalog().kinds["support"]
        values = {"began_on": began_for(kind, child), "form": "care"}
        return add_fact(child.pk, kind, by=collaborator, values=values, today=TODAY)

    def test_a_correction_shows_what_was_there_before(self, client, child, collaborator, support):
        client.force_login(collaborator)
        address = path(child, "support", support.pk)
        seen = client.get(address).context["form"]["seen"].value()
        sent = {"began_on": support.began_on.isoformat(), "form": "legal", "seen": seen}
        assert client.post(address, sent).status_code == 302
        page = client.get(address).content.decode()
        assert "Chăm sóc, nuôi dưỡng" in page.split("Nội dung trước đây")[1]

    def test_it_is_ended_on_a_day_that_makes_sense(self, client, child, collaborator, support):
        client.force_login(collaborator)
        address = path(child, "support", support.pk, "end")
        before = client.post(address, {"ended_on": support.began_on.isoformat()})
        assert before.status_code == 422
        assert client.post(address, {"ended_on": TODAY.isoformat()}).status_code == 302
        assert Fact.objects.get().ended_on == TODAY

    def test_the_participants_of_a_child_change_nothing(self, client, child, make_user, support):
        client.force_login(make_user("school_staff", child.unit))
        for part in ((), ("end",), ("remove",)):
            assert client.get(path(child, "support", support.pk, *part)).status_code == 403


def test_a_measure_beyond_plausible_is_saved_and_told(client, make_child, collaborator):
    client.force_login(collaborator)
    girl = make_child(date(2023, 10, 31), sex="female")
    sent = {"began_on": "2025-10-30", "weight_kg": "40", "height_cm": "86"}
    page = client.post(path(girl, "measurement", "add"), sent, follow=True).content.decode()
    assert "cân nặng theo tuổi" in page
    assert "cân nặng theo chiều cao" in page
    assert "chiều cao theo tuổi vượt" not in page

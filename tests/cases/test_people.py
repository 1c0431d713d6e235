"""Children, carers, offenders and colleagues of a case; two who write; the register kept out."""

import datetime

import pytest

from mangnon.cases.models import Case, CasePerson
from mangnon.cases.record.changing import Overwrites
from mangnon.cases.record.linking import candidates, link_child, unlink_child
from mangnon.cases.record.offenders import Alleged, add_offender, change_offender
from mangnon.cases.record.people import Person, add_person, as_person, change_person
from mangnon.cases.record.team import add_member, change_manager, remove_member
from mangnon.children.models import Child
from mangnon.core.models import AuditEntry, Change, Refused
from tests.cases.conftest import DAY, at


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


@pytest.fixture
def make_child(commune):
    def make(unit, name="Điểu Thị Bé", year=2018):
        child = Child(full_name=name, birth_date=datetime.date(year, 3, 1), unit=unit, sex="female")
        child.set_name_key()
        child.save()
        return child

    return make


def reported(case):
    return case.people.get(role="child")


def test_a_case_has_several_children_and_people_near_them(taken, worker):
    new = Person("child", "Điểu Văn Út", "male", age=4)
    key = add_person(taken.pk, new, by=worker, now=at(1)).pk
    assert add_person(taken.pk, new, key=key, by=worker, now=at(1)).pk == key
    add_person(taken.pk, Person("carer", details={"relation": "bà ngoại"}), by=worker, now=at(1))
    assert sorted(taken.people.values_list("role", flat=True)) == ["carer", "child", "child"]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person("other"), "là ai"),
        (Person("child", age=40), "dưới 18"),
        (Person("child", birth_date=datetime.date(2026, 1, 1)), "chưa tới"),
        (Person("child", birth_date=datetime.date(1999, 1, 1)), "quá xa"),
    ],
)
def test_a_person_who_cannot_be_is_refused(taken, worker, person, words):
    with pytest.raises(Refused, match=words):
        add_person(taken.pk, person, by=worker, now=at(1))


def test_who_changes_a_person_after_somebody_else_sees_what_they_wrote(taken, worker):
    child = reported(taken)
    change_person(
        taken.pk, child.pk, Person("child", "Điểu Thị Bé", "female", age=8), seen=1, by=worker,
        now=at(1),
    )  # fmt: skip
    mine = Person("child", "Điểu Thị Bê", "female", age=7)
    with pytest.raises(Overwrites) as refusal:
        change_person(taken.pk, child.pk, mine, seen=1, by=worker, now=at(2))
    assert as_person(refusal.value.theirs).age == 8
    change_person(taken.pk, child.pk, mine, seen=2, by=worker, now=at(2))
    entry = AuditEntry.objects.filter(action="case.change_person").latest("pk")
    assert entry.details["fields"] == ["age", "name"]
    assert "Điểu" not in str(entry.details)


def test_an_offender_is_kept_apart_and_changed_like_a_person(taken, worker, operator):
    first = Alleged("father", "male", {"name": "Điểu K'Rá"})
    made = add_offender(taken.pk, first, by=worker, now=at(1))
    with pytest.raises(Refused, match="danh sách"):
        add_offender(taken.pk, Alleged("devil"), by=worker, now=at(1))
    with pytest.raises(Overwrites):
        change_offender(taken.pk, made.pk, Alleged("relative"), seen=0, by=worker, now=at(2))
    change_offender(taken.pk, made.pk, Alleged("relative"), seen=1, by=worker, now=at(2))
    made.refresh_from_db()
    assert (made.relation, made.content, made.version) == ("relative", "", 2)


def test_the_manager_adds_colleagues_lets_them_go_and_hands_the_case_on(
    taken, worker, colleague, make_user, other_commune, chair
):
    add_member(taken.pk, colleague, by=worker, now=at(1))
    add_member(taken.pk, colleague, by=worker, now=at(1))
    assert taken.participants.filter(part="member").count() == 1
    with pytest.raises(Refused, match="người phụ trách"):
        change_manager(taken.pk, colleague, by=colleague, now=at(1))
    remove_member(taken.pk, colleague, by=worker, now=at(2))
    assert not taken.participants.filter(part="member", until=None).exists()
    for stranger in (make_user("commune_officer", other_commune), chair):
        with pytest.raises(Refused, match="công chức của xã"):
            add_member(taken.pk, stranger, by=worker, now=at(3))
    change_manager(taken.pk, colleague, by=worker, now=at(3))
    assert Case.objects.get().manager == colleague
    assert taken.participants.get(part="manager", until=None).user == colleague
    with pytest.raises(Refused, match="không tham gia"):
        add_member(taken.pk, worker, by=worker, now=at(4))


def test_the_child_is_found_in_the_register_within_rights_and_nothing_there_tells_of_it(
    taken, worker, make_child, commune, other_commune
):
    here, there = make_child(commune), make_child(other_commune)
    person = reported(taken)
    found = candidates(person, by=worker, today=DAY)
    assert [likely.child for likely in found] == [here]
    entries, changes = AuditEntry.objects.count(), Change.objects.filter(table="children_child")
    told = changes.count()
    with pytest.raises(Refused, match="không xem được"):
        link_child(taken.pk, person.pk, there.pk, by=worker, now=at(1))
    link_child(taken.pk, person.pk, here.pk, by=worker, now=at(1))
    link_child(taken.pk, person.pk, here.pk, by=worker, now=at(1))
    assert CasePerson.objects.get(child=here) == person
    assert changes.count() == told
    written = AuditEntry.objects.order_by("pk")[entries:]
    assert [entry.action for entry in written] == ["case.link_child"]
    assert str(here.pk) not in str([(entry.record_id, entry.details) for entry in written])
    second = add_person(taken.pk, Person("child", "Bé Hai", age=7), by=worker, now=at(2))
    with pytest.raises(Refused, match="Một trẻ khác"):
        link_child(taken.pk, second.pk, here.pk, by=worker, now=at(2))
    unlink_child(taken.pk, person.pk, by=worker, now=at(3))
    assert not CasePerson.objects.filter(child=here).exists()


def test_without_a_name_or_an_age_nobody_is_looked_for(taken, worker, make_child, commune):
    make_child(commune)
    for nameless in (Person("child", "", age=7), Person("child", "Điểu Thị Bé")):
        added = add_person(taken.pk, nameless, by=worker, now=at(1))
        assert candidates(added, by=worker, today=DAY) == []

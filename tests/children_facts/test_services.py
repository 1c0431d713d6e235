"""Facts are added, corrected, ended and removed by one way, which refuses first."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.facts.homes import HOMES
from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.rules import NotAccepted
from mangnon.children.facts.services import add_fact, correct_fact, end_fact, remove_fact
from mangnon.children.models import (
    Child,
    Death,
    DisabilitySpell,
    Fact,
    FactVersion,
    Measurement,
    ResidenceSpell,
    RestrictedFact,
    Vaccination,
)
from mangnon.core.models import AuditEntry, Change, Refused
from tests.children_facts.examples import TODAY

SWIMS = {"began_on": date(2024, 6, 1), "swims_safely": "unknown"}
CARE = {"began_on": date(2024, 6, 1), "form": "care"}


def kind(name):
    return fact_catalog().kinds[name]


def add(child, name, by, **values):
    return add_fact(child.pk, kind(name), by=by, values=values, today=TODAY)


def problems(child, name, by, **values):
    with pytest.raises(NotAccepted) as refused:
        add(child, name, by, **values)
    return [question for question, _sentence in refused.value.problems]


class TestWhoMay:
    def test_who_may_not_edit_children_adds_nothing(self, child, make_user, ward):
        for role in ("commune_chair", "health_station_staff", "focal_office"):
            with pytest.raises(PermissionDenied):
                add(child, "swimming", make_user(role, ward), **SWIMS)

    @pytest.mark.parametrize("name", ["child_labour", "hiv_exposure", "circumstance"])
    def test_who_lacks_the_right_of_a_kind_adds_none_of_it(self, child, collaborator, name):
        with pytest.raises(PermissionDenied):
            add(child, name, collaborator, began_on=TODAY)

    def test_the_child_of_another_commune_is_not_there(self, child, make_user, township):
        with pytest.raises(Refused):
            add(child, "swimming", make_user("commune_officer", township), **SWIMS)

    def test_a_fact_of_another_child_is_not_there(self, child, make_child, commune_officer):
        other = add(make_child(), "swimming", commune_officer, **SWIMS)
        with pytest.raises(Refused):
            remove_fact(child.pk, kind("swimming"), other.pk, by=commune_officer, reason="nhầm")

    def test_a_fact_of_another_kind_is_not_reached_by_this_one(
        self, child, commune_officer, collaborator
    ):
        """Else who may see less could reach more by writing another kind into the address."""
        labour = add(
            child, "child_labour", commune_officer, began_on=date(2024, 1, 1),
            labour_class="heavy", attends_school="no",
        )  # fmt: skip
        with pytest.raises(Refused):
            correct_fact(
                child.pk, kind("swimming"), labour.pk, by=collaborator, values=SWIMS, today=TODAY
            )

    def test_a_record_that_counts_as_another_takes_no_fact(
        self, child, make_child, commune_officer
    ):
        Child.objects.filter(pk=child.pk).update(merged_into=make_child())
        with pytest.raises(Refused):
            add(child, "swimming", commune_officer, **SWIMS)


class TestAdding:
    def test_not_known_is_kept_as_such_and_not_asked_is_absent(self, child, collaborator):
        fact = add(child, "swimming", collaborator, **SWIMS, assessed_by="", provider=None)
        assert Fact.objects.get(pk=fact.pk).answers == {"swims_safely": "unknown"}

    def test_it_is_recorded_feeds_the_figures_and_marks_the_child_as_changed(
        self, child, collaborator
    ):
        fact = add(child, "swimming", collaborator, **SWIMS)
        entry = AuditEntry.objects.get(action="fact.add")
        assert (entry.record_id, entry.details) == (str(fact.pk), {"kind": "swimming"})
        assert Change.objects.filter(table="children_fact", record_id=str(fact.pk)).exists()
        assert Child.objects.get(pk=child.pk).changed_at > child.changed_at

    def test_the_unit_that_reports_it_is_the_one_where_the_child_lived_then(
        self, child, collaborator, township
    ):
        ResidenceSpell.objects.create(
            child=child, unit=township, began_on=date(2015, 1, 1), ended_on=date(2025, 1, 1)
        )
        assert add(child, "swimming", collaborator, **SWIMS).unit == township
        later = SWIMS | {"began_on": date(2025, 2, 1)}
        assert add(child, "swimming", collaborator, **later).unit == child.unit

    def test_of_what_is_kept_most_closely_the_audit_tells_not_even_the_kind(
        self, child, commune_officer
    ):
        fact = add(
            child, "hiv_exposure", commune_officer, began_on=child.birth_date, mother_positive="yes"
        )
        assert AuditEntry.objects.get(action="fact.add").details == {}
        held = HOMES["sealed"].values(kind("hiv_exposure"), RestrictedFact.objects.get(pk=fact.pk))
        assert held == {"began_on": child.birth_date, "mother_positive": "yes"}

    def test_a_measurement_gets_its_scores(self, make_child, collaborator):
        """A girl of 730 days, 11.5 kg and 85.7 cm lying: the median of WHO's tables."""
        girl = make_child(date(2023, 10, 31), sex="female")
        row = add(
            girl, "measurement", collaborator, began_on=date(2025, 10, 30), position="lying",
            weight_kg=Decimal("11.5"), height_cm=Decimal("85.7"),
        )  # fmt: skip
        stored = Measurement.objects.get(pk=row.pk)
        assert (abs(stored.waz), abs(stored.haz)) <= (Decimal("0.05"), Decimal("0.05"))
        assert stored.is_standing is False

    def test_an_implausible_measure_is_kept_and_has_no_score(self, make_child, collaborator):
        girl = make_child(date(2023, 10, 31), sex="female")
        row = add(
            girl, "measurement", collaborator, began_on=date(2025, 10, 30),
            weight_kg=Decimal(40), height_cm=Decimal(86),
        )  # fmt: skip
        stored = Measurement.objects.get(pk=row.pk)
        assert (stored.weight_kg, stored.waz, stored.whz) == (40, None, None)
        assert stored.haz is not None
        assert stored.implausible == "waz whz baz"

    def test_a_child_with_oedema_has_no_score_by_weight(self, make_child, collaborator):
        girl = make_child(date(2023, 10, 31), sex="female")
        row = add(
            girl, "measurement", collaborator, began_on=date(2025, 10, 30), has_oedema=["yes"],
            weight_kg=Decimal("11.5"), height_cm=Decimal("85.7"),
        )  # fmt: skip
        stored = Measurement.objects.get(pk=row.pk)
        assert (stored.has_oedema, stored.waz, stored.whz, stored.baz) == (True, None, None, None)
        assert stored.haz is not None

    def test_a_disability_makes_the_child_disabled_until_it_ends(self, child, collaborator):
        spell = add(
            child, "disability", collaborator, began_on=date(2020, 1, 1), types=["sight"],
            degree="mild", certificate="unknown",
        )  # fmt: skip
        assert Child.objects.get(pk=child.pk).disability == "yes"
        end_fact(
            child.pk, kind("disability"), spell.pk, by=collaborator, ended_on=TODAY, today=TODAY
        )
        assert Child.objects.get(pk=child.pk).disability == "no"
        remove_fact(child.pk, kind("disability"), spell.pk, by=collaborator, reason="nhầm trẻ")
        assert Child.objects.get(pk=child.pk).disability == "unknown"
        assert not DisabilitySpell.objects.exists()

    def test_a_death_closes_the_record_and_a_mistaken_one_opens_it_again(self, child, collaborator):
        death = add(child, "death", collaborator, began_on=date(2025, 5, 1), cause="illness")
        closed = Child.objects.get(pk=child.pk)
        assert (closed.closed_on, closed.closed_reason) == (date(2025, 5, 1), "died")
        remove_fact(child.pk, kind("death"), death.pk, by=collaborator, reason="nhầm trẻ")
        opened = Child.objects.get(pk=child.pk)
        assert (opened.closed_on, opened.closed_reason) == (None, "")


class TestRules:
    def test_a_required_answer_is_asked_for_beside_its_question(self, child, collaborator):
        assert problems(child, "swimming", collaborator, began_on=TODAY) == ["swims_safely"]
        assert problems(child, "support", collaborator, form="care") == ["began_on"]

    @pytest.mark.parametrize(
        ("values", "question"),
        [
            ({"form": "gold"}, "form"),
            ({"form": "care", "amount": Decimal(-1)}, "amount"),
            ({"form": "care", "amount": Decimal("1.5")}, "amount"),
            ({"form": "care", "began_on": date(2010, 3, 7)}, "began_on"),
            ({"form": "care", "began_on": date(2025, 11, 1)}, "began_on"),
            ({"form": "care", "ended_on": date(2024, 6, 1)}, "ended_on"),
        ],
    )
    def test_an_answer_that_cannot_be_is_refused(self, child, collaborator, values, question):
        assert problems(child, "support", collaborator, **CARE | values) == [question]

    @pytest.mark.parametrize(
        ("day", "is_right"),
        [(date(2012, 3, 7), False), (date(2012, 3, 8), True), (date(2015, 3, 7), True),
         (date(2015, 3, 8), False)],
    )  # fmt: skip
    def test_development_is_assessed_at_24_to_59_months(self, child, collaborator, day, is_right):
        values = {"began_on": day, "method": "ecdi2030", "result": "on_track"}
        if is_right:
            add(child, "development_assessment", collaborator, **values)
        else:
            found = problems(child, "development_assessment", collaborator, **values)
            assert found == ["began_on"]

    def test_an_age_that_is_only_estimated_stands_in_nobodys_way(self, make_child, collaborator):
        about = make_child(date(2023, 12, 31), birth_precision="year")
        add(
            about, "development_assessment", collaborator, began_on=date(2025, 10, 1),
            method="other", result="unknown",
        )  # fmt: skip

    def test_nothing_happens_after_death(self, child, collaborator):
        Death.objects.create(child=child, unit=child.unit, died_on=date(2024, 1, 1))
        assert problems(child, "support", collaborator, **CARE) == ["began_on"]

    @pytest.mark.parametrize(
        ("name", "values", "question"),
        [
            ("circumstance", {"group": "b", "subgroup": "a1", "is_supported": "no"}, "subgroup"),
            ("nationality_matter", {"matter": "other", "state": "decided"}, "decided_on"),
            ("measurement", {"position": "lying"}, "weight_kg"),
            ("measurement", {"weight_kg": Decimal(400)}, "weight_kg"),
        ],
    )
    def test_a_kind_has_rules_of_its_own(self, child, commune_officer, name, values, question):
        when = {"began_on": date(2024, 6, 1)}
        assert problems(child, name, commune_officer, **when, **values) == [question]

    @pytest.mark.parametrize(
        ("values", "question"),
        [
            ({"level": "primary"}, "grade"),
            ({"level": "primary", "grade": Decimal(6)}, "grade"),
            ({"level": "preschool", "grade": Decimal(1)}, "grade"),
            ({"level": "preschool", "leaving_reason": "work"}, "dropped_out_on"),
            ({"level": "preschool", "dropped_out_on": date(2023, 5, 1)}, "dropped_out_on"),
        ],
    )
    def test_a_school_year_fits_together(self, child, collaborator, values, question):
        year = {"school_year": Decimal(2025), "is_enrolled_at_start": "yes"}
        assert problems(child, "schooling", collaborator, **year, **values) == [question]

    @pytest.mark.parametrize(
        ("name", "values", "question"),
        [
            ("vaccination", {"antigen": "polio", "dose": Decimal(1)}, "dose"),
            ("measurement", {"weight_kg": Decimal(20)}, "began_on"),
            ("death", {"cause": "illness"}, ""),
            ("injury", {"cause": "fall", "place": "home", "is_fatal": "yes"}, "is_fatal"),
            ("circumstance", {"group": "a", "is_supported": "no"}, "group"),
        ],
    )
    def test_what_is_there_already_is_said_beside_its_question(
        self, child, commune_officer, name, values, question
    ):
        day = {"began_on": date(2024, 6, 1)}
        add(child, name, commune_officer, **day, **values)
        assert problems(child, name, commune_officer, **day, **values) == [question]


class TestChanging:
    def test_what_was_there_is_kept_and_the_audit_names_the_questions_alone(
        self, child, collaborator
    ):
        fact = add(child, "support", collaborator, **CARE, provider="Trung tâm A")
        correct_fact(
            child.pk, kind("support"), fact.pk, by=collaborator, today=TODAY,
            values=CARE | {"form": "legal", "provider": "Trung tâm B"},
        )  # fmt: skip
        version = FactVersion.objects.get()
        assert (version.change, version.changed_by) == ("corrected", collaborator)
        assert "Trung tâm A" in version.row
        entry = AuditEntry.objects.get(action="fact.correct")
        assert entry.details == {"kind": "support", "changed": ["form", "provider"]}

    def test_the_same_answers_again_change_nothing(self, child, collaborator):
        fact = add(child, "support", collaborator, **CARE)
        correct_fact(child.pk, kind("support"), fact.pk, by=collaborator, values=CARE, today=TODAY)
        assert not FactVersion.objects.exists()
        assert not AuditEntry.objects.filter(action="fact.correct").exists()

    def test_an_answer_that_is_no_longer_asked_stays(self, child, collaborator):
        fact = add(child, "support", collaborator, **CARE)
        Fact.objects.update(answers=fact.answers | {"of_the_province": "x"})
        correct_fact(
            child.pk, kind("support"), fact.pk, by=collaborator, values=CARE | {"form": "legal"},
            today=TODAY,
        )  # fmt: skip
        assert Fact.objects.get().answers == {"form": "legal", "of_the_province": "x"}

    def test_a_spell_ends_once_and_a_day_never(self, child, collaborator):
        spell = add(child, "support", collaborator, **CARE)
        end = {"by": collaborator, "ended_on": TODAY, "today": TODAY}
        end_fact(child.pk, kind("support"), spell.pk, **end)
        assert Fact.objects.get().ended_on == TODAY
        with pytest.raises(Refused):
            end_fact(child.pk, kind("support"), spell.pk, **end)
        swims = add(child, "swimming", collaborator, **SWIMS)
        with pytest.raises(Refused):
            end_fact(child.pk, kind("swimming"), swims.pk, **end)

    def test_a_mistake_is_gone_from_every_count_and_kept_with_its_reason(self, child, collaborator):
        dose = add(
            child, "vaccination", collaborator, began_on=date(2020, 1, 1), antigen="measles",
            dose=Decimal(1),
        )  # fmt: skip
        with pytest.raises(NotAccepted):
            remove_fact(child.pk, kind("vaccination"), dose.pk, by=collaborator, reason=" ")
        remove_fact(child.pk, kind("vaccination"), dose.pk, by=collaborator, reason="nhầm trẻ")
        assert not Vaccination.objects.exists()
        version = FactVersion.objects.get()
        assert (version.change, version.reason) == ("removed", "nhầm trẻ")
        assert '"antigen": "measles"' in version.row
        assert AuditEntry.objects.filter(action="fact.remove").count() == 1

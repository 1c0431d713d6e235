"""Every action that the audit knows, in words, and what kind of action it is.

A test finds an action that the code records and this file does not name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """Which table of the daily digest an action is counted in."""

    CHANGE = "change"
    READ = "read"
    EXPORT = "export"
    SIGN_IN = "sign_in"
    REFUSED = "refused"


@dataclass(frozen=True)
class Action:
    """What was done, after a person's name: "Nguyễn Thị A · approved the plan"."""

    label: str | Promise
    kind: Kind = Kind.CHANGE


ACTIONS: dict[str, Action] = {
    "access.explain": Action(_("asked why a person sees a record"), Kind.READ),
    "access.who": Action(_("asked who sees a record"), Kind.READ),
    "audit.digest": Action(_("read the digest of a day"), Kind.READ),
    "audit.search": Action(_("searched the audit"), Kind.READ),
    "backup.begin": Action(_("began a backup"), Kind.EXPORT),
    "backup.make": Action(_("made a backup"), Kind.EXPORT),
    "backup.restore": Action(_("restored a backup")),
    "care.carer": Action(_("registered a carer")),
    "care.check": Action(_("checked alternative care")),
    "care.decide": Action(_("decided on alternative care")),
    "care.end": Action(_("ended alternative care")),
    "care.hand_over": Action(_("handed a child over to a carer")),
    "care.need": Action(_("listed a child in need of alternative care")),
    "care.propose": Action(_("proposed a carer for a child")),
    "care.read": Action(_("read about a child in alternative care"), Kind.READ),
    "care.strike": Action(_("took a carer off the list")),
    "case.load_list": Action(_("loaded an agency's list of abused children")),
    "case.read_list": Action(_("read rows of agencies' lists"), Kind.READ),
    "case.decide": Action(_("decided on a step of a case")),
    "case.open_urgently": Action(_("opened a case in an emergency"), Kind.READ),
    "case.read_urgent": Action(_("read why a case was opened in an emergency"), Kind.READ),
    "case.review_urgent": Action(_("reviewed why a case was opened in an emergency")),
    "case.read": Action(_("read a case file"), Kind.READ),
    "case.receive": Action(_("received a report")),
    "case.step": Action(_("took a step of a case")),
    "catalog.apply": Action(_("put a catalogue into force")),
    "child.accept_move": Action(_("accepted the move of a child")),
    "child.add_carer": Action(_("added a carer of a child")),
    "child.ask_move": Action(_("asked for a child who moved")),
    "child.change_home": Action(_("changed where a child lives")),
    "child.close": Action(_("closed a child's record")),
    "batch.apply": Action(_("applied an imported file")),
    "batch.check": Action(_("checked an imported file")),
    "batch.drop": Action(_("deleted an imported file that can no longer be undone")),
    "batch.errors": Action(_("downloaded the errors of an imported file"), Kind.EXPORT),
    "batch.read": Action(_("looked at the rows of an imported file"), Kind.READ),
    "batch.receive": Action(_("brought in a file")),
    "batch.refuse": Action(_("refused an imported file")),
    "batch.template": Action(_("downloaded a template with the records of a unit"), Kind.EXPORT),
    "batch.undo": Action(_("undid an imported file")),
    "child.contact": Action(_("read a child's contacts"), Kind.READ),
    "child.correct_carer": Action(_("corrected a carer of a child")),
    "child.edit": Action(_("corrected a child's record")),
    "child.export": Action(_("exported children"), Kind.EXPORT),
    "child.found_elsewhere": Action(
        _("learnt that a record in another commune may be of the same child"), Kind.READ
    ),
    "child.health": Action(_("read what is kept most closely about a child"), Kind.READ),
    "child.export_ask": Action(_("asked for a file of children")),
    "child.export_drop": Action(_("deleted a file of children")),
    "child.export_failed": Action(_("could not make a file of children")),
    "child.export_made": Action(_("made a file of children")),
    "child.identity": Action(_("read a child's identity"), Kind.READ),
    "child.offer_move": Action(_("offered the move of a child")),
    "child.list_printed": Action(_("printed a to-do list of children"), Kind.EXPORT),
    "child.poverty": Action(_("decided the poverty class of a child's household")),
    "child.remove_list": Action(_("removed a list of children kept under a name")),
    "child.save_list": Action(_("kept a list of children under a name")),
    "child.search": Action(_("searched the children"), Kind.READ),
    "child.read": Action(_("read a child's record"), Kind.READ),
    "child.read_move": Action(_("read the move of a child"), Kind.READ),
    "child.refuse_move": Action(_("refused the move of a child")),
    "child.register": Action(_("entered a child")),
    "child.remove_carer": Action(_("took back a carer of a child")),
    "child.reopen": Action(_("opened a child's record again")),
    "child.withdraw_move": Action(_("withdrew the move of a child")),
    "child.export_duplicates": Action(_("took the list of possible duplicates"), Kind.EXPORT),
    "child.judge_anew": Action(_("took back that two records are of two children")),
    "child.judge_different": Action(_("judged two records to be of two children")),
    "child.merge": Action(_("merged two records of a child")),
    "child.pick_pair": Action(_("picked two records that may be of one child")),
    "child.search_duplicates": Action(_("searched the register for duplicates")),
    "child.unmerge": Action(_("took a merge of two records back")),
    "child.stay_begin": Action(_("let a child live at a place")),
    "child.stay_end": Action(_("ended a child's stay at a place")),
    "children.import": Action(_("imported children from a file")),
    "children.undo": Action(_("took an import of children back")),
    "demo.build": Action(_("began a demonstration")),
    "demo.load": Action(_("loaded the synthetic province")),
    "fact.add": Action(_("entered a fact about a child")),
    "fact.correct": Action(_("corrected a fact about a child")),
    "fact.end": Action(_("ended a fact about a child")),
    "fact.remove": Action(_("removed a fact that was a mistake")),
    "finding.explain": Action(_("explained a warning of a quality check")),
    "finding.take_back": Action(_("took back the explanation of a warning")),
    "handover.accepted": Action(_("took over a record")),
    "handover.offer": Action(_("offered a record to a successor")),
    "handover.refused": Action(_("refused to take over a record")),
    "handover.withdrawn": Action(_("withdrew an offer to a successor")),
    "indicators.list_taken": Action(_("took the list behind a gap out"), Kind.EXPORT),
    "indicators.compute": Action(_("computed the indicators")),
    "keys.retire": Action(_("sealed every field anew and retired the old keys")),
    "keys.rotate": Action(_("began to put a new key in place of an old one")),
    "person.accept_invitation": Action(_("set a password by an invitation")),
    "person.add_second_factor": Action(_("added a second factor")),
    "person.change": Action(_("changed a person's role or unit")),
    "person.change_password": Action(_("changed the password")),
    "person.close": Action(_("closed an account")),
    "person.code_refused": Action(_("was refused at the second factor"), Kind.REFUSED),
    "person.end_session": Action(_("ended a session")),
    "person.end_sessions": Action(_("signed a person out everywhere")),
    "person.invite": Action(_("invited a person")),
    "organisation.add": Action(_("added an organisation")),
    "organisation.add_power": Action(_("gave an organisation a power")),
    "organisation.change": Action(_("changed an organisation")),
    "organisation.load": Action(_("loaded organisations")),
    "organisation.rename": Action(_("renamed an organisation")),
    "organisation.undo_change": Action(_("undid a change of an organisation")),
    "person.locked_out": Action(_("was locked out"), Kind.REFUSED),
    "person.make_recovery_codes": Action(_("made new recovery codes")),
    "person.new_link": Action(_("made a new invitation link")),
    "person.remove_second_factor": Action(_("removed a second factor")),
    "person.reopen": Action(_("reopened an account")),
    "person.sign_in": Action(_("signed in"), Kind.SIGN_IN),
    "person.sign_in_refused": Action(_("was refused at sign-in"), Kind.REFUSED),
    "person.sign_out": Action(_("signed out"), Kind.SIGN_IN),
    "person.unlock": Action(_("lifted a lock-out")),
    "person.use_recovery_code": Action(_("used a recovery code"), Kind.SIGN_IN),
    "place.add": Action(_("entered a place for children")),
    "place.change": Action(_("changed a place for children")),
    "place.close": Action(_("closed a place for children")),
    "place.reopen": Action(_("opened a place for children again")),
    "place.serves": Action(_("said which communes a place serves")),
    "place.undo_import": Action(_("took back the import of a place")),
    "place.trait": Action(_("said what a place has")),
    "plan.add_item": Action(_("added an item to the plan")),
    "plan.approve": Action(_("approved a plan")),
    "plan.choose_body": Action(_("chose whom a name stands for")),
    "plan.compare": Action(_("compared the plan with last year's")),
    "plan.confirm_all": Action(_("confirmed all items that were left")),
    "plan.confirm_item": Action(_("confirmed an item of the plan")),
    "plan.confirm_same": Action(_("confirmed the items that are as last year")),
    "plan.confirm_sure": Action(_("confirmed the items that are sure")),
    "plan.edit": Action(_("corrected the heading of the plan")),
    "plan.edit_item": Action(_("corrected an item of the plan")),
    "plan.hand_over": Action(_("passed on the draft of a plan")),
    "plan.import": Action(_("imported a plan")),
    "plan.merge_items": Action(_("merged two items of the plan")),
    "plan.read_document": Action(_("read the document of the plan"), Kind.READ),
    "plan.reject": Action(_("discarded the draft of a plan")),
    "plan.reject_item": Action(_("rejected an item of the plan")),
    "plan.settle_all_warnings": Action(_("settled all warnings of the plan")),
    "plan.settle_warning": Action(_("settled a warning of the plan")),
    "plan.split_item": Action(_("split an item of the plan")),
    "plan.supersede": Action(_("put another plan in the place of the plan")),
    "plan.undo_item": Action(_("undid a decision on an item")),
    "handover.accept": Action(_("accepted a hand-over")),
    "reform.apply": Action(_("applied the reform of units")),
    "reform.choose": Action(_("decided who takes over what")),
    "reform.discard": Action(_("discarded the draft of a reform")),
    "reform.draft": Action(_("began a reform of units")),
    "reform.edit": Action(_("changed the draft of a reform")),
    "reform.undo": Action(_("undid the reform of units")),
    "report.build": Action(_("built the report")),
    "report.copy": Action(_("copied the report out"), Kind.EXPORT),
    "report.download": Action(_("downloaded the report"), Kind.EXPORT),
    "snapshot.take": Action(_("took a snapshot"), Kind.EXPORT),
    "value.load": Action(_("loaded numbers of offices")),
    "units.load": Action(_("loaded administrative units")),
    "units.boundaries": Action(_("loaded boundaries of units")),
}

# What the table is called on the page: "Plan number 12". Others have the name of their model.
RECORDS: dict[str, str | Promise] = {
    "children_child": _("Child"),
    "children_savedlist": _("Kept list"),
    "core_areaclass": _("Area class"),
    "core_handover": _("Hand-over"),
    "core_organisation": _("Organisation"),
    "core_reformbatch": _("Reform of units"),
    "core_organisationchange": _("Change of organisations"),
    "children_circumstancespell": _("Circumstance"),
    "children_death": _("Death"),
    "children_disabilityspell": _("Disability"),
    "children_fact": _("Dated fact"),
    "children_injury": _("Injury"),
    "children_measurement": _("Measurement"),
    "children_restrictedfact": _("Fact that is kept closely"),
    "children_schooling": _("Schooling"),
    "children_vaccination": _("Vaccination"),
    "core_organisationhandover": _("Handover"),
    "core_unit": _("Administrative unit"),
    "core_unitchange": _("Change of units"),
    "core_user": _("Account"),
    "intake_batch": _("Imported file"),
    "indicators_result": _("Figures"),
    "indicators_run": _("Computation"),
    "children_export": _("File of children"),
    "places_place": _("Place for children"),
    "plans_agency": _("Agency"),
    "plans_deadline": _("Deadline"),
    "plans_fundingline": _("Funding"),
    "plans_indicator": _("Indicator"),
    "plans_indicatorlead": _("Lead"),
    "plans_keytask": _("Key task"),
    "plans_keytaskitem": _("Item of a key task"),
    "plans_legalbasis": _("Legal basis"),
    "plans_plan": _("Plan"),
    "plans_planbody": _("Name in a plan"),
    "plans_readingwarning": _("Warning"),
    "plans_target": _("Target"),
    "plans_task": _("Task"),
    "reports_report": _("Report"),
    "snapshots_snapshot": _("Snapshot"),
}


def of_kind(*kinds: Kind) -> list[str]:
    """Return the actions of these kinds."""
    return [name for name, action in ACTIONS.items() if action.kind in kinds]


def label_of(action: str) -> str:
    return str(ACTIONS[action].label) if action in ACTIONS else action


def record_label(table: str, record_id: str) -> str:
    """Return "Plan number 12"."""
    return _("%(record)s number %(number)s") % {
        "record": RECORDS.get(table, table),
        "number": record_id,
    }

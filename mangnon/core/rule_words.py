"""What each rule of the policy says to a person, and what the actions are called."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """What a rule says when it holds, when it does not, and when it holds for every record."""

    holds: str | Promise
    fails: str | Promise
    always: str | Promise = ""


_ROLE = Words(
    _("The role “%(role)s” may %(action)s."),
    _("The role “%(role)s” may not %(action)s."),
)
RULES = {
    "account-open": Words(
        _("The account is open."), _("The account is closed, and so it sees nothing.")
    ),
    "role-grants": _ROLE,
    "has-unit": Words(
        _("The person serves %(unit)s."),
        _("The person serves no unit, and so no record lies within their scope."),
    ),
    "unit-subtree": Words(
        _("The record belongs to %(record_unit)s, which %(unit)s answers for."),
        _(
            "The record belongs to %(record_unit)s, which is neither %(unit)s nor below it,"
            " and did not pass to it wholly in a reform."
        ),
        _("Records of this kind belong to no unit."),
    ),
    "role-lasts": Words(
        _("The role “%(role)s” still exists."),
        _("The role “%(role)s” has ended by law, and so it sees nothing any more."),
    ),
    "takes-part": Words(
        _("The person or their organisation takes part in it."),
        _(
            "The role “%(role)s” sees only children and cases in which the person or their"
            " organisation takes part, and here they do not."
        ),
    ),
    "care-case": Words(
        _("The child comes from no case, or from one that the person takes part in."),
        _("The child comes from a case, and the person does not take part in it."),
    ),
    "care-waits": Words(
        _("A proposal of care waits for the person’s decision."),
        _("No proposal of care waits for the person’s decision."),
    ),
    "care-list": Words(
        _("The person keeps the commune’s list."),
        _("The role “%(role)s” does not keep the list of carers."),
    ),
    "kind-right": Words(
        _("The role “%(role)s” may see facts of this kind."),
        _("Facts of this kind ask for a right that the role “%(role)s” does not have."),
    ),
    "own-organisation": Words(
        _("It is the work of the person’s organisation."),
        _("It is not the work of the person’s organisation."),
        _("The role “%(role)s” is not kept to the work of one organisation."),
    ),
    "addressed": Words(
        _("It is addressed to the person, or to their role or right in their unit."),
        _("It is addressed to somebody else."),
    ),
    "approved": Words(
        _("The plan is approved."),
        _("The plan is not approved: only who reviews plans sees it."),
        _("The role “%(role)s” reviews plans, and so sees those not approved too."),
    ),
    "answers-for-receiver": Words(
        _("The person answers for the organisation that receives it."),
        _("The person neither belongs to the organisation that receives it nor acts for it."),
    ),
    "keeps-activity": Words(
        _("The person keeps the activity, and so reads who took part."),
        _("The activity is held by another organisation, which alone reads who took part."),
    ),
    "proof-open": Words(
        _("The file shows no child, or the person keeps the activity."),
        _("The file may show children, and only who keeps the activity opens it."),
    ),
    "photo-open": Words(
        _("The photo shows no child, or the person carries out the inspection."),
        _("The photo may show children, and only who carries out the inspection opens it."),
    ),
    "not-returned": Words(
        _("The list was not returned, or the person serves its school."),
        _("The commune returned the list: its names are the school’s alone again."),
    ),
    "summer-side": Words(
        _("The list is of the person’s school, or offered to their commune."),
        _("The list is neither of the person’s school nor offered to their commune."),
    ),
    "sent": Words(
        _("The report was sent."),
        _("The report was not sent yet: only the body that writes it sees it."),
    ),
    "sent-or-own": Words(
        _("The report was sent, or is of the person’s own body."),
        _("The report was not sent yet, and is of another body."),
    ),
    "figures-or-sent": Words(
        _("The document has no words of bodies, or it was sent."),
        _("The document is a draft with words of bodies, for who receives reports."),
    ),
    "no-draft-of-a-body": Words(
        _("The document is no draft of one body."),
        _("The document is the draft of one body, for who builds reports."),
    ),
    "between-or-own": Words(
        _("The step is between two bodies, or of the person’s own body."),
        _("The step is within another body."),
    ),
    "in-register": Words(
        _("A person confirmed it, and its plan is in force."),
        _("It is not confirmed, or its plan is not in force: only who reviews plans sees it."),
        _("The role “%(role)s” reviews plans, and so sees what is not in force too."),
    ),
}

ACTIONS = {
    "obligation.view": _("see which reports are owed"),
    "submission.receive": _("receive reports of bodies"),
    "submission.view": _("see reports of bodies"),
    "value.enter": _("enter reported figures"),
    "activity.view": _("see activities"),
    "activity.edit": _("keep activities and who took part"),
    "inspection.view": _("see inspections and recommendations"),
    "inspection.edit": _("plan and carry out inspections"),
    "recommendation.make": _("recommend after supervision"),
    "recommendation.reply": _("reply to recommendations"),
    "voice.view": _("see consultations with children and their results"),
    "voice.edit": _("consult children, read their texts, say what was done"),
    "summer.view": _("see summer lists of schools"),
    "summer.offer": _("hand pupils over for the summer"),
    "summer.answer": _("take over pupils for the summer"),
    "audit.view": _("see the audit"),
    "case.view": _("see cases"),
    "care.view": _("see children in alternative care"),
    "care.edit": _("keep the lists of alternative care"),
    "care.decide": _("decide on alternative care"),
    "case.load_list": _("load the list of abused children of their agency"),
    "case.receive": _("receive reports of children in need of protection"),
    "case.edit": _("take steps of a case"),
    "case.open_urgently": _("open a case in an emergency"),
    "case.review_urgent": _("review why a case was opened in an emergency"),
    "case.hand_over": _("hand cases over between communes"),
    "case.decide": _("decide on steps of a case"),
    "referral.answer": _("answer referrals to their organisation"),
    "case.statistics": _("see counts of cases and whether time limits are kept"),
    "case.hold": _("keep a case from being anonymised"),
    "retention.view": _("see which closed cases are kept until when"),
    "retention.run": _("anonymise cases that were kept long enough"),
    "breach.view": _("see the register of breaches of personal data"),
    "breach.manage": _("enter breaches of personal data and who was told"),
    "limit.set": _("set a tighter time limit for the unit"),
    "child.circumstances": _("see special circumstances of children"),
    "child.health": _("see HIV and mental health of children"),
    "child.move": _("move children between communes and close records"),
    "child.export": _("take children out of the register as a file"),
    "child.import": _("import files into the register of children"),
    "child.merge": _("merge records of children"),
    "child.view": _("see children"),
    "fund.keep": _("keep the Child Protection Fund"),
    "fund.propose": _("propose grants of the Child Protection Fund"),
    "fund.view": _("see the ledger of the Child Protection Fund"),
    "funding.approve": _("approve money of the plan"),
    "funding.draft": _("enter money of the plan"),
    "basis.view": _("see legal bases and amendments"),
    "digest.view": _("see which e-mails were sent"),
    "funding.view": _("see money of the plan"),
    "network.view": _("see the posts of those who work for children"),
    "review.view": _("see reviews of the plan"),
    "handover.decide": _("answer handovers"),
    "document.check": _("check documents against the decree"),
    "indicator.view": _("see figures"),
    "organisation.view": _("see organisations"),
    "person.view": _("see people"),
    "place.view": _("see schools and communes"),
    "plan.review": _("review plans"),
    "plan.view": _("see plans"),
    "report.view": _("see reports"),
    "task.assign": _("give tasks to others"),
    "task.do": _("report on tasks"),
    "difficulty.instruct": _("give instructions on difficulties"),
    "task.oversee": _("be told of tasks that are long overdue"),
    "unit.reform": _("reform units"),
    "unit.view": _("see units"),
    "value.view": _("see reported figures"),
}


def sentence(rule: str, *, holds: bool, always: bool, names: dict[str, str]) -> str:
    """Return what the rule says about the person and the record that `names` describe."""
    words = RULES[rule]
    text = (words.always if always and words.always else words.holds) if holds else words.fails
    return str(text) % names

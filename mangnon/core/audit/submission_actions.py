"""What the audit calls the steps of the reports of bodies."""

from django.utils.translation import gettext_lazy as _

from mangnon.core.audit.action import Action, Kind

SUBMISSION_ACTIONS: dict[str, Action] = {
    "submission.accept": Action(_("accepted a report")),
    "submission.add_copy": Action(_("added a signed copy to a report")),
    "submission.answer": Action(_("answered a comment on a report")),
    "submission.comment": Action(_("commented on a report")),
    "submission.correct": Action(_("corrected a figure of a report")),
    "submission.download": Action(_("took a report as a file"), Kind.EXPORT),
    "submission.draft": Action(_("drafted a report")),
    "submission.draft_again": Action(_("drafted a report again")),
    "submission.estimate": Action(_("estimated a figure of a report")),
    "submission.give_back": Action(_("gave a report back to its writers")),
    "submission.lock": Action(_("locked a report")),
    "submission.return": Action(_("returned a report to its body")),
    "submission.send": Action(_("signed and sent a report")),
    "submission.submit": Action(_("submitted a report to its leader")),
    "submission.unlock": Action(_("unlocked a report")),
    "submission.write": Action(_("wrote a section of a report")),
}

from django.urls import path

from mangnon.reports.submissions import acting, pages, writing_pages

ONE = "<uuid:submission_id>/"
FIGURE = f"{ONE}figures/<slug:leaf>/"

urlpatterns = [
    path("", pages.submissions, name="submissions"),
    path("begin/<uuid:obligation_id>/", acting.submission_begin, name="submission-begin"),
    path(ONE, pages.submission, name="submission"),
    path(f"{ONE}again/", acting.submission_again, name="submission-again"),
    path(f"{ONE}sections/<slug:key>/", writing_pages.section_write, name="submission-section"),
    path(
        f"{FIGURE}correct/",
        writing_pages.figure_correct,
        name="submission-correct",
    ),
    path(f"{FIGURE}expect/", writing_pages.figure_expect, name="submission-expect"),
    path(f"{ONE}submit/", acting.submission_submit, name="submission-submit"),
    path(f"{ONE}give-back/", acting.submission_give_back, name="submission-give-back"),
    path(f"{ONE}sign/", writing_pages.submission_sign, name="submission-sign"),
    path(f"{ONE}copies/", acting.submission_copies, name="submission-copies"),
    path(f"{ONE}comment/", acting.submission_comment, name="submission-comment"),
    path(f"{ONE}comments/<int:comment_id>/", acting.submission_answer, name="submission-answer"),
    path(f"{ONE}return/", acting.submission_return, name="submission-return"),
    path(f"{ONE}accept/", acting.submission_accept, name="submission-accept"),
    path(f"{ONE}lock/", acting.submission_lock, name="submission-lock"),
    path(f"{ONE}unlock/", acting.submission_unlock, name="submission-unlock"),
    path(f"{ONE}differences/", pages.submission_differences, name="submission-differences"),
    path(f"{ONE}docx", pages.submission_docx, name="submission-docx"),
]

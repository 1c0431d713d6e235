from django.urls import include, path

from mangnon.reports import checking, views
from mangnon.reports.periods.national import page as national
from mangnon.reports.reviews import pages
from mangnon.reports.statistics import pages as statistics

REVIEW = "reviews/<uuid:review_id>/"

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("check/", checking.document_check, name="check"),
    path("build/", views.report_build, name="build"),
    path("national/", national.national, name="national"),
    path("national/xlsx", national.national_xlsx, name="national-xlsx"),
    path("statistics/", statistics.form_list, name="statistics"),
    path("statistics/book.xlsx", statistics.book_xlsx, name="statistics-book"),
    path("statistics/<slug:statistics_form>/", statistics.form_page, name="statistics-form"),
    path("statistics/<slug:statistics_form>/xlsx", statistics.form_xlsx, name="statistics-file"),
    path("reviews/", pages.reviews, name="reviews"),
    path("reviews/new/", pages.new, name="review-new"),
    path(REVIEW, pages.review, name="review"),
    path(f"{REVIEW}words/", pages.words, name="review-words"),
    path(f"{REVIEW}again/", pages.again, name="review-again"),
    path(f"{REVIEW}next-version/", pages.revised, name="review-revise"),
    path(f"{REVIEW}submit/", pages.hand_in, name="review-submit"),
    path(f"{REVIEW}return/", pages.back, name="review-return"),
    path(f"{REVIEW}approve/", pages.approved, name="review-approve"),
    path(f"{REVIEW}docx", pages.document, name="review-docx"),
    path("consolidating/", include("mangnon.reports.consolidating.urls")),
    path("obligations/", include("mangnon.reports.obligations.urls")),
    path("submissions/", include("mangnon.reports.submissions.urls")),
    path("<int:report_id>/docx", views.report_docx, name="docx"),
    path("<int:report_id>/xlsx", views.report_xlsx, name="xlsx"),
]

from django.urls import path

from mangnon.reports import checking, views
from mangnon.reports.consolidating.urls import CONSOLIDATING
from mangnon.reports.reviews import pages

REVIEW = "reviews/<uuid:review_id>/"

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("check/", checking.document_check, name="check"),
    path("build/", views.report_build, name="build"),
    path("reviews/", pages.reviews, name="reviews"),
    path("reviews/new/", pages.new, name="review-new"),
    path(REVIEW, pages.review, name="review"),
    path(f"{REVIEW}words/", pages.words, name="review-words"),
    path(f"{REVIEW}again/", pages.again, name="review-again"),
    path(f"{REVIEW}submit/", pages.hand_in, name="review-submit"),
    path(f"{REVIEW}return/", pages.back, name="review-return"),
    path(f"{REVIEW}approve/", pages.approved, name="review-approve"),
    path(f"{REVIEW}docx", pages.document, name="review-docx"),
    *CONSOLIDATING,
    path("<int:report_id>/docx", views.report_docx, name="docx"),
    path("<int:report_id>/xlsx", views.report_xlsx, name="xlsx"),
]

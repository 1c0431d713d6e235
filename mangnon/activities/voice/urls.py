"""Addresses of consultations; those that children use are in `public_urls.py`."""

from django.urls import path

from mangnon.activities.voice.pages import consultation_page, text_page

ONE = "<uuid:consultation_id>/"
TEXT = "texts/<uuid:text_id>/"

urlpatterns = [
    path("", consultation_page.consultations, name="voices"),
    path("new/", consultation_page.new, name="voice-new"),
    path(ONE, consultation_page.consultation, name="voice"),
    path(f"{ONE}edit/", consultation_page.edit, name="voice-edit"),
    path(f"{ONE}open/", consultation_page.step, {"step": "open"}, name="voice-open"),
    path(f"{ONE}close/", consultation_page.step, {"step": "close"}, name="voice-close"),
    path(f"{ONE}show/", consultation_page.step, {"step": "show"}, name="voice-show"),
    path(f"{ONE}question/", consultation_page.question, name="voice-question"),
    path(f"{ONE}question-set/", consultation_page.question_set, name="voice-question-set"),
    path(
        "questions/<int:question_id>/remove/", consultation_page.remove,
        name="voice-question-remove",
    ),
    path(f"{ONE}code/", consultation_page.code, name="voice-code"),
    path("codes/<int:code_id>/end/", consultation_page.end_code, name="voice-code-end"),
    path(f"{ONE}texts/", text_page.texts, name="voice-texts"),
    path(f"{TEXT}clear/", text_page.clear, name="voice-text-clear"),
    path(f"{TEXT}set-aside/", text_page.set_aside, name="voice-text-set-aside"),
    path(f"{TEXT}attend/", text_page.attend, name="voice-text-attend"),
    path(f"{ONE}response/", consultation_page.response, name="voice-response"),
    path(
        "responses/<uuid:response_id>/withdraw/", consultation_page.withdraw,
        name="voice-response-withdraw",
    ),
]  # fmt: skip

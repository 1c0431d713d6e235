"""The short addresses that children open with a code: no account is asked for there."""

from django.urls import path

from mangnon.activities.voice.pages import answer_page

urlpatterns = [
    path("", answer_page.enter, name="voice-enter"),
    path("<slug:code>/", answer_page.answer, name="voice-answer"),
]

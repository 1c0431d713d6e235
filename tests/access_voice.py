"""The addresses of consultations, and one record of each kind for them."""

from mangnon.activities.models import (
    Consultation,
    FreeText,
    Question,
    SessionCode,
    VoiceResponse,
)
from mangnon.core.models import Unit, User
from mangnon.ui.context import now
from tests.access_rows import Row, act, everyone, listing, page

ROOT = "activities/voice/"
ONE = f"{ROOT}<uuid:consultation_id>/"
TEXT = f"{ROOT}texts/<uuid:text_id>/"


def _of_commune(row, inside):
    """The consultation is the commune's own: who acts for a body of the province holds none."""
    return row("value.load", 404, also={"case.load_list": 404, "voice.edit": inside})


VOICE_ROUTES: dict[str, Row] = {
    ROOT: listing("voice.view"),
    f"{ROOT}new/": listing("voice.edit"),
    ONE: page("voice.view"),
    f"{ONE}edit/": _of_commune(page, 200),
    f"{ONE}open/": _of_commune(act, 422),
    f"{ONE}close/": _of_commune(act, 422),
    f"{ONE}show/": _of_commune(act, 422),
    f"{ONE}question/": _of_commune(act, 422),
    f"{ONE}question-set/": _of_commune(act, 422),
    f"{ROOT}questions/<int:question_id>/remove/": _of_commune(act, 302),
    f"{ONE}code/": _of_commune(act, 422),
    f"{ROOT}codes/<int:code_id>/end/": _of_commune(act, 302),
    f"{ONE}texts/": _of_commune(page, 200),
    f"{TEXT}clear/": _of_commune(act, 422),
    f"{TEXT}set-aside/": _of_commune(act, 302),
    f"{TEXT}attend/": _of_commune(act, 302),
    # Everybody who consults children may say what they did about it.
    f"{ONE}response/": act("voice.edit", 422),
    f"{ROOT}responses/<uuid:response_id>/withdraw/": act("voice.edit", 422),
    # Children have no account; this code is nobody's.
    "voice/": everyone(200, nobody=200),
    "voice/<slug:code>/": everyone(404, nobody=404),
}


def voice_records() -> dict[str, object]:
    """Return a consultation of a commune that is prepared, with a text and a response."""
    unit = Unit.objects.get(code="25216")
    by, made = User.objects.get_or_create(username="y-kien", defaults={"full_name": "Cán bộ"})
    if made:
        by.unit, by.role = unit, "commune_officer"
        by.save()
        one = Consultation.objects.create(
            title="An toàn của em", purpose="Để em an toàn", unit=unit, entered_by=by
        )
        question = Question.objects.create(
            consultation=one, position=1, kind="text", text="Em muốn gì?"
        )
        Question.objects.create(consultation=one, position=2, kind="faces", text="Em vui không?")
        SessionCode.objects.create(
            consultation=one, code="K7M4Q2XD", session="5A", places=40, made_by=by, made_at=now()
        )
        FreeText(question=question, text="Thêm đèn", tells_of_abuse=False).save()
        VoiceResponse.objects.create(
            consultation=one, unit=unit, text="Đã lắp", written_by=by, written_at=now()
        )
    one = Consultation.objects.get()
    return {
        "<uuid:consultation_id>": one.pk,
        "<int:question_id>": one.questions.get(position=2).pk,
        "<int:code_id>": one.codes.get().pk,
        "<uuid:text_id>": FreeText.objects.get().pk,
        "<uuid:response_id>": one.responses.get().pk,
        "<slug:code>": "no-such-code",
    }

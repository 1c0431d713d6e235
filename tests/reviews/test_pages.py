"""The pages of reviews: one button drafts, words are written, another approves, Word prints."""

import io

from django.urls import reverse
from docx import Document

from mangnon.core.models import AuditEntry, Unit
from mangnon.plans.models import Review
from tests.reviews.conftest import WORDS


def test_from_one_button_to_an_approved_word_document(client, officer, colleague, plan, run):
    client.force_login(officer)
    new = reverse("reports:review-new")
    page = client.get(new)
    answers = {
        "key": page.context["form"]["key"].value(), "part": "0", "kind": "yearly", "year": "2025",
    }  # fmt: skip
    client.post(new, answers)
    review = Review.objects.get()
    address = reverse("reports:review", args=[review.pk])
    shown = client.get(address).content.decode()
    for words in ("66,7%", "2025-10-31-0001", "số liệu chốt ngày 31/10/2025"):
        assert words in shown
    again = reverse("reports:review-again", args=[review.pk])
    assert client.post(again, {"seen_at": review.changed_at.isoformat()}).status_code == 302
    submit = reverse("reports:review-submit", args=[review.pk])
    review.refresh_from_db()
    seen = {"seen_at": review.changed_at.isoformat()}
    assert "Trước hết hãy viết" in client.post(submit, seen).content.decode()
    client.post(reverse("reports:review-words", args=[review.pk]), seen | WORDS)
    review.refresh_from_db()
    client.post(submit, {"seen_at": review.changed_at.isoformat()})
    assert "reviews" in client.get(reverse("reports:list")).content.decode()
    client.force_login(colleague)
    review.refresh_from_db()
    assert "Chờ anh/chị phê duyệt" in client.get(address).content.decode()
    approve = reverse("reports:review-approve", args=[review.pk])
    client.post(approve, {"seen_at": review.changed_at.isoformat()})
    review.refresh_from_db()
    assert review.state == "approved"
    answer = client.get(reverse("reports:review-docx", args=[review.pk]))
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    text = text.replace("\xa0", " ")
    assert "Tổng kết công tác trẻ em năm 2025" in text
    assert "5 chỉ tiêu thành phần: 2 đạt" in text
    assert "Làm sớm" in text
    assert "66,7%" in [cell.text for cell in document.tables[1].columns[3].cells]
    assert AuditEntry.objects.filter(action="review.download").count() == 1
    same = client.get(reverse("reports:review-docx", args=[review.pk]))
    assert same.content == answer.content
    client.force_login(officer)
    assert "Lập bản tiếp theo" in client.get(address).content.decode()
    revise = reverse("reports:review-revise", args=[review.pk])
    key = client.get(revise).context["form"]["key"].value()
    shown = client.post(revise, {"key": key, "reason": "Thiếu số liệu"}, follow=True)
    assert "Lập lại vì: Thiếu số liệu" in shown.content.decode()
    assert "bản này vẫn có giá trị" in client.get(address).content.decode()
    assert "bản 2" in client.get(reverse("reports:reviews")).content.decode()


def test_what_has_no_plan_is_refused_on_the_form(client, officer, plan):
    client.force_login(officer)
    new = reverse("reports:review-new")
    page = client.get(new)
    answers = {
        "key": page.context["form"]["key"].value(), "part": "0", "kind": "yearly", "year": "2024",
    }  # fmt: skip
    answer = client.post(new, answers)
    assert answer.status_code == 422
    assert not Review.objects.exists()


def test_a_review_is_given_back_with_the_reason(client, handed_in, keeper, chair):
    review = handed_in(keeper)
    client.force_login(chair)
    back = reverse("reports:review-return", args=[review.pk])
    seen = {"seen_at": review.changed_at.isoformat()}
    assert client.post(back, seen).status_code == 422
    client.post(back, seen | {"reason": "Thiếu số liệu quý III"})
    client.force_login(keeper)
    page = client.get(reverse("reports:review", args=[review.pk])).content.decode()
    assert "Thiếu số liệu quý III" in page
    assert "Trình phê duyệt" in page


def test_the_page_takes_few_statements(client, handed_in, officer, django_assert_max_num_queries):
    review = handed_in(officer)
    client.force_login(officer)
    with django_assert_max_num_queries(14):
        client.get(reverse("reports:review", args=[review.pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("reports:reviews"), {"page": "x"})


def test_the_review_of_a_commune_is_nothing_for_another(client, handed_in, keeper, make_user):
    review = handed_in(keeper)
    neighbour = make_user("commune_officer", Unit.objects.get(code="25217"))
    client.force_login(neighbour)
    for name in ("review", "review-docx"):
        assert client.get(reverse(f"reports:{name}", args=[review.pk])).status_code == 404

"""The page that checks an uploaded document: who may, what it says, and that no file is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from .changes import size, spoilt, written

pytestmark = pytest.mark.django_db
PAGE = "/reports/check/"


@pytest.fixture
def officer(django_user_model):
    return django_user_model.objects.create(username="cb", role="focal_office")


def upload(client, content, name="van-ban.docx"):
    return client.post(PAGE, {"document": SimpleUploadedFile(name, content)})


def test_who_does_no_tasks_and_builds_no_reports_may_not_check(client, django_user_model):
    assert client.get(PAGE).status_code == 302
    client.force_login(django_user_model.objects.create(username="ld", role="analyst"))
    assert client.get(PAGE).status_code == 403
    assert upload(client, written("letter")).status_code == 403


def test_a_file_that_is_no_document_is_refused_with_a_sentence(client, officer):
    client.force_login(officer)
    answer = upload(client, b"x", name="<b>.docx")
    assert answer.status_code == 422
    assert "Tệp &lt;b&gt;.docx không phải tài liệu Word" in answer.content.decode()
    assert client.post(PAGE).status_code == 422
    assert upload(client, b"PK" + b"x" * 11 * 1024**2).status_code in (413, 422)


def test_a_right_document_has_nothing_and_a_spoilt_one_its_places(client, officer):
    client.force_login(officer)
    assert "van-ban.docx: không có chỗ nào" in upload(client, written("letter")).content.decode()
    answer = upload(client, spoilt("letter", size("Các cơ quan", 12))).content.decode()
    assert "van-ban.docx: 1 chỗ khác thể thức" in answer
    assert "Cỡ chữ 13 đến 14 (Phụ lục I, Phần I, Mục II, khoản 6, điểm e)" in answer
    assert "<strong>cỡ chữ 12</strong>" in answer


def test_the_list_of_reports_leads_to_it(client, officer):
    client.force_login(officer)
    assert PAGE in client.get("/reports/").content.decode()

import datetime
import io

import pytest
from django.utils import timezone

from mangnon.core.uploads.receiving import receive
from mangnon.plans.models import Assignment, AssignmentNote
from tests.core_uploads.files import KEPT

NOW = datetime.datetime(2025, 6, 30, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def bring(officer):
    def _bring(content=KEPT["pdf"], name="báo cáo.pdf", by=officer):
        return receive(io.BytesIO(content), name, by=by, now=timezone.now())

    return _bring


@pytest.fixture
def hold(officer, province):
    """Hang files on a note of a task of the province, as an app does."""

    def _hold(*uploads):
        task = Assignment(unit=province, created_by=officer, created_at=NOW)
        task.set_title("Truyền thông về bảo vệ trẻ em")
        task.save()
        note = AssignmentNote.objects.create(assignment=task, by=officer, at=NOW)
        note.evidence.set(uploads)
        return note

    return _hold

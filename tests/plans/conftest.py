"""A small plan by hand: three indicators, six targets, two agencies, and one slip of the pen."""

import dataclasses
import datetime

import pytest
from django.utils import translation

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.core.units.loading import load_catalog_units
from mangnon.documents.reading import model
from mangnon.documents.reading.passages import SourceLine
from mangnon.plans import services

LINES = (
    "KẾ HOẠCH",
    "Thực hiện công tác trẻ em năm 2025",
    "",
    "Thực hiện Nghị quyết số 26/2021/NQ-HĐND ngày 07/12/2021 của HĐND tỉnh;",
    "1. Chỉ tiêu 1: 76,9% tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em.",
    "4. Chỉ tiêu 4: giảm béo phì xuống 5% đối với nông thôn và dưới 10% đối với thành thị.",
    "13. Chỉ tiêu 13: duy trì mức giảm số cuộc tảo hôn từ 2% đến 3%.",
    "Từ nguồn ngân sách theo phân cấp.",
    "1. Sở Y tế",
    "- Chủ trì các chỉ tiêu 01, 04.",
    "- Tổng hợp báo cáo trước ngày 20/11/2025.",
    "2. Sở Tư pháp, Công an tỉnh",
    "- Chủ trì chỉ tiêu 13 dưới dưới.",
    "1. Truyền thông.",
    "- Tổ chức Tháng hành động vì trẻ em.",
)
# Indicators 3, targets 4, leads 4, main task 1, point 1, agencies 2, tasks 3, funding 1,
# deadline 1, legal basis 1.
ITEMS = 21


def target(leaf, measure, relation, value, **more):
    fields = {
        "value_max": None, "unit": "percent", "population": None, "year": 2025, "base_year": None,
    }  # fmt: skip
    return model.Target(leaf, measure, relation, value, **{**fields, **more})


INDICATORS = (
    model.Indicator(
        "1",
        "76,9% tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em.",
        ("Sở Y tế",),
        (),
        5,
        (target("1", "tỷ lệ xã đạt tiêu chuẩn phù hợp với trẻ em", ">=", "76.9"),),
    ),
    model.Indicator(
        "4",
        "giảm béo phì xuống 5% đối với nông thôn và dưới 10% đối với thành thị.",
        ("Sở Y tế",),
        ("Sở Tư pháp",),
        6,
        (
            target("4a", "tỷ lệ trẻ béo phì", "<=", "5", population="rural"),
            target("4b", "tỷ lệ trẻ béo phì", "<", "10", population="urban"),
        ),
    ),
    model.Indicator(
        "13",
        "duy trì mức giảm số cuộc tảo hôn từ 2% đến 3%.",
        ("Sở Tư pháp",),
        (),
        7,
        (target("13", "số cuộc tảo hôn", "reduce_by", "2", value_max="3"),),
    ),
)
DOCUMENT = model.PlanDocument(
    title="Kế hoạch thực hiện công tác trẻ em năm 2025",
    number=None,
    place="Bình Phước",
    issued_on=None,
    year=2025,
    issuer="UBND tỉnh Bình Phước",
    signer=model.Signer("Trần Tuyết Minh", "Phó Chủ tịch"),
    legal_bases=(
        model.LegalBasis(
            "Nghị quyết",
            "26/2021/NQ-HĐND",
            datetime.date(2021, 12, 7),
            "HĐND tỉnh",
            None,
            "preamble",
            4,
        ),
    ),
    indicators=INDICATORS,
    key_tasks=(
        model.KeyTask(
            "1", "Truyền thông.", 14, (model.Item("Tổ chức Tháng hành động vì trẻ em.", 15),)
        ),
    ),
    agencies=(
        model.Agency(
            "Sở Y tế",
            ("Sở Y tế",),
            False,
            9,
            (
                model.Task("Chủ trì các chỉ tiêu 01, 04.", 10, None),
                model.Task("Tổng hợp báo cáo trước ngày 20/11/2025.", 11, None),
            ),
            ("1", "4"),
        ),
        model.Agency(
            "Sở Tư pháp, Công an tỉnh",
            ("Sở Tư pháp", "Công an tỉnh"),
            False,
            12,
            (model.Task("Chủ trì chỉ tiêu 13 dưới dưới.", 13, "Theo phân công:"),),
            ("13",),
        ),
    ),
    funding=(model.Item("Từ nguồn ngân sách theo phân cấp.", 8),),
    deadlines=(
        model.Deadline(
            datetime.date(2025, 11, 20),
            False,
            None,
            ("Sở Y tế",),
            ("Bộ Y tế", "UBND tỉnh"),
            None,
            "Tổng hợp báo cáo trước ngày 20/11/2025.",
            11,
        ),
    ),
    recipients=("Bộ Y tế", "Lưu: VT"),
    warnings=(model.PlanWarning("doubled-word", "dưới dưới", 13),),
    source_lines=tuple(SourceLine(n, text) for n, text in enumerate(LINES, start=1)),
)


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English: the identifiers of their translations."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    return settings.HOME


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text("\n".join(LINES), encoding="utf-8")
    return file


def import_small_plan(folder, by, unit, **changes):
    """Import the small plan, changed as asked; each call is another document."""
    file = folder / f"ban-{len(list(folder.iterdir()))}.txt"
    file.write_text(str(file), encoding="utf-8")
    document = dataclasses.replace(DOCUMENT, **changes)
    return services.import_plan(document, by=by, unit=unit, source=file)


@pytest.fixture
def make_draft(officer, province, tmp_path):
    def make(unit=province, **changes):
        return import_small_plan(tmp_path, officer, unit, **changes)

    return make


@pytest.fixture
def draft(make_draft):
    return make_draft()


@pytest.fixture
def decided(draft, officer):
    """A draft on which every item and every warning is decided."""
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    return draft


@pytest.fixture
def approved(decided, officer):
    return services.approve_plan(decided, by=officer)


@pytest.fixture
def whole_province(db):
    """Bình Phước with its 111 communes, from the catalogue."""
    load_catalog_units(CATALOG / "units")
    return Unit.objects.on(datetime.date(2025, 1, 1)).get(code="70")


@pytest.fixture
def english_client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def officer_client(english_client, officer):
    english_client.force_login(officer)
    return english_client


@pytest.fixture
def leader_client(english_client, leader):
    english_client.force_login(leader)
    return english_client


@pytest.fixture
def stranger_client(english_client, stranger):
    english_client.force_login(stranger)
    return english_client

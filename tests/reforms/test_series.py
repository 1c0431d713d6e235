"""The page of a unit says whether its figures may be read on from those before it."""

import pytest

from mangnon.core.units.series import continuity_of_unit
from tests.reforms.conftest import change, new_unit
from tests.reforms.test_applying import MERGE, MERGED, SPLIT

RENAME = [change("rename", "25216", "25216")], [new_unit("25216", "Thác Bạc", "688")]


def test_a_unit_that_nothing_happened_to_is_comparable(unit):
    assert continuity_of_unit(unit("25216")).text == "So sánh được."


@pytest.mark.parametrize(
    ("reform", "code", "sentence"),
    [
        (
            (MERGE, MERGED), "25217",
            "So sánh được: cộng trọn các đơn vị cũ, sắp xếp từ 01/07/2025 vì sáp nhập (NQ 1).",
        ),
        (
            RENAME, "25216",
            "So sánh được: cộng trọn các đơn vị cũ, sắp xếp từ 01/07/2025 vì đổi tên (NQ 1).",
        ),
        (
            (SPLIT, []), "25270",
            "Ước tính: 1 trên 2 đơn vị chia theo dân số, từ 01/07/2025 vì chia tách (NQ 1).",
        ),
        (
            ([change("part_transfer", "25216", "25217", "0.2", "area")], []), "25216",
            "Ước tính: 1 trên 1 đơn vị chia theo diện tích, từ 01/07/2025 vì điều chỉnh một phần "
            "địa giới (NQ 1).",
        ),
    ],
    ids=["merge", "rename", "a part came", "a part left"],
)  # fmt: skip
def test_the_sentence_names_what_happened(draft, apply, unit, reform, code, sentence):
    apply(draft(*reform))
    assert continuity_of_unit(unit(code)).text == sentence


def test_an_earlier_unit_under_the_same_code_is_not_touched_by_its_end(draft, apply, unit):
    old = unit("25216")
    apply(draft(*RENAME))
    old.refresh_from_db()
    assert continuity_of_unit(old).text == "So sánh được."


def test_the_page_shows_it(client, draft, apply, unit, officer):
    apply(draft(SPLIT))
    client.force_login(officer)
    page = client.get(f"/administration/units/{unit('25270').pk}/")
    assert "Chuỗi số liệu: Ước tính: 1 trên 2 đơn vị" in page.content.decode()

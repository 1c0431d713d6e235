"""The note of a series says first whether its years may be compared."""

from datetime import date

from mangnon.engine.continuity import Continuity

REFORM = Continuity("comparable", since=date(2025, 7, 1), because="Nghị quyết X", redefined=(2024,))


def test_a_series_of_another_definition_is_not_called_comparable():
    note = Continuity("comparable", redefined=(2023, 2024))
    assert note.text == "Gián đoạn ở 2023, 2024 vì đo theo định nghĩa khác."


def test_units_may_be_comparable_where_the_definition_is_another():
    assert REFORM.text == (
        "So sánh được: cộng trọn các đơn vị cũ, sắp xếp từ 01/07/2025 vì Nghị quyết X; "
        "gián đoạn ở 2024 vì đo theo định nghĩa khác."
    )

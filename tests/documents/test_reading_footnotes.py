"""Footnotes of a .txt page: they are no part of the sentence that the page breaks."""

import pytest

from mangnon.documents.reading.files.text_source import read_text

BODY = ["Thực hiện Chỉ thị của Tỉnh ủy1 về trẻ em;", "số cặp tảo hôn dưới 60"]
REST = ["", "                    2", "", "cặp."]


def texts(lines):
    return [line.text for line in read_text("plan.txt", "\n".join(lines).encode()) if line.text]


def test_a_note_at_the_foot_of_a_page_is_left_out_with_its_mark():
    notes = [
        "",
        "1 Chỉ thị số 28-CT/TW ngày 25/12/2023 của Bộ",
        "Chính trị; toàn tỉnh có 3.418 em.",
    ]
    assert texts([*BODY, *notes, *REST]) == [BODY[0].replace("1", ""), BODY[1], "cặp."]


def test_notes_are_counted_over_the_pages():
    first = [BODY[0], "Nhóm trẻ em2 cần trợ giúp", "1 Chỉ thị số 28-CT/TW.", "", "  2", ""]
    second = ["được hỗ trợ.", "", "2 Gồm 14 nhóm theo Luật Trẻ em.", "", "  3", "", "Hết."]
    kept = [BODY[0].replace("1", ""), "Nhóm trẻ em cần trợ giúp", "được hỗ trợ.", "Hết."]
    assert texts([*first, *second]) == kept


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Tỉnh ủy giao", "1 Trung tâm xã hội"], id="no mark points at it"),
        pytest.param(["Tỉnh ủy1 giao", "2 Trung tâm xã hội"], id="another number"),
        pytest.param(["Tỉnh ủy1 giao", "1 Trung tâm", "- Tuyên truyền"], id="an item follows"),
    ],
)
def test_a_line_that_is_no_note_stays(lines):
    assert texts([*lines, *REST]) == [*lines, "cặp."]

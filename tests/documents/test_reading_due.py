"""Who reports what to whom by when: each sentence and each clause speaks for itself."""

import pytest

from mangnon.documents.reading.bodies import read_names
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.passages import Passage

PERIODS = [
    (
        "Các sở báo cáo kết quả 6 tháng đầu năm chậm nhất ngày 15 tháng 6 năm 2026 và kết quả cả"
        " năm chậm nhất ngày 30 tháng 11 năm 2026.",
        ["half-yearly", "yearly"],
    ),
    ("Các sở báo cáo 6 tháng trước 10/6/2026, cả năm trước 10/11/2026.", ["half-yearly", "yearly"]),
    (
        "Các sở báo cáo (6 tháng trước ngày 31/5/2026; năm trước ngày 31/10/2026) về Sở Y tế.",
        ["half-yearly", "yearly"],
    ),
    (
        "Gửi báo cáo sơ kết 6 tháng trước ngày 20/6/2026; báo cáo tổng kết năm trước 25/11/2026.",
        ["half-yearly", "yearly"],
    ),
    ("Các xã báo cáo kết quả năm về Sở Y tế trước ngày 25/11/2026.", ["yearly"]),
    ("Các xã báo cáo về Sở Y tế trước ngày 06 tháng 11 năm 2026.", [None]),
    ("Các xã báo cáo về Sở Y tế trước ngày 16 tháng 11 năm 2026.", [None]),
    ("Các xã báo cáo kết quả năm 2025 về Sở Y tế trước ngày 25/11/2026.", [None]),
]

SAID = [
    (
        "Định kỳ hằng năm, các sở, ngành và UBND các xã, phường gửi báo cáo về Sở Y tế trước"
        " ngày 05/12/2026.",
        [(("các sở, ngành", "UBND các xã, phường"), ("Sở Y tế",), None)],
    ),
    (
        "Định kỳ trước ngày 15/11/2026, các sở, ban, ngành tỉnh gửi báo cáo về Sở Y tế.",
        [(("các sở, ban, ngành tỉnh",), ("Sở Y tế",), None)],
    ),
    (
        "Nếu có vướng mắc, các đơn vị báo cáo về Sở Y tế trước ngày 01/10/2026.",
        [(("các đơn vị",), ("Sở Y tế",), None)],
    ),
    (
        "Căn cứ Kế hoạch này, UBND các xã, phường gửi báo cáo về Sở Y tế trước 01/10/2026.",
        [(("UBND các xã, phường",), ("Sở Y tế",), None)],
    ),
    (
        "Căn cứ Kế hoạch này, đề nghị các đơn vị thực hiện; báo cáo UBND xã trước 10/11/2026.",
        [(("các đơn vị",), ("UBND xã",), None)],
    ),
    (
        "Sở, ban, ngành tỉnh; UBND các xã gửi báo cáo về Sở Y tế trước ngày 15/11/2026.",
        [(("Sở, ban, ngành tỉnh", "UBND các xã"), ("Sở Y tế",), None)],
    ),
    (
        "Yêu cầu các đơn vị báo cáo UBND phường (qua Phòng Văn hóa - Xã hội) trước 20/11/2026./.",
        [(("các đơn vị",), ("UBND phường",), "Phòng Văn hóa - Xã hội")],
    ),
    (
        "Các xã báo cáo Sở Y tế (qua Chi cục Dân số) trước 01/11/2026. Sở Y tế tổng hợp trước"
        " 10/11/2026.",
        [(("Các xã",), ("Sở Y tế",), "Chi cục Dân số"), (("Sở Y tế",), (), None)],
    ),
    (
        "Các xã báo cáo 6 tháng trước 01/6/2026; báo cáo năm trước 01/11/2026 về Sở Y tế.",
        [(("Các xã",), ("Sở Y tế",), None), (("Các xã",), ("Sở Y tế",), None)],
    ),
]

WHOLE_NAMES = [
    ("Trung tâm Dịch vụ công, Trạm Y tế xã", ["Trung tâm Dịch vụ công", "Trạm Y tế xã"]),
    ("Các Trưởng thôn, Bí thư chi bộ báo cáo", ["Các Trưởng thôn", "Bí thư chi bộ"]),
    ("Các ban, ngành, các trường, các thôn", ["Các ban, ngành", "các trường", "các thôn"]),
    ("Trưởng các thôn, các khu phố theo dõi", ["Trưởng các thôn, các khu phố"]),
    ("Sở, ngành và UBND các xã báo cáo", ["Sở, ngành", "UBND các xã"]),
    ("Thành viên Ban Chỉ đạo, các thôn gửi", ["Thành viên Ban Chỉ đạo", "các thôn"]),
    ("các thành viên Ban Chỉ đạo báo cáo", ["các thành viên Ban Chỉ đạo"]),
    (
        "Ban Thanh thiếu nhi trường học Tỉnh đoàn tổng hợp",
        ["Ban Thanh thiếu nhi trường học Tỉnh đoàn"],
    ),
    (
        "Đoàn các xã, phường, đặc khu và Đoàn trực thuộc",
        ["Đoàn các xã, phường, đặc khu", "Đoàn trực thuộc"],
    ),
]


def due(text):
    return find_deadlines([(Passage(text, ((0, 1),)), ())], year=2026)


@pytest.mark.parametrize(("text", "kinds"), PERIODS)
def test_the_words_nearest_to_a_date_say_how_often_it_comes_back(text, kinds):
    assert [d.recurring for d in due(text)] == kinds


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_sentence_names_its_own_reporters_and_recipients(text, said):
    assert [(d.reporters, d.recipients, d.via) for d in due(text)] == said


@pytest.mark.parametrize(("text", "names"), WHOLE_NAMES)
def test_a_name_is_not_cut_inside_and_two_names_are_not_one(text, names):
    assert [name.text for name in read_names(text)] == names


def test_a_deadline_stands_on_the_line_where_its_sentence_starts():
    text = "Các xã báo cáo trước 01/11/2026. Sở Y tế tổng hợp trước 10/11/2026."
    passage = Passage(text, ((0, 7), (text.index("Sở"), 8)))
    first, second = find_deadlines([(passage, ())], year=2026)
    assert (first.line, first.text) == (7, "Các xã báo cáo trước 01/11/2026.")
    assert (second.line, second.text) == (8, "Sở Y tế tổng hợp trước 10/11/2026.")

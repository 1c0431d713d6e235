"""The small parts below the grammars: lines, passages, outline, target tables, the foot."""

import pytest

from mangnon.documents.reading.blocks import join_blocks
from mangnon.documents.reading.outline import build_outline
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.signature import read_signature, split_signature
from mangnon.documents.reading.tables import read_target_rows
from mangnon.documents.reading.text import is_capitals, starts_capital


def wrapped(*texts):
    return [SourceLine(at, text) for at, text in enumerate(texts, start=1)]


def whole(*texts):
    return [SourceLine(at, text, is_whole=True) for at, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["một", "hai"], "một hai"),
        (["26/2021/NQ-", "HĐND"], "26/2021/NQ-HĐND"),
        (["ngày 10/", "11/2026"], "ngày 10/11/2026"),
        (["Lao động -", "Xã hội"], "Lao động - Xã hội"),
        (["  một  ", "", "hai"], "một hai"),
    ],
)
def test_lines_join_with_a_space_but_not_within_a_number(parts, text):
    assert Passage.join(enumerate(parts, start=1)).text == text


def test_every_character_of_a_passage_knows_its_line():
    passage = Passage.join([(4, "một hai"), (7, "ba")])
    assert [passage.line_at(at) for at in (0, 6, 8, 9)] == [4, 4, 7, 7]
    assert passage.is_line_start(8)
    assert not passage.is_line_start(0)


def test_a_piece_of_a_passage_keeps_its_lines():
    passage = Passage.join([(4, "một: "), (7, "hai ba"), (9, "bốn")])
    piece = passage.cut(4)
    assert (piece.text, piece.line, piece.line_at(8)) == ("hai ba bốn", 7, 9)


def test_passages_chained_keep_the_lines_of_each():
    chained = Passage.chain([Passage("a", ((0, 3),)), Passage(""), Passage("b", ((0, 8),))])
    assert (chained.text, chained.line_at(0), chained.line_at(2)) == ("a b", 3, 8)


@pytest.mark.parametrize(
    ("text", "capitals", "starts"),
    [
        ("CHỈ TIÊU", True, True),
        ("Chỉ tiêu", False, True),
        ("“Vì trẻ em”", False, True),
        ("chỉ tiêu", False, False),
        ("2026", False, True),
        ("A", False, True),
    ],
)
def test_capitals_are_told_by_letters_alone(text, capitals, starts):
    assert (is_capitals(text), starts_capital(text)) == (capitals, starts)


def blocks(lines):
    return [(b.marker.number if b.marker else None, b.passage.text) for b in join_blocks(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. Một dòng bị", "ngắt giữa câu."], [("1", "Một dòng bị ngắt giữa câu.")]),
        (["- Theo chỉ tiêu", "12. Trong đó"], [("-", "Theo chỉ tiêu 12. Trong đó")]),
        (["- Giảm từ năm 2025", "- 2026 còn 5%."], [("-", "Giảm từ năm 2025 - 2026 còn 5%.")]),
        (["- Một việc;", "- Hai việc."], [("-", "Một việc;"), ("-", "Hai việc.")]),
        (
            ["1. Sở Lao động", "- Thương binh và Xã hội thực hiện."],
            [("1", "Sở Lao động - Thương binh và Xã hội thực hiện.")],
        ),
    ],
)
def test_a_wrapped_line_goes_on_unless_a_marker_opens_a_paragraph(lines, expected):
    assert blocks(wrapped(*lines)) == expected


def test_paragraphs_of_a_word_file_stay_apart():
    assert blocks(whole("1. Một", "Hai", "a) Ba")) == [("1", "Một"), (None, "Hai"), ("a", "Ba")]


def outline(*texts):
    root, closing = build_outline(join_blocks(whole(*texts)))

    def below(node):
        return [(child.passage.text, below(child)) for child in node.children]

    return below(root), [passage.text for passage in closing]


def test_markers_nest_by_rank_and_bullets_by_their_first_use():
    tree, _ = outline("I. A", "1. B", "- C:", "+ D", "- E", "a) F", "II. G")
    assert tree == [
        ("A", [("B", [("C:", [("D", [])]), ("E", []), ("F", [])])]),
        ("G", []),
    ]


def test_the_closing_paragraph_belongs_to_no_item():
    tree, closing = outline("I. A", "Trên đây là Kế hoạch.", "Yêu cầu các đơn vị thực hiện.")
    assert tree == [("A", [])]
    assert closing == ["Trên đây là Kế hoạch.", "Yêu cầu các đơn vị thực hiện."]


def rows(*cells):
    table = tuple(
        SourceLine(at, " ".join(row), is_whole=True, cells=row)
        for at, row in enumerate(cells, start=1)
    )
    return [
        (row.number, row.line, [(t.relation, t.value, t.unit, t.year) for t in row.targets])
        for row in read_target_rows(table, 2026)
    ]


TITLES = ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Kế hoạch năm 2026")


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("1", "Trẻ em biết bơi", "%", "30", "40"), (">=", "40", "percent", 2026)),
        (("1", "Trẻ em bỏ học", "%", "0,3", "0,2"), ("<=", "0.2", "percent", 2026)),
        (("1", "Tử vong trẻ em", "‰", "12", "< 11,8"), ("<", "11.8", "per_1000", 2026)),
        (("1", "Tai nạn", "1/100.000 trẻ", "", "500"), ("<=", "500", "per_100000", 2026)),
        (("1", "Câu lạc bộ trẻ em", "CLB", "3", "05"), (">=", "5", "count", 2026)),
        (("1", "Trẻ em biết bơi", "%", "30", "≥ 40"), (">=", "40", "percent", 2026)),
        (("1", "Trẻ em bỏ học", "", "", "dưới 0,2%"), ("<", "0.2", "percent", 2026)),
    ],
)
def test_a_row_is_read_in_the_unit_and_year_of_its_columns(cells, target):
    assert rows(TITLES, cells) == [("1", 2, [target])]


def test_the_header_may_take_two_rows():
    first = ("STT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Kế hoạch")
    second = ("STT", "Chỉ tiêu", "ĐVT", "2026", "2030")
    found = rows(first, second, ("1", "Trẻ em biết bơi", "%", "40", "60"))
    targets = [(">=", "40", "percent", 2026), (">=", "60", "percent", 2030)]
    assert found == [("1", 3, targets)]


@pytest.mark.parametrize(
    "table",
    [
        [("Họ tên", "Chức vụ"), ("A", "B")],
        [TITLES],
        [TITLES, ("I", "Về y tế", "", "", "")],
        [TITLES, ("1", "", "%", "30", "40")],
    ],
)
def test_a_table_or_row_without_targets_gives_none(table):
    assert rows(*table) == []


def foot(*texts):
    signature = read_signature(wrapped(*texts))
    return signature.signer.name, signature.signer.capacity, signature.recipients


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn An"], ("Nguyễn Văn An", "CHỦ TỊCH")),
        (["Nơi nhận:", "GIÁM ĐỐC", "(Đã ký)", "Y Thanh Hà"], ("Y Thanh Hà", "GIÁM ĐỐC")),
        (["Nơi nhận:", "GIÁM ĐỐC", "TRẦN THỊ BÌNH"], ("TRẦN THỊ BÌNH", "GIÁM ĐỐC")),
        (
            ["Nơi nhận:      KT. CHỦ TỊCH", "- Sở Y tế;      PHÓ CHỦ TỊCH", "      K'Brôi"],
            (None, "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        ),
        (["Nơi nhận:", "- Sở Y tế;"], (None, None)),
    ],
)
def test_the_signer_is_the_name_below_the_title(lines, signer):
    assert foot(*lines)[:2] == signer


def test_a_recipient_may_take_two_lines():
    assert foot("Nơi nhận:", "- Các sở, ban,", "ngành tỉnh;", "- Lưu: VT.")[2] == (
        "Các sở, ban, ngành tỉnh",
        "Lưu: VT",
    )


def test_an_annex_after_the_signature_is_read_on():
    lines = wrapped("I. A", "Nơi nhận:", "- Lưu: VT.", "PHỤ LỤC I", "1. B")
    body, end, annex = split_signature(lines)
    assert ([b.line for b in body], [e.line for e in end]) == ([1], [2, 3])
    assert [a.line for a in annex] == [4, 5]

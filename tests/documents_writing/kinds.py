"""One right document of each kind, as an office would write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mangnon.documents.writing.kinds import (
    Draft,
    Issuer,
    Meeting,
    decision,
    letter,
    minutes,
    plan,
    report,
    submission,
)
from mangnon.documents.writing.model import (
    Align,
    Annex,
    Article,
    Bullet,
    Clause,
    Column,
    Division,
    Heading,
    Note,
    Paragraph,
    Point,
    Row,
    Sideways,
    Table,
)
from mangnon.documents.writing.reminder import Owed, reminder
from mangnon.documents.writing.signing import Power, Signature

HEALTH = Issuer("Sở Y tế", "SYT", "BMTE", "Bình Phước", parent="UBND tỉnh Bình Phước")
PROVINCE = Issuer("Ủy ban nhân dân tỉnh Bình Phước", "UBND", "KGVX", "Bình Phước")
DEPUTY = Signature("Phó Giám đốc", "Nguyễn Thị Hoà", Power.DEPUTY, head="Giám đốc")
VICE = Signature(
    "Phó Chủ tịch", "Trần Tuyết Minh", Power.DEPUTY, "Chủ tịch", collective="Ủy ban nhân dân"
)
TABLE = Table(
    caption="Bảng 1. Kết quả",
    columns=(Column("STT", 15, Align.CENTER), Column("Chỉ tiêu", 110), Column("Kết quả", 40)),
    rows=(Row(("1", "Xã phù hợp với trẻ em", "75,7")), Row(("2", "Trẻ em được khai sinh", "99"))),
)
WIDE = Table(
    columns=(Column("STT", 20), Column("Chỉ tiêu", 200), Column("Kết quả", 32)),
    rows=tuple(Row((str(n), "Một chỉ tiêu", "0")) for n in range(1, 30)),
)
LAW = "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016"
PLAN = "Căn cứ Kế hoạch số 128/KH-UBND ngày 20 tháng 5 năm 2025 của Ủy ban nhân dân tỉnh"
LONG = "Các cơ quan, đơn vị, địa phương đã phối hợp thực hiện nhiệm vụ được giao. " * 4
DRAFT = Draft(
    issuer=HEALTH,
    subject="Kết quả thực hiện công tác trẻ em năm 2025",
    signature=DEPUTY,
    recipients=("Cục Bà mẹ và Trẻ em", "Giám đốc Sở"),
    made_at=datetime(2025, 11, 5, 8, 0),  # noqa: DTZ001 - a .docx holds no zone
    number=5,
    day=date(2025, 11, 5),
    blocks=(
        Heading(1, "Tình hình chung"),
        Heading(2, "Thuận lợi"),
        Paragraph(LONG),
        Bullet("Một việc đã xong;"),
        Bullet("Một việc nhỏ.", 2),
        Heading(2, "Khó khăn"),
        Clause("Việc thứ nhất còn chậm."),
        Point("Do thiếu người;"),
        Point("Do thiếu kinh phí."),
        Heading(1, "Kết quả"),
        Paragraph("Kết quả các chỉ tiêu ở Bảng 1, Phụ lục I và Phụ lục II.", keep_with_next=True),
        TABLE,
        Note("Ghi chú: số liệu tạm tính."),
        Paragraph("Trên đây là báo cáo của Sở Y tế./."),
    ),
    annexes=(
        Annex("Kết quả chỉ tiêu", (WIDE,), is_landscape=True),
        Annex("Danh sách", (Paragraph("Một dòng."),)),
    ),
)
REPORT = report(
    DRAFT,
    to=("Bộ Y tế", "Ủy ban nhân dân tỉnh Bình Phước"),
    bases=(LAW, PLAN),
    opening="Sở Y tế báo cáo như sau:",
)
PLANNED = plan(
    replace(
        DRAFT,
        issuer=PROVINCE,
        signature=VICE,
        subject="Triển khai công tác trẻ em trên địa bàn tỉnh Bình Phước năm 2025",
        number=None,
        day=None,
        annexes=(),
        blocks=(
            Division("Phần", "Những vấn đề chung"),
            Paragraph(LONG),
            Heading(1, "Mục đích, yêu cầu"),
            Paragraph("Mọi trẻ em được an toàn, được chăm sóc."),
            Division("Phần", "Tổ chức thực hiện"),
            Heading(1, "Chỉ tiêu"),
            Paragraph("Chỉ tiêu năm 2025 theo bảng sau:"),
            Sideways((Paragraph("Chỉ tiêu, đơn vị chủ trì và thời hạn:"), WIDE)),
            Paragraph("Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này./."),
        ),
    ),
    bases=(LAW,),
    opening="Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
)
LETTER = letter(
    replace(
        DRAFT,
        subject="Báo cáo kết quả thực hiện công tác trẻ em 10 tháng đầu năm 2025",
        number=1481,
        annexes=(),
        blocks=(Paragraph(LONG), Paragraph("Trân trọng./.")),
        signature=Signature(
            "Trưởng phòng Bà mẹ và Trẻ em", "Lê Văn An", Power.BY_ORDER, "Giám đốc"
        ),
    ),
    to=("Ủy ban nhân dân các xã, phường",),
)
SUBMITTED = submission(
    replace(
        DRAFT,
        subject="Về việc ban hành Kế hoạch công tác trẻ em năm 2026",
        annexes=(),
        blocks=(
            Clause("Sự cần thiết ban hành được nêu trong hồ sơ kèm theo."),
            Clause("Nội dung chính gồm chỉ tiêu, nhiệm vụ và kinh phí."),
            Paragraph("Sở Y tế kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./."),
        ),
        signature=Signature("Giám đốc", "Phạm Thị Lan", Power.ACTING),
    ),
    to=("Ủy ban nhân dân tỉnh Bình Phước",),
)
MINUTES = minutes(
    replace(
        DRAFT,
        subject="Họp giao ban công tác trẻ em quý III năm 2025",
        annexes=(),
        blocks=(Clause("Sở Y tế báo cáo tiến độ."), Clause("Các đơn vị thảo luận.")),
        signature=Signature("Chủ tọa", "Phạm Thị Lan"),
    ),
    Meeting(
        begins="08 giờ 00, ngày 03 tháng 10 năm 2025",
        place="phòng họp Sở Y tế",
        present=("đại diện các sở", "đại diện các xã"),
        chair="bà Phạm Thị Lan, Giám đốc Sở",
        secretary="Nguyễn Văn Bình",
        ends="10 giờ 30, ngày 03 tháng 10 năm 2025",
    ),
)
DECIDED = decision(
    replace(
        DRAFT,
        issuer=PROVINCE,
        signature=VICE,
        subject="Về việc thành lập Tổ liên ngành bảo vệ trẻ em",
        recipients=("Như Điều 3", "Bộ Y tế"),
        number=12,
        day=date(2025, 2, 9),
        annexes=(),
        blocks=(),
    ),
    authority="Ủy ban nhân dân tỉnh Bình Phước",
    bases=(LAW, "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 103/TTr-SYT"),
    articles=(
        Article("Thành lập Tổ liên ngành bảo vệ trẻ em tỉnh gồm các ông, bà có tên sau đây."),
        Article("Quyết định này có hiệu lực kể từ ngày ký."),
        Article("Chánh Văn phòng, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./."),
    ),
)
RULES = decision(
    replace(
        DRAFT,
        subject="Ban hành Quy chế phối hợp bảo vệ trẻ em",
        annexes=(),
        number=103,
        blocks=(),
        signature=Signature("Chánh Văn phòng", "Đỗ Văn Nam", Power.BY_AUTHORITY, "Giám đốc"),
    ),
    authority="Giám đốc Sở Y tế",
    bases=(LAW,),
    articles=(
        Division("Chương", "Quy định chung"),
        Article(title="Phạm vi điều chỉnh"),
        Clause("Quy chế này quy định việc phối hợp."),
        Clause("Quy chế này áp dụng với các đơn vị sau:"),
        Point("Phòng chuyên môn;"),
        Point("Đơn vị sự nghiệp."),
        Division("Chương", "Phối hợp"),
        Division("Mục", "Tiếp nhận thông tin"),
        Article("Thông tin được tiếp nhận suốt ngày đêm.", title="Tiếp nhận"),
    ),
)
OWED = Owed(
    report="báo cáo kết quả công tác trẻ em năm 2025",
    basis="Kế hoạch số 128/KH-UBND ngày 20 tháng 5 năm 2025 của Ủy ban nhân dân tỉnh",
    due=date(2025, 11, 10),
    by=date(2025, 11, 14),
    today=date(2025, 11, 11),
)
REMINDED = replace(DRAFT, number=1502, day=date(2025, 11, 12), recipients=("UBND tỉnh",))
FEW_LATE = reminder(REMINDED, OWED, ("Sở Tư pháp", "Công an tỉnh", "Ủy ban nhân dân phường An Lộc"))
MANY_LATE = reminder(REMINDED, OWED, tuple(f"Ủy ban nhân dân xã số {n}" for n in range(1, 15)))
KINDS = {
    "report": REPORT,
    "plan": PLANNED,
    "letter": LETTER,
    "submission": SUBMITTED,
    "minutes": MINUTES,
    "decision": DECIDED,
    "rules": RULES,
    "reminder": FEW_LATE,
    "reminder to many": MANY_LATE,
}

"""Word plans of other offices: bold headings without numbers; targets and tasks in tables."""

from docx import Document

from tests.documents.docx_plans import saved

BOLD = (
    "UBND XÃ IA GRAI",
    "Số: 05/KH-UBND",
    "Ia Grai, ngày 09 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Công tác bảo vệ, chăm sóc trẻ em năm 2026",
    "Căn cứ Chỉ thị số 20/CT-TTg ngày 26/5/2020 của Thủ tướng Chính phủ;",
    "*Mục tiêu chung",
    "Trẻ em được sống an toàn.",
    "*Chỉ tiêu",
    "- 100% trẻ em dưới 6 tuổi có thẻ bảo hiểm y tế (Trạm Y tế).",
    "- Tỷ lệ trẻ em bỏ học còn 0,3% (Trường THCS Ia Grai).",
    "- Mỗi làng có tối thiểu một sân chơi (Đoàn Thanh niên xã).",
    "*Nhiệm vụ và giải pháp",
    "- Tuyên truyền ở từng làng.",
    "+ Phát tờ rơi;",
    "+ Chiếu phim.",
    "- Thăm hộ có trẻ em khuyết tật.",
    "*Kinh phí",
    "Ngân sách xã 30 triệu đồng.",
    "*Tổ chức thực hiện",
    "*Trạm Y tế:",
    "- Cân đo trẻ em mỗi quý.",
    "- Báo cáo UBND xã trước ngày 25/6/2026 và ngày 25/12/2026.",
    "*Công an xã:",
    "- Cấp định danh cho trẻ em.",
    "*Đề nghị Mặt trận Tổ quốc xã:",
    "- Vận động quyên góp.",
    "Nơi nhận:",
    "- UBND tỉnh;",
    "- Lưu: VT.",
    "CHỦ TỊCH",
    "Rơ Châm Hà",
)
TARGETS = (
    ("TT", "Tên chỉ tiêu", "ĐVT", "KH 2026", "KH 2030", "Đơn vị chủ trì", "Đơn vị phối hợp"),
    ("1", "Tỷ lệ trẻ em được khai sinh đúng hạn", "%", "97", "99", "Sở Tư pháp", "Công an tỉnh"),
    ("2", "Tỷ lệ trẻ em bị xâm hại", "%", "0,03", "0,02", "Công an tỉnh", "Sở Y tế"),
    ("II", "Môi trường sống", "", "", "", "", ""),
    ("3", "Số xã phù hợp với trẻ em", "Xã", "≥ 40", "≥ 90", "Sở Y tế", ""),
)
TASKS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
    ("1", "Mở lớp dạy bơi an toàn", "Sở Y tế", "Tỉnh Đoàn", "30/6/2026"),
    (
        "2",
        "Lắp hàng rào quanh ao gần trường",
        "Sở Giáo dục và Đào tạo",
        "UBND các xã",
        "Quý II/2026",
    ),
    ("3", "Đánh giá cuối năm", "Sở Y tế", "Các sở, ngành", "Trước ngày 20/11/2026"),
)
COLUMNS = (
    "ỦY BAN NHÂN DÂN TỈNH GIA LAI",
    "Số: 63/KH-UBND",
    "Gia Lai, ngày 16 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Thực hiện các mục tiêu vì trẻ em năm 2026",
    "I. CHỈ TIÊU",
    "Các chỉ tiêu theo bảng sau:",
    TARGETS,
    "II. PHÂN CÔNG NHIỆM VỤ",
    TASKS,
    "III. TỔ CHỨC THỰC HIỆN",
    "1. UBND các xã, phường: Xây dựng kế hoạch của địa phương.",
    "Nơi nhận:",
    "- Bộ Y tế;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn Bình",
)


def lines_of(parts):
    """The lines as the contract counts them: a paragraph or a table row each."""
    lines = []
    for part in parts:
        rows = [part] if isinstance(part, str) else [" ".join(row) for row in part]
        lines += [row.lstrip("*") for row in rows]
    return lines


def built(parts, style=None):
    """A Word file of these parts: a text is a paragraph, bold after "*"; rows are a table."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph().add_run(part.lstrip("*")).bold = part.startswith("*")
            continue
        table = document.add_table(rows=0, cols=len(part[0]), style=style)
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    return saved(document)

"""The commands of protection cases."""

import argparse
from pathlib import Path

from mangnon.config.arguments.common import DAY, Groups, day, finish, group


def add_cases(groups: Groups) -> None:
    cases = group(groups, "cases", "vụ việc bảo vệ trẻ em")
    forms = cases.add_parser("forms", help="in mọi biểu mẫu để trống, tệp .docx, để ghi tay")
    forms.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi các tệp")
    finish(forms, "cases:forms", needs_database=True)
    retention = cases.add_parser(
        "retention",
        help="ẩn danh những hồ sơ đã hết thời hạn lưu giữ",
        description="Ẩn danh những hồ sơ đã đóng và hết thời hạn lưu giữ theo danh mục: hủy lời "
        "kể, tên và liên kết, giữ mã, thời gian và số đếm. Không hoàn tác được; hãy chạy "
        "--dry-run trước.",
    )
    retention.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không hủy gì")
    retention.add_argument("--as-of", type=day, metavar="NGÀY", help=f"tính đến ngày, {DAY}")
    finish(retention, "cases:retention", needs_database=True, writes=True)
    hold = cases.add_parser("hold", help="giữ lại một hồ sơ, không cho ẩn danh")
    _names_a_case(hold)
    hold.add_argument("--reason", required=True, metavar="LÝ DO", help="vì sao phải giữ")
    finish(hold, "cases:hold", needs_database=True, writes=True)
    let_go = cases.add_parser("let-go", help="thôi giữ một hồ sơ")
    _names_a_case(let_go)
    finish(let_go, "cases:let_go", needs_database=True, writes=True)


def _names_a_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SỐ", help="số hồ sơ, như 2025-000123")

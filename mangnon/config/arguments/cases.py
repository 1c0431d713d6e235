"""The commands of protection cases."""

from pathlib import Path

from mangnon.config.arguments.common import Groups, finish, group


def add_cases(groups: Groups) -> None:
    cases = group(groups, "cases", "vụ việc bảo vệ trẻ em")
    forms = cases.add_parser("forms", help="in mọi biểu mẫu để trống, tệp .docx, để ghi tay")
    forms.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi các tệp")
    finish(forms, "cases:forms", needs_database=True)

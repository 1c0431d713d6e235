"""The commands that look at official documents; they touch no database."""

from pathlib import Path

from mangnon.config.arguments.common import Groups, finish, group


def add_documents(groups: Groups) -> None:
    document = group(groups, "document", "văn bản hành chính")
    checked = document.add_parser(
        "check", help="tìm chỗ trong tệp .docx khác thể thức Nghị định 30/2020/NĐ-CP"
    )
    checked.add_argument("file", type=Path, metavar="TỆP", help="tệp .docx")
    finish(checked, "document:check")
    printed = document.add_parser("pdf", help="chuyển tệp .docx thành PDF/A bằng LibreOffice")
    printed.add_argument("file", type=Path, metavar="TỆP", help="tệp .docx")
    printed.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .pdf để ghi")
    finish(printed, "document:pdf")

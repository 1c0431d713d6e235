"""The commands that write official documents and prove them."""

from pathlib import Path

from mangnon.config.arguments.common import SNAPSHOT, Groups, finish, group, may_ask_units, positive


def add_reports(groups: Groups) -> None:
    report = group(groups, "report", "báo cáo")
    build = report.add_parser("build", help="viết báo cáo Word và phụ lục Excel")
    build.add_argument("--year", type=positive, required=True, metavar="NĂM")
    build.add_argument(
        "--kind",
        choices=["consolidated", "half-year", "five-year", "agency"],
        default="consolidated",
        help="tổng hợp năm, 6 tháng, giai đoạn 5 năm đến năm ấy, hoặc của một cơ quan, đơn vị",
    )
    build.add_argument("--organisation", metavar="MÃ", help="của cơ quan nào (--kind agency)")
    build.add_argument("--unit", metavar="MÃ", help="của đơn vị hành chính nào (--kind agency)")
    build.add_argument("--snapshot", metavar="MÃ", help=f"{SNAPSHOT}; mặc định: bản mới nhất")
    may_ask_units(build)
    build.add_argument("--out", type=Path, required=True, help="thư mục để ghi báo cáo")
    finish(build, "report:build", needs_database=True, writes=True)
    verified = report.add_parser("verify", help="tính lại mọi số trong một báo cáo")
    verified.add_argument("file", type=Path, help="tệp .docx mà lệnh report build đã viết")
    finish(verified, "report:verify", needs_database=True)


def add_funding(groups: Groups) -> None:
    funding = group(groups, "funding", "kinh phí của kế hoạch")
    told = funding.add_parser("statement", help="viết báo cáo kinh phí của một năm, tệp Excel")
    told.add_argument("--year", type=positive, required=True, metavar="NĂM")
    told.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .xlsx để ghi")
    finish(told, "funding:statement_", needs_database=True, writes=True)

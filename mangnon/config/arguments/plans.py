"""The commands that read plans and keep units and organisations."""

from pathlib import Path

from mangnon.config.arguments.common import (
    DAY,
    SNAPSHOT,
    Groups,
    day,
    finish,
    group,
    may_ask_units,
    whole,
)

PLAN_FILES = "tệp .docx, .pdf (có chữ, hoặc bản quét khi máy có tesseract) hoặc .txt"


def add_plans(groups: Groups) -> None:
    plan = group(groups, "plan", "đọc và nhập văn bản kế hoạch")
    read = plan.add_parser("read", help="đọc một kế hoạch; không chạm cơ sở dữ liệu")
    read.add_argument("file", type=Path, help=PLAN_FILES)
    finish(read, "plan_read:read")
    imported = plan.add_parser("import", help="đọc một kế hoạch thành dự thảo chờ rà soát")
    imported.add_argument("file", type=Path, help=PLAN_FILES)
    finish(imported, "plan_import:import_", needs_database=True, writes=True)
    cascade = plan.add_parser(
        "cascade", help="nếu mọi xã đạt chỉ tiêu của mình thì tỉnh đạt bao nhiêu"
    )
    cascade.add_argument("--year", type=whole, metavar="NĂM", help="năm của kế hoạch")
    cascade.add_argument("--unit", default="", metavar="MÃ", help="mã tỉnh hoặc huyện")
    cascade.add_argument("--level", choices=("commune", "district"), default="commune")
    cascade.add_argument("--leaf", default="", metavar="CT", help="một chỉ tiêu, kèm từng đơn vị")
    cascade.add_argument("--snapshot", metavar="MÃ", help=f"{SNAPSHOT} (mặc định: mới nhất)")
    may_ask_units(cascade)
    finish(cascade, "plan_cascade:cascade", needs_database=True, writes=True)


def add_units(groups: Groups) -> None:
    units = group(groups, "units", "đơn vị hành chính")
    load = units.add_parser("load", help="nạp đơn vị và các thay đổi từ hai tệp CSV")
    load.add_argument("units", type=Path, help="tệp CSV các đơn vị")
    load.add_argument("changes", type=Path, help="tệp CSV các thay đổi")
    load.add_argument(
        "--area-classes",
        type=Path,
        metavar="TỆP",
        help="tệp CSV phân loại địa bàn (khu vực I–III, miền núi, biên giới, …)",
    )
    finish(load, "units:load", needs_database=True, writes=True)

    boundaries = units.add_parser(
        "boundaries", help="nạp ranh giới đơn vị từ tệp GeoJSON để vẽ bản đồ"
    )
    boundaries.add_argument(
        "file",
        type=Path,
        help="tệp GeoJSON; mỗi đối tượng có thuộc tính code và, nếu mã dùng lại, valid_from",
    )
    finish(boundaries, "units_boundaries:boundaries", needs_database=True, writes=True)

    crosswalk = units.add_parser("crosswalk", help="phần nào của đơn vị ngày này thành đơn vị nào")
    crosswalk.add_argument(
        "--from", dest="start", type=day, required=True, metavar="NGÀY", help=DAY
    )
    crosswalk.add_argument("--to", dest="end", type=day, required=True, metavar="NGÀY", help=DAY)
    finish(crosswalk, "units:crosswalk", needs_database=True)


def add_organisations(groups: Groups) -> None:
    organisations = group(groups, "organisations", "cơ quan, tổ chức theo thời gian")
    load = organisations.add_parser("load", help="nạp tên, thẩm quyền và thay đổi từ tệp CSV")
    load.add_argument("names", type=Path, help="tệp CSV các tên có ngày")
    load.add_argument("--powers", type=Path, metavar="TỆP", help="tệp CSV các thẩm quyền có ngày")
    load.add_argument("--changes", type=Path, metavar="TỆP", help="tệp CSV ai thành ai")
    finish(load, "organisations:load", needs_database=True, writes=True)

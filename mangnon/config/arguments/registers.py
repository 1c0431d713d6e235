"""The commands of the registers: children and places."""

import argparse
from pathlib import Path
from uuid import UUID

from mangnon.config.arguments.common import Groups, finish, group


def batch(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải mã đợt mà lệnh import đã in"
        ) from None


def add_children(groups: Groups) -> None:
    children = group(groups, "children", "sổ trẻ em")
    brought = children.add_parser(
        "import",
        help="nhập trẻ em từ một bảng tính",
        description="Nhập trẻ em từ một bảng tính: dòng mới thành hồ sơ mới, dòng khác thì sửa hồ "
        "sơ, dòng sai trả lại trong tệp lỗi cạnh tệp gốc. Nhập lại cùng một tệp không đổi gì.",
    )
    _brings_and_takes_back(brought, children, "children")
    blank = children.add_parser("template", help="bảng mẫu để điền, ghi sẵn trẻ em của một xã")
    blank.add_argument("--unit", required=True, metavar="MÃ", help="xã, phường của bảng")
    blank.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .xlsx sẽ ghi")
    finish(blank, "children:template", needs_database=True, writes=True)
    duplicates = children.add_parser(
        "duplicates",
        help="tìm những cặp hồ sơ có thể là của một em",
        description="Tìm trong phạm vi của người thực hiện những cặp hồ sơ có thể là của một em, "
        "ghi ra tệp CSV (id_a, id_b, score từ 0 đến 1, reasons) và để các cặp chờ người xem xét.",
    )
    duplicates.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp CSV")
    finish(duplicates, "children_duplicates:duplicates", needs_database=True, writes=True)


def add_places(groups: Groups) -> None:
    places = group(groups, "places", "cơ sở phục vụ trẻ em")
    brought = places.add_parser(
        "import",
        help="nhập cơ sở từ một bảng tính",
        description="Nhập cơ sở từ một bảng tính: dòng mới thành cơ sở mới, dòng khác thì sửa. "
        "Nhập lại cùng một tệp không đổi gì.",
    )
    _brings_and_takes_back(brought, places, "places")


def _brings_and_takes_back(brought: argparse.ArgumentParser, groups: Groups, handler: str) -> None:
    brought.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
    brought.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ ra sao, không ghi")
    brought.add_argument("--unit", metavar="MÃ", help="xã, phường của cả bảng")
    finish(brought, f"{handler}:import_", needs_database=True, writes=True)
    taken_back = groups.add_parser("undo", help="hoàn tác một đợt nhập, trong 30 ngày")
    taken_back.add_argument("batch", type=batch, metavar="ĐỢT", help="mã đợt mà lệnh import đã in")
    finish(taken_back, f"{handler}:undo", needs_database=True, writes=True)

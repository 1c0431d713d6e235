"""The commands that run the system and look after it."""

import argparse
from pathlib import Path

from mangnon.config.arguments.common import DAY, Groups, day, finish, group, positive

PORT = "cổng của trang web (mặc định: 8000)"
LAST_PORT = 65_535


def port(text: str) -> int:
    number = positive(text)
    if number > LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số cổng; cổng từ 1 đến {LAST_PORT}")
    return number


def add_running(groups: Groups) -> None:
    demo = groups.add_parser("demo", help="đọc kế hoạch mẫu, dựng một tỉnh giả lập, mở trang web")
    demo.add_argument(
        "--children", type=positive, default=30_000, metavar="N", help="số trẻ em (mặc định: 30000)"
    )
    demo.add_argument("--seed", type=int, default=2025, metavar="N", help="cùng số, cùng tỉnh")
    demo.add_argument("--port", type=port, default=8000, metavar="N", help=PORT)
    demo.add_argument("--no-serve", action="store_true", help="không mở trang web")
    finish(demo, "demo:demo", needs_database=True)

    serve = groups.add_parser("serve", help="mở trang web trên 127.0.0.1")
    serve.add_argument("--port", type=port, default=8000, metavar="N", help=PORT)
    finish(serve, "serve:serve", needs_database=True, json=False)


def add_upkeep(groups: Groups) -> None:
    backup = groups.add_parser("backup", help="sao lưu khi đang làm việc; tệp .keys cất riêng")
    backup.add_argument("file", type=Path, help="tệp sẽ ghi; chưa được có ở đó")
    finish(backup, "backup:backup", needs_database=True, writes=True)
    restore = groups.add_parser("restore", help="khôi phục bản sao lưu vào nơi lưu trống")
    restore.add_argument("file", type=Path, help="tệp sao lưu; tệp .keys nằm bên cạnh")
    restore.add_argument("--verify", action="store_true", help="đếm và băm lại, so với bản sao lưu")
    finish(restore, "restore:restore")

    audit = group(groups, "audit", "nhật ký việc đã làm")
    chain = audit.add_parser("verify", help="đi hết chuỗi nhật ký, tìm mục bị sửa, xóa, đảo")
    finish(chain, "audit:verify", needs_database=True)
    digest = audit.add_parser("digest", help="tóm tắt nhật ký một ngày, để in và ký")
    digest.add_argument("--on", type=day, required=True, metavar="NGÀY", help=DAY)
    finish(digest, "audit:digest", needs_database=True, writes=True)
    batches = audit.add_parser("batches", help="băm lại các dòng của mọi đợt nạp hàng loạt")
    finish(batches, "audit:batches", needs_database=True)

    calendar = groups.add_parser("calendar", help="ngày nghỉ, ngày làm bù của một năm để đối chiếu")
    calendar.add_argument("--year", type=positive, required=True, metavar="NĂM")
    finish(calendar, "calendar_show:calendar")

    keys = group(groups, "keys", "khóa của các trường được mã hóa")
    finish(
        keys.add_parser("list", help="các khóa, và mỗi khóa đang giữ bao nhiêu giá trị"),
        "keys:list_",
        needs_database=True,
    )
    rotate = keys.add_parser(
        "rotate",
        help="làm khóa mới, mã hóa lại mọi giá trị khi đang làm việc",
        description="Làm khóa mới rồi mã hóa lại mọi giá trị trong khi mọi người vẫn làm việc; lần "
        "thay trước chưa xong thì làm tiếp cho xong, không làm khóa mới.",
    )
    rotate.add_argument("--index", action="store_true", help="thay khóa tìm kiếm số định danh")
    finish(rotate, "keys:rotate", needs_database=True, writes=True)

    bench = groups.add_parser("bench", help="đo một việc, in bên cạnh giới hạn và cách làm khác")
    bench.add_argument("name", metavar="TÊN")
    finish(bench, "bench:bench")

    finish(
        groups.add_parser("doctor", help="kiểm tra máy và nơi lưu dữ liệu"),
        "doctor:doctor",
        needs_database=True,
    )

"""The command line: a contract that tests and scripts outside the project rely on.

With --json a command prints exactly one JSON document on standard output. Everything meant for a
person goes to standard error. Exit status: 0 done; 1 a check failed; 2 wrong usage or bad input.
"""

import argparse
import importlib
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from mangnon.config.usage import in_vietnamese

DEMO_TODAY = "2025-10-31"
LAST_PORT = 65_535
PLAN_FILES = "tệp .docx, .pdf (có chữ, hoặc bản quét khi máy có tesseract) hoặc .txt"
DAY = "như 2025-10-31"
PORT = "cổng của trang web (mặc định: 8000)"
SNAPSHOT = "mã bản chốt số liệu, như lệnh snapshot list cho biết"
Groups = Any  # argparse keeps the class of its sub-parsers private


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sys.stderr.write(
            f"Lệnh chưa đúng: {in_vietnamese(message)}. Xem cách dùng: {self.prog} --help\n"
        )
        sys.exit(2)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày; viết như 2025-10-31") from None


def positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 50_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số nguyên dương hợp lệ")
    return int(text)


def port(text: str) -> int:
    number = positive(text)
    if number > LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số cổng; cổng từ 1 đến {LAST_PORT}")
    return number


def batch(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải mã đợt mà lệnh import đã in"
        ) from None


def record(text: str) -> tuple[str, str]:
    kind, colon, number = text.partition(":")
    if not (kind and colon and number):
        raise argparse.ArgumentTypeError(f"“{text}” không phải LOẠI:SỐ; viết như plan:1")
    return kind, number


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(prog="mangnon", description="Măng Non: vận hành kế hoạch công tác trẻ em.")
    groups = parser.add_subparsers(dest="group", required=True, metavar="LỆNH", parser_class=Parser)

    demo = groups.add_parser("demo", help="đọc kế hoạch mẫu, dựng một tỉnh giả lập, mở trang web")
    demo.add_argument(
        "--children", type=positive, default=30_000, metavar="N", help="số trẻ em (mặc định: 30000)"
    )
    demo.add_argument("--seed", type=int, default=2025, metavar="N", help="cùng số, cùng tỉnh")
    demo.add_argument("--port", type=port, default=8000, metavar="N", help=PORT)
    demo.add_argument("--no-serve", action="store_true", help="không mở trang web")
    _finish(demo, "demo:demo", needs_database=True)

    serve = groups.add_parser("serve", help="mở trang web trên 127.0.0.1")
    serve.add_argument("--port", type=port, default=8000, metavar="N", help=PORT)
    _finish(serve, "serve:serve", needs_database=True, json=False)

    plan = _group(groups, "plan", "đọc và nhập văn bản kế hoạch")
    read = plan.add_parser("read", help="đọc một kế hoạch; không chạm cơ sở dữ liệu")
    read.add_argument("file", type=Path, help=PLAN_FILES)
    _finish(read, "plan_read:read")
    imported = plan.add_parser("import", help="đọc một kế hoạch thành dự thảo chờ rà soát")
    imported.add_argument("file", type=Path, help=PLAN_FILES)
    _finish(imported, "plan_import:import_", needs_database=True, writes=True)

    units = _group(groups, "units", "đơn vị hành chính")
    load = units.add_parser("load", help="nạp đơn vị và các thay đổi từ hai tệp CSV")
    load.add_argument("units", type=Path, help="tệp CSV các đơn vị")
    load.add_argument("changes", type=Path, help="tệp CSV các thay đổi")
    load.add_argument(
        "--area-classes",
        type=Path,
        metavar="TỆP",
        help="tệp CSV phân loại địa bàn (khu vực I–III, miền núi, biên giới, …)",
    )
    _finish(load, "units:load", needs_database=True, writes=True)

    crosswalk = units.add_parser("crosswalk", help="phần nào của đơn vị ngày này thành đơn vị nào")
    crosswalk.add_argument(
        "--from", dest="start", type=day, required=True, metavar="NGÀY", help=DAY
    )
    crosswalk.add_argument("--to", dest="end", type=day, required=True, metavar="NGÀY", help=DAY)
    _finish(crosswalk, "units:crosswalk", needs_database=True)

    organisations = _group(groups, "organisations", "cơ quan, tổ chức theo thời gian")
    load = organisations.add_parser("load", help="nạp tên, thẩm quyền và thay đổi từ tệp CSV")
    load.add_argument("names", type=Path, help="tệp CSV các tên có ngày")
    load.add_argument("--powers", type=Path, metavar="TỆP", help="tệp CSV các thẩm quyền có ngày")
    load.add_argument("--changes", type=Path, metavar="TỆP", help="tệp CSV ai thành ai")
    _finish(load, "organisations:load", needs_database=True, writes=True)

    _add_children(groups)
    _add_places(groups)

    snapshot = _group(groups, "snapshot", "bản chốt số liệu")
    take = snapshot.add_parser("take", help="chốt số liệu các sổ tại một ngày")
    take.add_argument("--as-of", type=day, required=True, metavar="NGÀY", help=DAY)
    take.add_argument("--reason", default="", metavar="CHỮ", help="vì sao chốt")
    _finish(take, "snapshot:take", needs_database=True, writes=True)
    _finish(
        snapshot.add_parser("list", help="các bản chốt đã có"),
        "snapshot:list_",
        needs_database=True,
    )
    verify = snapshot.add_parser("verify", help="băm lại mọi tệp của một bản chốt")
    verify.add_argument("id", metavar="MÃ", help=SNAPSHOT)
    _finish(verify, "snapshot:verify", needs_database=True)

    indicators = _group(groups, "indicators", "chỉ tiêu")
    compute = indicators.add_parser("compute", help="tính mọi chỉ tiêu từ một bản chốt")
    _needs_snapshot(compute)
    compute.add_argument("--engine", choices=["duckdb"], default="duckdb")
    _finish(compute, "indicators:compute", needs_database=True, writes=True)
    show = indicators.add_parser("show", help="các số đã tính")
    _needs_snapshot(show)
    show.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: mọi đơn vị)")
    _may_ask_units(show)
    show.add_argument("--by", metavar="CHIỀU", help="phân tổ: sex, age_band, …")
    _finish(show, "indicators:show", needs_database=True)
    explain = indicators.add_parser(
        "explain",
        help="giải thích một con số",
        description="Giải thích một con số; --json kèm các năm trước (years), dự báo (forecast), "
        "sai số khi thử lại (tried) và mức cần mỗi tháng (monthly).",
    )
    explain.add_argument("leaf", metavar="CHỈ_TIÊU", help="mã chỉ tiêu thành phần, như 4b")
    _needs_snapshot(explain)
    explain.add_argument("--unit", metavar="MÃ", help="mã đơn vị (mặc định: cả tỉnh)")
    _may_ask_units(explain)
    _finish(explain, "indicators:explain", needs_database=True)

    engine = _group(groups, "engine", "máy tính chỉ tiêu, không cần cơ sở dữ liệu")
    run = engine.add_parser("run", help="tính từ một thư mục Parquet và một danh mục")
    run.add_argument("--data", type=Path, required=True, help="mỗi bảng một thư mục con Parquet")
    run.add_argument("--catalog", type=Path, required=True, help="thư mục danh mục")
    run.add_argument("--as-of", type=day, required=True, metavar="NGÀY", help=DAY)
    run.add_argument("--out", type=Path, required=True, help="thư mục để ghi results.parquet")
    run.add_argument("--engine", choices=["duckdb"], default="duckdb")
    _finish(run, "engine_run:run_")

    growth = _group(groups, "growth", "tăng trưởng của trẻ theo chuẩn WHO, không cần cơ sở dữ liệu")
    zscores = growth.add_parser(
        "zscores",
        help="z-score WHO cho từng dòng số đo",
        description="Ghi lại mọi cột của tệp, thêm waz, haz, whz, baz và cờ bất thường của mỗi chỉ "
        "số (1 có, 0 không, trống khi không tính được). Cột của tệp: sex, birth_date và "
        "measured_on hoặc age_days, weight_kg, height_cm; thêm nếu có: standing, oedema.",
    )
    zscores.add_argument("file", type=Path, help="tệp CSV UTF-8 các số đo")
    zscores.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp CSV để ghi")
    _finish(zscores, "growth:zscores")

    catalog = _group(groups, "catalog", "danh mục")
    check = catalog.add_parser("check", help="tìm mọi lỗi trong danh mục, kèm tệp và dòng")
    check.add_argument("--catalog", type=Path, help="thư mục danh mục khác")
    _finish(check, "catalog:check")

    report = _group(groups, "report", "báo cáo")
    build = report.add_parser("build", help="viết báo cáo Word và phụ lục Excel")
    build.add_argument("--year", type=positive, required=True, metavar="NĂM")
    build.add_argument("--kind", choices=["consolidated"], default="consolidated")
    build.add_argument("--snapshot", metavar="MÃ", help=f"{SNAPSHOT}; mặc định: bản mới nhất")
    _may_ask_units(build)
    build.add_argument("--out", type=Path, required=True, help="thư mục để ghi báo cáo")
    _finish(build, "report:build", needs_database=True, writes=True)
    verified = report.add_parser("verify", help="tính lại mọi số trong một báo cáo")
    verified.add_argument("file", type=Path, help="tệp .docx mà lệnh report build đã viết")
    _finish(verified, "report:verify", needs_database=True)

    backup = groups.add_parser("backup", help="sao lưu khi đang làm việc; tệp .keys cất riêng")
    backup.add_argument("file", type=Path, help="tệp sẽ ghi; chưa được có ở đó")
    _finish(backup, "backup:backup", needs_database=True, writes=True)
    restore = groups.add_parser("restore", help="khôi phục bản sao lưu vào nơi lưu trống")
    restore.add_argument("file", type=Path, help="tệp sao lưu; tệp .keys nằm bên cạnh")
    restore.add_argument("--verify", action="store_true", help="đếm và băm lại, so với bản sao lưu")
    _finish(restore, "restore:restore")

    audit = _group(groups, "audit", "nhật ký việc đã làm")
    chain = audit.add_parser("verify", help="đi hết chuỗi nhật ký, tìm mục bị sửa, xóa, đảo")
    _finish(chain, "audit:verify", needs_database=True)
    digest = audit.add_parser("digest", help="tóm tắt nhật ký một ngày, để in và ký")
    digest.add_argument("--on", type=day, required=True, metavar="NGÀY", help=DAY)
    _finish(digest, "audit:digest", needs_database=True, writes=True)
    batches = audit.add_parser("batches", help="băm lại các dòng của mọi đợt nạp hàng loạt")
    _finish(batches, "audit:batches", needs_database=True)

    asked = _group(groups, "access", "ai thấy hồ sơ nào, và vì sao")
    why = asked.add_parser("explain", help="vì sao một người thấy hoặc không thấy một hồ sơ")
    why.add_argument("--person", required=True, metavar="TÊN", help="tên đăng nhập")
    _needs_record(why)
    _finish(why, "access:explain_", needs_database=True, writes=True)
    who = asked.add_parser("who", help="những ai thấy một hồ sơ, theo quy tắc nào")
    _needs_record(who)
    _finish(who, "access:who", needs_database=True, writes=True)

    people = _group(groups, "people", "người có tài khoản")
    listed = people.add_parser("list", help="ai có tài khoản")
    listed.add_argument("query", nargs="?", default="", metavar="CHỮ", help="tìm theo tên, đơn vị")
    _finish(listed, "accounts:list_", needs_database=True, writes=True)
    invite = people.add_parser("invite", help="mời một người; in đường dẫn dùng một lần")
    invite.add_argument("--username", required=True, metavar="TÊN", help="tên tài khoản")
    invite.add_argument("--full-name", required=True, metavar="CHỮ", help="họ và tên")
    invite.add_argument("--role", required=True, metavar="VAI_TRÒ", help="như technical_admin")
    invite.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị phụ trách")
    _makes_link(invite, "accounts:invite")
    reset = people.add_parser("reset", help="đường dẫn mới cho người quên mật khẩu")
    reset.add_argument("username", metavar="TÊN", help="tên tài khoản")
    reset.add_argument(
        "--forget-second-factor", action="store_true", help="gỡ cả xác thực bước hai"
    )
    _makes_link(reset, "accounts:reset")
    closed = people.add_parser("close", help="đóng tài khoản, chuyển việc đang dở cho người khác")
    closed.add_argument("username", metavar="TÊN", help="tên tài khoản")
    closed.add_argument("--to", metavar="TÊN", help="tài khoản nhận việc")
    _finish(closed, "accounts:close", needs_database=True, writes=True)

    calendar = groups.add_parser("calendar", help="ngày nghỉ, ngày làm bù của một năm để đối chiếu")
    calendar.add_argument("--year", type=positive, required=True, metavar="NĂM")
    _finish(calendar, "calendar_show:calendar")

    keys = _group(groups, "keys", "khóa của các trường được mã hóa")
    _finish(
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
    _finish(rotate, "keys:rotate", needs_database=True, writes=True)

    bench = groups.add_parser("bench", help="đo một việc, in bên cạnh giới hạn và cách làm khác")
    bench.add_argument("name", metavar="TÊN")
    _finish(bench, "bench:bench")

    _finish(
        groups.add_parser("doctor", help="kiểm tra máy và nơi lưu dữ liệu"),
        "doctor:doctor",
        needs_database=True,
    )
    return parser


def _add_places(groups: Groups) -> None:
    places = _group(groups, "places", "cơ sở phục vụ trẻ em")
    brought = places.add_parser(
        "import",
        help="nhập cơ sở từ một bảng tính",
        description="Nhập cơ sở từ một bảng tính: dòng mới thành cơ sở mới, dòng khác thì sửa. "
        "Nhập lại cùng một tệp không đổi gì.",
    )
    brought.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
    brought.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ ra sao, không ghi")
    brought.add_argument("--unit", metavar="MÃ", help="xã, phường của cả bảng")
    _finish(brought, "places:import_", needs_database=True, writes=True)
    taken_back = places.add_parser("undo", help="hoàn tác một đợt nhập, trong 30 ngày")
    taken_back.add_argument("batch", type=batch, metavar="ĐỢT", help="mã đợt mà lệnh import đã in")
    _finish(taken_back, "places:undo", needs_database=True, writes=True)


def _add_children(groups: Groups) -> None:
    children = _group(groups, "children", "sổ trẻ em")
    brought = children.add_parser(
        "import",
        help="nhập trẻ em từ một bảng tính",
        description="Nhập trẻ em từ một bảng tính: dòng mới thành hồ sơ mới, dòng khác thì sửa hồ "
        "sơ, dòng sai trả lại trong tệp lỗi cạnh tệp gốc. Nhập lại cùng một tệp không đổi gì.",
    )
    brought.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
    brought.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ ra sao, không ghi")
    brought.add_argument("--unit", metavar="MÃ", help="xã, phường của cả bảng")
    _finish(brought, "children:import_", needs_database=True, writes=True)
    taken_back = children.add_parser("undo", help="hoàn tác một đợt nhập, trong 30 ngày")
    taken_back.add_argument("batch", type=batch, metavar="ĐỢT", help="mã đợt mà lệnh import đã in")
    _finish(taken_back, "children:undo", needs_database=True, writes=True)
    blank = children.add_parser("template", help="bảng mẫu để điền, ghi sẵn trẻ em của một xã")
    blank.add_argument("--unit", required=True, metavar="MÃ", help="xã, phường của bảng")
    blank.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp .xlsx sẽ ghi")
    _finish(blank, "children:template", needs_database=True, writes=True)
    duplicates = children.add_parser(
        "duplicates",
        help="tìm những cặp hồ sơ có thể là của một em",
        description="Tìm trong phạm vi của người thực hiện những cặp hồ sơ có thể là của một em, "
        "ghi ra tệp CSV (id_a, id_b, score từ 0 đến 1, reasons) và để các cặp chờ người xem xét.",
    )
    duplicates.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp CSV")
    _finish(duplicates, "children_duplicates:duplicates", needs_database=True, writes=True)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    os.umask(0o077)  # snapshots, documents and reports are for their owner alone
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminate)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
    if options.group == "demo":
        os.environ.setdefault("MANGNON_TODAY", DEMO_TODAY)
    try:
        status: int = importlib.import_module("mangnon.config.run").run(options)
        return status
    except KeyboardInterrupt:
        return 130


def _group(groups: Groups, name: str, text: str) -> Groups:
    parser = groups.add_parser(name, help=text)
    return parser.add_subparsers(dest="command", required=True, metavar="VIỆC", parser_class=Parser)


def _needs_snapshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--snapshot", required=True, metavar="MÃ", help=SNAPSHOT)


def _needs_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record", type=record, required=True, metavar="LOẠI:SỐ", help="như plan:1 hoặc unit:688"
    )


def _makes_link(parser: argparse.ArgumentParser, handler: str) -> None:
    site = "http://127.0.0.1:8000"
    parser.add_argument("--site", default=site, help=f"địa chỉ trang web (mặc định: {site})")
    _finish(parser, handler, needs_database=True, writes=True)


def _may_ask_units(parser: argparse.ArgumentParser) -> None:
    text = "tính theo đơn vị hành chính của ngày này (mặc định: như đã báo cáo)"
    parser.add_argument("--units-on", type=day, metavar="NGÀY", help=text)


def _finish(
    parser: argparse.ArgumentParser,
    handler: str,
    *,
    needs_database: bool = False,
    writes: bool = False,
    json: bool = True,
) -> None:
    """Name the function that runs a command, and give it the flags that all such commands share."""
    if json:
        parser.add_argument("--json", action="store_true", help="in đúng một tài liệu JSON")
    if writes:
        parser.add_argument("--user", help="người thực hiện (mặc định: quản trị tại máy)")
    parser.set_defaults(handler=handler, needs_database=needs_database)


def _terminate(signum: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

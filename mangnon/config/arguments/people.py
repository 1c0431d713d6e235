"""The commands about people: who has an account, and who may see a record."""

import argparse

from mangnon.config.arguments.common import Groups, finish, group


def record(text: str) -> tuple[str, str]:
    kind, colon, number = text.partition(":")
    if not (kind and colon and number):
        raise argparse.ArgumentTypeError(f"“{text}” không phải LOẠI:SỐ; viết như plan:1")
    return kind, number


def needs_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--record", type=record, required=True, metavar="LOẠI:SỐ", help="như plan:1 hoặc unit:688"
    )


def makes_link(parser: argparse.ArgumentParser, handler: str) -> None:
    site = "http://127.0.0.1:8000"
    parser.add_argument("--site", default=site, help=f"địa chỉ trang web (mặc định: {site})")
    finish(parser, handler, needs_database=True, writes=True)


def add_access(groups: Groups) -> None:
    asked = group(groups, "access", "ai thấy hồ sơ nào, và vì sao")
    why = asked.add_parser("explain", help="vì sao một người thấy hoặc không thấy một hồ sơ")
    why.add_argument("--person", required=True, metavar="TÊN", help="tên đăng nhập")
    needs_record(why)
    finish(why, "access:explain_", needs_database=True, writes=True)
    who = asked.add_parser("who", help="những ai thấy một hồ sơ, theo quy tắc nào")
    needs_record(who)
    finish(who, "access:who", needs_database=True, writes=True)


def add_people(groups: Groups) -> None:
    people = group(groups, "people", "người có tài khoản")
    listed = people.add_parser("list", help="ai có tài khoản")
    listed.add_argument("query", nargs="?", default="", metavar="CHỮ", help="tìm theo tên, đơn vị")
    finish(listed, "accounts:list_", needs_database=True, writes=True)
    invite = people.add_parser("invite", help="mời một người; in đường dẫn dùng một lần")
    invite.add_argument("--username", required=True, metavar="TÊN", help="tên tài khoản")
    invite.add_argument("--full-name", required=True, metavar="CHỮ", help="họ và tên")
    invite.add_argument("--role", required=True, metavar="VAI_TRÒ", help="như technical_admin")
    invite.add_argument("--unit", required=True, metavar="MÃ", help="mã đơn vị phụ trách")
    makes_link(invite, "accounts:invite")
    reset = people.add_parser("reset", help="đường dẫn mới cho người quên mật khẩu")
    reset.add_argument("username", metavar="TÊN", help="tên tài khoản")
    reset.add_argument(
        "--forget-second-factor", action="store_true", help="gỡ cả xác thực bước hai"
    )
    makes_link(reset, "accounts:reset")
    closed = people.add_parser("close", help="đóng tài khoản, chuyển việc đang dở cho người khác")
    closed.add_argument("username", metavar="TÊN", help="tên tài khoản")
    closed.add_argument("--to", metavar="TÊN", help="tài khoản nhận việc")
    finish(closed, "accounts:close", needs_database=True, writes=True)

"""What all commands share: how a command is named, its flags, and how a day or a number is read."""

import argparse
import sys
from datetime import date
from typing import Any, NoReturn

from mangnon.config.usage import in_vietnamese

DAY = "như 2025-10-31"
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


def whole(text: str) -> int:
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise argparse.ArgumentTypeError(f"“{text}” không phải số nguyên hợp lệ")
    return int(text)


def group(groups: Groups, name: str, text: str) -> Groups:
    parser = groups.add_parser(name, help=text)
    return parser.add_subparsers(dest="command", required=True, metavar="VIỆC", parser_class=Parser)


def finish(
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


def needs_snapshot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--snapshot", required=True, metavar="MÃ", help=SNAPSHOT)


def may_ask_units(parser: argparse.ArgumentParser) -> None:
    text = "tính theo đơn vị hành chính của ngày này (mặc định: như đã báo cáo)"
    parser.add_argument("--units-on", type=day, metavar="NGÀY", help=text)

"""Running one command: prepare the home it needs, and turn every refusal into one sentence."""

import argparse
import errno
import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

from mangnon.refusal import Refusal

REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "tài khoản máy không có quyền",
    errno.EEXIST: "chỗ này đã có tệp",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "có phần của đường dẫn không phải thư mục",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết phần đĩa được dùng",
    errno.EFBIG: "tệp lớn hơn mức máy cho phép",
    errno.EROFS: "đĩa chỉ cho đọc",
}


def run(options: argparse.Namespace) -> int:
    """Run the chosen command and return its exit status."""
    try:
        if not options.needs_database:
            return _handler(options)(options)
        # Only these commands need Django and the database; reading a plan must stay quick.
        with importlib.import_module("mangnon.config.home").ready() as server:
            options.server = server
            return _handler(options)(options)
    except Refusal as refusal:
        first, *more = str(refusal).splitlines() or [""]
        say(f"{first} (và {len(more)} lỗi nữa)" if more else first)
        return 2
    except OSError as error:
        where = f" “{error.filename}”" if error.filename else ""
        why = REASONS.get(error.errno or 0, error.strerror or str(error))
        say(f"Không đọc hoặc ghi được{where}: {why}.")
        return 2


def say(sentence: str) -> None:
    """Tell the person, on standard error."""
    sys.stderr.write(sentence + "\n")


def answer(value: object, options: argparse.Namespace, text: str) -> None:
    """Give a command's answer: one JSON document, or text for a person."""
    written = json.dumps(value, ensure_ascii=False, indent=1) if options.json else text
    sys.stdout.write(written + "\n")


def _handler(options: argparse.Namespace) -> Callable[[argparse.Namespace], int]:
    """Import late: most commands import models, which exist only once Django is set up."""
    module, function = options.handler.split(":")
    found: Any = importlib.import_module(f"mangnon.config.commands.{module}")
    handler: Callable[[argparse.Namespace], int] = getattr(found, function)
    return handler

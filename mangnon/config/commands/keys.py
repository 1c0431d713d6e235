"""mangnon keys list, mangnon keys rotate"""

import argparse
from dataclasses import asdict

from django.conf import settings

from mangnon.config.commands.people import person
from mangnon.config.run import answer, say
from mangnon.core.encryption import rotation
from mangnon.core.encryption.key_use import CURRENT, MISSING, OLD, RETIRED, keys_in_use
from mangnon.core.encryption.keyring import INDEX, VALUES
from mangnon.ui.formats import number

KINDS = {VALUES: "mã hóa", INDEX: "tìm kiếm"}
STATES = {
    CURRENT: "đang dùng",
    OLD: "đang được thay, chạy lại keys rotate để xong",
    RETIRED: "đã thôi dùng",
    MISSING: "THIẾU trong tệp khóa",
}
TELL_EVERY = 20_000


def list_(options: argparse.Namespace) -> int:
    """Say every key, its state and how many values need it; 1 when one is missing."""
    found = keys_in_use(settings.KEYRING)
    lines = [
        f"{key.id}  {KINDS[key.kind]:<8}  {number(key.rows, 0):>10} giá trị  {STATES[key.state]}"
        for key in found
    ]
    answer([asdict(key) for key in found], options, "\n".join(lines))
    return 1 if any(key.state == MISSING for key in found) else 0


def rotate(options: argparse.Namespace) -> int:
    """Put a new key in place of the current one, or finish what was begun."""
    kind = INDEX if options.index else VALUES
    done = rotation.rotate(settings.KEYRING, kind, by=person(options), told=_tell)
    begun = "Đã làm xong lần thay khóa dở dang" if done.resumed else "Đã thay khóa"
    answer(
        done.as_dict(),
        options,
        f"{begun}: {number(done.resealed, 0)} giá trị được mã hóa lại; khóa {KINDS[kind]} nay là"
        f" {done.key}.\nHãy sao lưu ngay: bản sao lưu cũ chỉ mở được bằng tệp .keys của nó.",
    )
    return 0


def _tell(place: str, done: int) -> None:
    if done % TELL_EVERY == 0:
        say(f"{place}: đã mã hóa lại {number(done, 0)} giá trị")

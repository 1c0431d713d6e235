"""mangnon organisations load"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.organisations.files import load_organisations


def load(options: argparse.Namespace) -> int:
    loaded = load_organisations(options.names, options.powers, options.changes, by=person(options))
    text = (
        f"Mới nạp {loaded.organisations} cơ quan, {loaded.names} tên, {loaded.powers} thẩm quyền, "
        f"{loaded.changes} thay đổi."
    )
    answer(vars(loaded), options, text)
    return 0

"""mangnon document check | pdf."""

import argparse
from dataclasses import asdict

from mangnon.config.run import answer
from mangnon.documents.checking import Departure, by_rule, check_file
from mangnon.documents.decree import decree
from mangnon.documents.printing import to_pdf

_SHOWN = 3  # of the places where one rule is departed from, in the text for a person


def check(options: argparse.Namespace) -> int:
    """Tell where a document departs from the decree: 0 nowhere, 1 somewhere."""
    found = check_file(options.file)
    answer([asdict(departure) for departure in found], options, _told(found))
    return 1 if found else 0


def pdf(options: argparse.Namespace) -> int:
    """Write the document as PDF/A."""
    options.out.write_bytes(to_pdf(options.file.name, options.file.read_bytes()))
    answer({"pdf": str(options.out)}, options, f"Đã ghi {options.out} (PDF/A).")
    return 0


def _told(found: list[Departure]) -> str:
    """Return the departures for a person: one rule once, with the places where it is broken."""
    if not found:
        return f"Không thấy chỗ nào khác thể thức {decree().title}."
    lines = [f"{len(found)} chỗ khác thể thức {decree().title}:"]
    for number, (asked, places) in enumerate(by_rule(found), start=1):
        lines.append(f"\n{number}. Quy định: {asked}")
        lines += [f"   - {place.where}: {place.found}" for place in places[:_SHOWN]]
        if len(places) > _SHOWN:
            lines.append(f"   - và {len(places) - _SHOWN} chỗ nữa (xem đủ bằng --json)")
    return "\n".join(lines)

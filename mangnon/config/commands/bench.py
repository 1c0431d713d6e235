"""mangnon bench NAME: one measurement of `bench/`, beside its limits and its peers."""

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.ui.formats import number

ROOT = Path(__file__).resolve().parents[3]


def bench(options: argparse.Namespace) -> int:
    names = sorted(file.stem for file in (ROOT / "bench").glob("[a-z]*.py"))
    if options.name not in names:
        raise Refused(f"Không có phép đo “{options.name}”; có: {', '.join(names) or 'không có'}.")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    try:
        found = importlib.import_module(f"bench.{options.name}").measure()
    except ModuleNotFoundError as missing:
        raise Refused(
            f"Phép đo cần gói {missing.name} của người phát triển; chạy `make dev` rồi thử lại."
        ) from missing
    answer(found, options, described(found))
    return 0


def described(found: dict[str, Any]) -> str:
    """Return what was measured as lines of text, limits and ratios side by side."""
    return "\n".join([found["data"], found["machine"], *map(_line, found["rows"])])


def _line(row: dict[str, Any]) -> str:
    value = f"{number(row['value'], 2):>12} {row['unit']:<7}"
    ratio = f"{number(row['ratio'], 2):>7} lần" if "ratio" in row else ""
    for beside, word in (("limit", "giới hạn"), ("peer", "bên kia")):
        if beside in row:
            return f"{value} {word:<8} {number(row[beside], 2):>10} {ratio}  {row['what']}"
    return f"{value} {'':<31} {row['what']}"

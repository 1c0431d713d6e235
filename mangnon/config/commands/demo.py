"""mangnon demo: from the plan document to the served scoreboard."""

import argparse
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from mangnon.config import serve as server
from mangnon.config.run import answer, say
from mangnon.core.units.loading import local_administrator
from mangnon.demo.accounts import accounts
from mangnon.demo.build import STEPS, build, seconds
from mangnon.indicators.scores import scores
from mangnon.reports.models import Report
from mangnon.ui.context import today as current_day


def demo(options: argparse.Namespace) -> int:
    report = _build_with_progress(options.children, options.seed)
    if options.json or options.no_serve:
        value = _described(report)
        answer(value, options, _summary(value))
    if options.no_serve:
        return 0
    return server.serve(options.port, lambda: _announce(options.port), options.server)


def _build_with_progress(children: int, seed: int) -> Report:
    """Build with a moving display on a terminal, one line a step elsewhere."""
    today = current_day()
    console = Console(stderr=True)
    if not console.is_terminal:
        return build(children, seed, today, say)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Chuẩn bị", total=len(STEPS))
        report = build(
            children, seed, today, lambda step: progress.update(task, advance=1, description=step)
        )
        progress.update(task, description="Xong")
    return report


def _described(report: Report) -> dict[str, Any]:
    run = report.run
    return {
        "indicators": scores(run, by=local_administrator()),
        "snapshot": run.snapshot.code,
        "report": str(report.docx_file),
        "annex": str(report.xlsx_file),
        "seconds": seconds(),
    }


def _summary(value: dict[str, Any]) -> str:
    words = [f"{row['leaf']:>4}  {row['attainment']}" for row in value["indicators"]]
    return "\n".join([*words, f"Báo cáo: {value['report']}", f"Phụ lục: {value['annex']}"])


def _announce(port: int) -> None:
    say(f"\nMăng Non đang chạy tại http://127.0.0.1:{port} (Ctrl-C để dừng). Tài khoản trình diễn:")
    for account in accounts():
        say(f"  {account['username']:<10} {account['password']}   {account['role']}")
    say("(*) lần đăng nhập đầu phải cài xác thực bước hai; khóa bảo mật chỉ dùng ở localhost.")

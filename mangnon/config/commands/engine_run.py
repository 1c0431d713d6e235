"""mangnon engine run: no database, no Django."""

import argparse

from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import run, write_results


def run_(options: argparse.Namespace) -> int:
    for folder in (options.data, options.catalog):
        if not folder.is_dir():
            raise Refused(f"Không có thư mục {folder}; hãy kiểm tra đường dẫn.")
    outcome = run(
        options.data, load_catalog(options.catalog), as_of=options.as_of, engine=options.engine
    )
    options.out.mkdir(parents=True, exist_ok=True)
    written = write_results(outcome, options.out)
    value = {"results": str(written), "rows": outcome.results.num_rows, "engine": options.engine}
    answer(value, options, f"Đã ghi {outcome.results.num_rows} dòng kết quả vào {written}.")
    return 0

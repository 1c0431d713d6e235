"""The plans whose result must not change when only their outer form does."""

from pathlib import Path

from mangnon.documents import read_plan
from tests.documents import docx_offices, docx_plans
from tests.documents.expected import FOLDER

DEMO = Path(__file__).parents[2] / "mangnon" / "catalog" / "demo" / "plan.txt"
# One paragraph a line: these may be wrapped at any width.
UNWRAPPED = ["demo", "letters", "labels", "one_line", "sentences"]
WRAPPED = ["parts", "caps", "city", "commune", "district"]
ALL = [*UNWRAPPED, *WRAPPED]
WORD = {
    "table": docx_plans.table_plan,
    "bold": lambda: docx_offices.built(docx_offices.BOLD),
    "columns": lambda: docx_offices.built(docx_offices.COLUMNS),
}


def lines_of(name):
    path = DEMO if name == "demo" else FOLDER / f"{name}.txt"
    return path.read_text("utf-8").splitlines()


def body_of(lines):
    """Where the body starts and ends: the columns round it are laid out with spaces."""
    start = next(at for at, line in enumerate(lines) if "KẾ HOẠCH" in line) + 1
    ends = [at for at, line in enumerate(lines) if line.startswith(("Nơi nhận", "TM. ", "KT. "))]
    return start, min(ends, default=len(lines))


def without_lines(value):
    """Drop every line number: they are all that may change."""
    if isinstance(value, dict):
        return {key: without_lines(v) for key, v in value.items() if key != "line"}
    if isinstance(value, list):
        return [without_lines(v) for v in value]
    return value


def result(tmp_path, text):
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    return without_lines(read_plan(path).as_dict())


def expected_results(names=ALL):
    """Return what each plan reads as, untouched."""
    paths = {name: DEMO if name == "demo" else FOLDER / f"{name}.txt" for name in names}
    return {name: without_lines(read_plan(path).as_dict()) for name, path in paths.items()}

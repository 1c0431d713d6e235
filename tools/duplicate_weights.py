"""Fit the weights and the threshold of catalog/duplicates/children.yaml on a synthetic province.

python tools/duplicate_weights.py     rewrite the numbers of the file, in place
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.parts.linked_records import linked_records  # noqa: E402
from mangnon.catalog import CATALOG  # noqa: E402
from mangnon.engine.duplicates import compare, load_linkage, prepare_children  # noqa: E402
from mangnon.engine.duplicates.fitting import fit_weights, lowest_threshold  # noqa: E402
from mangnon.engine.duplicates.linkage import Linkage  # noqa: E402
from mangnon.engine.duplicates.pairs import score  # noqa: E402

FILE = CATALOG / "duplicates" / "children.yaml"
CHILDREN, SEED = 300_000, 7
PROPOSED = 0.995  # the precision from which a pair is proposed


def main() -> None:
    linked = linked_records(CHILDREN, SEED, alike_twins=True)
    linkage = load_linkage(FILE)
    pairs = linked.with_truth(compare(prepare_children(linked.records), linkage))
    fitted = fit_weights(pairs, pairs["is_same"], linkage)
    propose = lowest_threshold(score(pairs, fitted), pairs["is_same"], PROPOSED)
    FILE.write_text(_rewritten(FILE.read_text(encoding="utf-8"), fitted, propose), "utf-8")


def _rewritten(text: str, fitted: Linkage, propose: float) -> str:
    """Put the numbers into the file and leave everything else of it as somebody wrote it."""
    for name, value in {"start": fitted.start, "propose": propose}.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value:.2f}", text, flags=re.MULTILINE)
    head, comparisons = text.split("comparisons:\n")
    weights = iter([level.weight for levels in fitted.comparisons.values() for level in levels])
    lines = re.sub(r"weight: [-\d.]+", lambda _found: f"weight: {next(weights)}", comparisons)
    return f"{head}comparisons:\n{lines}"


if __name__ == "__main__":
    main()

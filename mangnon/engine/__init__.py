"""The indicator engine: definitions in, figures out. Plain Python; knows nothing of the web.

load -> check -> compile -> run -> roll up -> results, each step a pure function of frozen values.
"""

from mangnon.engine.attainment import RULES, Attained, Target, attain, needed_numerator
from mangnon.engine.compile import compiled_sql
from mangnon.engine.definitions import Catalog, Definition, Table
from mangnon.engine.explanation import Explanation, explain, judge
from mangnon.engine.flags import flag_sentences
from mangnon.engine.issues import CatalogError, EngineError, Issue
from mangnon.engine.load import catalog_hash, check_catalog, load_catalog
from mangnon.engine.periods import elapsed
from mangnon.engine.pipeline import RunOutcome, run, write_results
from mangnon.engine.results import SCHEMA
from mangnon.engine.words import needs_words, target_words

__all__ = [
    "RULES", "SCHEMA", "Attained", "Catalog", "CatalogError", "Definition", "EngineError",
    "Explanation", "Issue", "RunOutcome", "Table", "Target", "attain", "catalog_hash",
    "check_catalog", "compiled_sql", "elapsed", "explain", "flag_sentences", "judge",
    "load_catalog", "needed_numerator", "needs_words", "run", "target_words", "write_results",
]  # fmt: skip

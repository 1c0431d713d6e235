"""A record of each kind of carrying out a plan, for the addresses that ask for one."""

import re

from tests.access_bases import bases_records
from tests.access_consolidating import consolidating_records
from tests.access_difficulties import new_difficulty
from tests.access_inspections import inspection_records
from tests.access_local import local_records
from tests.access_money import money_records
from tests.access_network import network_records, practice_records
from tests.access_obligations import obligation_records
from tests.access_reviews import review_records
from tests.access_submissions import submission_records
from tests.access_values import value_records
from tests.access_voice import voice_records

MAKERS = {
    "difficulties": lambda _plan, _pattern: {"<uuid:difficulty_id>": new_difficulty().pk},
    "fund": lambda _plan, _pattern: money_records(),
    "inspections/": lambda _plan, _pattern: inspection_records(),
    "plans/local|socioeconomic": lambda _plan, _pattern: local_records(),
    "statistics/": lambda _plan, _pattern: {"<slug:statistics_form>": "nursery"},
    "values/": lambda plan, _pattern: value_records(plan),
    "voice/": lambda _plan, _pattern: voice_records(),
    "network": lambda _plan, _pattern: network_records(),
    "consolidating": lambda plan, _pattern: consolidating_records(plan),
    "reports/obligations/": lambda plan, _pattern: obligation_records(plan),
    "reports/submissions": lambda plan, _pattern: submission_records(plan),
    "reviews": lambda plan, _pattern: review_records(plan),
    "good-practice": lambda plan, _pattern: practice_records(plan.created_by),
    "plans/(bases|amendments)/": bases_records,
}


def carrying_out_records(plan, pattern):
    """Return what stands for each placeholder of the address, by the placeholder."""
    found = {}
    for part, make in MAKERS.items():
        if re.search(part, pattern):
            found |= make(plan, pattern)
    return found

"""mangnon plan import: a draft that waits for review."""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.commands.plan_read import summary
from mangnon.config.run import answer
from mangnon.documents import read_plan
from mangnon.plans.services import import_plan


def import_(options: argparse.Namespace) -> int:
    by = person(options)
    read = read_plan(options.file)
    plan = import_plan(read, by=by, unit=by.unit, source=options.file)
    warnings = [warning.as_dict() for warning in plan.warnings.all()]
    value = read.as_dict() | {"plan": plan.pk, "state": plan.state, "warnings": warnings}
    text = f"Đã tạo dự thảo số {plan.pk}; mở trang Kế hoạch để rà soát từng mục.\n{summary(value)}"
    answer(value, options, text)
    return 0

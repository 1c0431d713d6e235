"""mangnon places import | undo"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import units_known
from mangnon.intake import services
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Checked

PLACE = "place"
FIRST_PROBLEMS = 20


def import_(options: argparse.Namespace) -> int:
    """Bring a sheet of places into the register; with --dry-run only say what would happen."""
    by = person(options)
    batch = services.receive(options.file, PLACE, by=by, unit=_unit(options.unit, by))
    checked = services.check(batch, by=by)
    if not options.dry_run:
        batch = services.apply(batch, by=by)
    counts = batch.counts
    value = {
        "batch": None if options.dry_run else str(batch.pk),
        "read": counts["read"],
        "created": counts["new"],
        "updated": counts["changed"],
        "unchanged": counts["same"],
        "rejected": counts["rejected"],
        "problems": [
            {"row": problem.row, "column": problem.column, "text": problem.text}
            for problem in checked.problems
        ],
    }
    answer(value, options, _told(value, checked))
    return 0


def undo(options: argparse.Namespace) -> int:
    by = person(options)
    batch = Batch.objects.visible_to(by).filter(pk=options.batch, kind=PLACE).first()
    if batch is None:
        raise Refused(f"Không có đợt nhập “{options.batch}”; mã đợt là mã mà lệnh import đã in.")
    services.undo(batch, by=by)
    answer({"batch": str(batch.pk), "state": batch.state}, options, "Đã hoàn tác đợt nhập.")
    return 0


def _told(value: dict[str, object], checked: Checked) -> str:
    said = (
        "Đọc {read} dòng: {created} mới, {updated} sửa, {unchanged} không đổi, {rejected} bị trả."
    )
    lines = [said.format(**value)]
    lines += [f"Dòng {p.row}: {p.text}" for p in checked.problems[:FIRST_PROBLEMS]]
    if value["batch"]:
        lines.append(f"Mã đợt nhập, để hoàn tác: {value['batch']}")
    return "\n".join(lines)


def _unit(code: str | None, by: User) -> Unit:
    """Return the person's unit with the code, that of today or else the last one; or their own."""
    if code is None and by.unit is not None:
        return by.unit
    mine = Unit.objects.filter(code=code, pk__in=units_known(by))
    found: Unit | None = mine.order_by("valid_from").last()
    if found is None:
        raise Refused(f"Tài khoản này không phụ trách đơn vị mã “{code}”; hãy xem lại --unit.")
    return found

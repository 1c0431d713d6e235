"""mangnon children import | undo | template"""

import argparse
from typing import Any

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.audit import record_read
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import units_known
from mangnon.intake import services
from mangnon.intake.batch import Batch
from mangnon.intake.services import importer_of
from mangnon.intake.writing.template import template as workbook_of
from mangnon.ui.formats import number

CHILD = "child"
WORDS = {
    "read": "dòng đã đọc", "created": "trẻ mới", "updated": "hồ sơ thay đổi",
    "unchanged": "không đổi", "rejected": "dòng bị trả lại", "possible_duplicates": "có thể trùng",
}  # fmt: skip


def import_(options: argparse.Namespace) -> int:
    """Bring a sheet into the register; with --dry-run only say what would become of it."""
    by = person(options)
    batch = services.receive(options.file, CHILD, by=by, unit=_unit(options.unit, by))
    if options.dry_run:
        services.check(batch, by=by)
        batch.refresh_from_db()
    else:
        batch = services.apply(batch, by=by)
    counts = batch.counts
    errors = services.errors_workbook(batch, options.file.parent) if counts["rejected"] else None
    value = {
        "batch": str(batch.pk),
        "read": counts["read"],
        "created": counts["new"],
        "updated": counts["changed"],
        "unchanged": counts["same"],
        "rejected": counts["rejected"],
        "possible_duplicates": counts["possible_duplicates"],
        "errors_file": str(errors) if errors else None,
    }
    answer(value, options, _summary(value, is_dry=options.dry_run))
    return 0


def _summary(value: dict[str, Any], *, is_dry: bool) -> str:
    told = ", ".join(f"{number(value[name])} {words}" for name, words in WORDS.items())
    lines = [f"{'Sẽ có' if is_dry else 'Đợt ' + value['batch']}: {told}."]
    if value["errors_file"]:
        lines.append(f"Dòng bị trả lại, kèm lý do: {value['errors_file']}")
    return "\n".join(lines)


def undo(options: argparse.Namespace) -> int:
    by = person(options)
    batch = Batch.objects.visible_to(by).filter(pk=options.batch, kind=CHILD).first()
    if batch is None:
        raise Refused(f"Không có đợt nhập “{options.batch}”; mã đợt là mã mà lệnh import đã in.")
    services.undo(batch, by=by)
    answer({"batch": str(batch.pk), "state": batch.state}, options, "Đã hoàn tác đợt nhập.")
    return 0


def template(options: argparse.Namespace) -> int:
    """Write the workbook to fill in, with the children that the register has in the commune."""
    by = person(options)
    unit = _unit(options.unit, by)
    record_read(by, "batch.template", unit, unit=unit, kind=CHILD)
    options.out.write_bytes(workbook_of(importer_of(CHILD, by), unit, by))
    answer({"file": str(options.out)}, options, f"Đã ghi mẫu của {unit}: {options.out}")
    return 0


def _unit(code: str | None, by: User) -> Unit:
    """Return the person's unit with the code, that of today or else the last one; or their own."""
    if code is None and by.unit is not None:
        return by.unit
    mine = Unit.objects.filter(code=code, pk__in=units_known(by))
    found: Unit | None = mine.order_by("valid_from").last()
    if found is None:
        raise Refused(f"Tài khoản này không phụ trách đơn vị mã “{code}”; hãy xem lại --unit.")
    return found

"""The same workbook through django-import-export, into the same table of children."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.db import transaction
from import_export import fields, resources
from import_export.formats.base_formats import XLSX
from import_export.widgets import DateWidget, Widget

from mangnon.children.models import Child
from mangnon.core.models import Unit

ETHNICITIES = {"Kinh": "01", "S'tiêng": "22", "M'Nông": "20", "Khmer": "05", "Tày": "02"}
SEXES = {"Nam": "male", "Nữ": "female"}
YES_NO = {"Có": "yes", "Không": "no"}
POVERTY = {"Hộ nghèo": "poor", "Cận nghèo": "near_poor"}


class Coded(Widget):
    def __init__(self, codes: dict[str, str], otherwise: str = "unknown") -> None:
        super().__init__()
        self.codes, self.otherwise = codes, otherwise

    def clean(self, value: Any, row: Any = None, **_about: Any) -> str:
        return self.codes.get(value, self.otherwise)


class Text(Widget):
    def clean(self, value: Any, row: Any = None, **_about: Any) -> str:
        return str(value or "")


class UnitOfToday(Widget):
    """Finds the commune by its code, asked for once, as a careful user of the library would."""

    def __init__(self) -> None:
        super().__init__()
        self.units = {unit.code: unit for unit in Unit.objects.order_by("valid_from")}

    def clean(self, value: Any, row: Any = None, **_about: Any) -> Unit:
        return self.units[value]


def _resource(*, in_bulk: bool) -> resources.ModelResource:
    class Children(resources.ModelResource):
        full_name = fields.Field("full_name", "Họ và tên")
        birth_date = fields.Field("birth_date", "Ngày tháng năm sinh", DateWidget("%d/%m/%Y"))
        sex = fields.Field("sex", "Giới tính", Coded(SEXES))
        ethnicity = fields.Field("ethnicity", "Dân tộc", Coded(ETHNICITIES))
        identity_number = fields.Field("identity_number", "Số định danh cá nhân", Text())
        certificate = fields.Field("birth_certificate_number", "Số giấy khai sinh", Text())
        insurance_number = fields.Field("insurance_number", "Số thẻ BHYT", Text())
        unit = fields.Field("unit", "Xã/phường", UnitOfToday())
        poverty = fields.Field("poverty", "Hộ nghèo/cận nghèo", Coded(POVERTY))
        disability = fields.Field("disability", "Khuyết tật", Coded(YES_NO))

        class Meta:
            model = Child
            import_id_fields = ()
            force_init_instance = True
            use_bulk = in_bulk
            skip_diff = in_bulk
            batch_size = 1000
            fields = (
                "full_name", "birth_date", "sex", "ethnicity", "identity_number", "certificate",
                "insurance_number", "unit", "poverty", "disability",
            )  # fmt: skip

        def before_save_instance(self, instance: Child, row: Any, **_about: Any) -> None:
            instance.set_name(instance.full_name)

    return Children()


def rows_per_second(file: Path, *, in_bulk: bool) -> float:
    """Import the workbook, take the rows back, and return how many rows a second took."""
    with transaction.atomic():
        started = time.perf_counter()
        rows = XLSX().create_dataset(file.read_bytes())
        result = _resource(in_bulk=in_bulk).import_data(rows, raise_errors=True)
        seconds = time.perf_counter() - started
        count = result.totals["new"]
        transaction.set_rollback(True)
    if count != len(rows):
        raise ValueError(f"the peer made {count} of {len(rows)} rows")
    return count / seconds

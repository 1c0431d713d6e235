"""Sheets of children as offices keep them, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import xlsxwriter

from mangnon.demo.naming import give_names

HEADINGS = (
    "STT", "Họ và tên", "Ngày tháng năm sinh", "Giới tính", "Dân tộc", "Số định danh cá nhân",
    "Số giấy khai sinh", "Số thẻ BHYT", "Xã/phường", "Thôn/ấp", "Mã hộ", "Họ tên mẹ",
    "Năm sinh mẹ", "SĐT mẹ", "Họ tên cha", "Năm sinh cha", "Hộ nghèo/cận nghèo", "Khuyết tật",
    "Hoàn cảnh đặc biệt", "Lớp", "Cân nặng (kg)", "Chiều cao (cm)", "Ngày đo",
)  # fmt: skip
PEOPLES = {"01": "Kinh", "22": "S'tiêng", "20": "M'Nông", "05": "Khmer", "02": "Tày"}
SHARES = [0.76, 0.1, 0.04, 0.05, 0.05]
AGES, FIRST_CLASS_AT = 16, 6
TITLE = "DANH SÁCH TRẺ EM"


class Sheet:
    """The cells of many rows, column by column; rows of a commune stand together.

    Sheets whose identity numbers begin elsewhere (`first_number`) have no number in common.
    """

    def __init__(
        self,
        count: int,
        communes: Sequence[str],
        *,
        seed: int = 2025,
        today: date = date(2026, 6, 1),
        first_number: int = 0,
    ) -> None:
        rng = np.random.default_rng(seed)
        self.count = count
        people = rng.choice(list(PEOPLES), count, p=SHARES)
        sex = rng.choice(["male", "female"], count)
        family = rng.random(count)
        days = rng.integers(1, AGES * 365, count)
        born = [today - timedelta(days=int(day)) for day in days]
        households = rng.integers(1, max(2, count // 2), count)
        self.columns = [
            list(range(1, count + 1)),
            give_names(rng, people, sex, family).tolist(),
            [f"{day:%d/%m/%Y}" for day in born],
            np.where(sex == "male", "Nam", "Nữ").tolist(),
            [PEOPLES[code] for code in people],
            _numbers(rng, sex, born, first_number),
            _some(rng, [f"{n}/{day.year}" for n, day in zip(days, born, strict=True)], 0.9),
            _some(rng, [f"TE{n:013d}" for n in rng.integers(0, 10**12, count)], 0.85),
            [communes[n * len(communes) // count] for n in range(count)],
            [f"Thôn {n}" for n in rng.integers(1, 13, count)],
            [f"H{n:06d}" for n in households],
            give_names(rng, people, np.full(count, "female"), rng.random(count)).tolist(),
            rng.integers(1975, 2004, count).tolist(),
            _some(rng, [f"09{n:08d}" for n in rng.integers(0, 10**8, count)], 0.7),
            _some(rng, give_names(rng, people, np.full(count, "male"), family).tolist(), 0.9),
            _some(rng, rng.integers(1970, 2002, count).tolist(), 0.8),
            rng.choice(["", "Hộ nghèo", "Cận nghèo"], count, p=[0.92, 0.04, 0.04]).tolist(),
            rng.choice(["Không", "Có"], count, p=[0.98, 0.02]).tolist(),
            rng.choice(["", "a", "d", "c"], count, p=[0.98, 0.007, 0.007, 0.006]).tolist(),
            [_class(today.year - day.year) for day in born],
            *_measures(rng, days, today),
        ]  # fmt: skip

    def write(self, file: Path, *, title: str = TITLE) -> Path:
        """Write the sheet as an Excel workbook; without a title the headings come first."""
        first = 2 if title else 0
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            page = book.add_worksheet("Trẻ em")
            if title:
                page.write_string(0, 0, title)
            page.write_row(first, 0, HEADINGS)
            for at, row in enumerate(zip(*self.columns, strict=True), start=first + 1):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        if cell:
                            page.write_string(at, place, cell)
                    elif cell is not None:
                        page.write_number(at, place, cell)
        return file


def _numbers(
    rng: np.random.Generator, sex: np.ndarray, born: Sequence[date], first: int
) -> list[str]:
    serials = first + rng.permutation(len(born))
    numbers = [
        f"070{2 + (s == 'female')}{day.year % 100:02d}{serial:06d}"
        for s, day, serial in zip(sex, born, serials, strict=True)
    ]
    return _some(rng, numbers, 0.9)


def _some(rng: np.random.Generator, cells: list, share: float) -> list:
    """Return the cells, of which a share is filled in."""
    return [
        cell if kept else None
        for cell, kept in zip(cells, rng.random(len(cells)) < share, strict=True)
    ]


def _class(age: int) -> str | None:
    if age < 3:
        return None
    return f"{age - FIRST_CLASS_AT + 1}A" if age >= FIRST_CLASS_AT else "Mẫu giáo"


def _measures(rng: np.random.Generator, days: np.ndarray, today: date) -> tuple[list, list, list]:
    """Return weight, height and day of those under 5 who were measured this spring."""
    months = days / 30.44
    is_measured = (months > 3) & (months < 60) & (rng.random(len(days)) < 0.6)
    weight = np.round(
        3.3 + 9 * (1 - np.exp(-months / 22)) + 0.08 * months + rng.normal(0, 0.6, len(days)), 1
    )
    height = np.round(
        50 + 40 * (1 - np.exp(-months / 20)) + 0.35 * months + rng.normal(0, 2, len(days)), 1
    )
    columns = [
        [v if m else None for v, m in zip(values.tolist(), is_measured, strict=True)]
        for values in (weight, height)
    ]
    measured_on = f"{today - timedelta(days=30):%d/%m/%Y}"
    return columns[0], columns[1], [measured_on if m else None for m in is_measured]

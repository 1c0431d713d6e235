"""Several lines over the years: where they break, and what the breaks are called."""

from mangnon.ui.charts import Axis
from mangnon.ui.lines_chart import COLOURS, MARKS, Dot, Line, lines_chart
from mangnon.ui.pngs import to_pngs

YEARS = ("2022", "2023", "2024", "31/10/2025")
AXIS = Axis("percent", 1)


def drawn(spec):
    return next(rows for rows in spec["datasets"].values() if "segment" in rows[0])


def test_a_line_breaks_after_a_missing_year_and_where_years_differ():
    dots = [Dot(4.0), Dot(None), Dot(3.0), Dot(2.0, is_apart=True)]
    rows = drawn(lines_chart(YEARS, [Line("Nam", dots)], AXIS))
    assert [(row["year"], row["segment"]) for row in rows] == [
        ("2022", 0), ("2024", 1), ("31/10/2025", 2),
    ]  # fmt: skip
    assert rows[0]["shown"] == "4,0%"


def test_a_break_is_named_before_its_year_and_the_years_stay_on_the_axis():
    lines = [Line("Nam", [Dot(1.0)] * 4), Line("Nữ", [Dot(2.0)] * 4)]
    spec = lines_chart(YEARS, lines, AXIS, [(3, "sắp xếp đơn vị")])
    breaks = next(rows for rows in spec["datasets"].values() if "words" in rows[0])
    assert breaks == [{"place": 2.5, "words": "sắp xếp đơn vị"}]
    assert all(layer["encoding"]["x"]["axis"] for layer in spec["layer"])
    assert to_pngs([spec])[0].startswith(b"\x89PNG")


def test_every_line_has_a_colour_and_a_mark_of_its_own():
    assert len(set(COLOURS)) == len(set(MARKS)) == len(COLOURS) == len(MARKS)

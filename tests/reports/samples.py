"""A small province with a figure of every kind, its numbers chosen so that each can be checked by
hand: what is met, close, missed, zero, absent, without events, counted and reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from mangnon.reports.facts import Citation, Due, Duty, Facts, Goal, Leaf, Place, Source, Standing

DAY = date(2025, 10, 31)
OLD = date(1997, 1, 1)
HEALTH, EDUCATION, JUSTICE = "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Tư pháp"
FIELDS = {
    "environment": "Môi trường sống",
    "health": "Chăm sóc sức khỏe, dinh dưỡng",
    "protection": "Bảo vệ trẻ em",
    "education": "Giáo dục, văn hóa, vui chơi, giải trí",
    "participation": "Quyền tham gia của trẻ em",
}


def counted(numerator: int, denominator: int, per: int, attainment: str) -> Standing:
    value = per * numerator / denominator
    return Standing(attainment, "provisional", value, numerator, denominator)


def reported(value: float, attainment: str, basis: str = "provisional") -> Standing:
    return Standing(attainment, basis, value)


def leaf(
    code: str,
    field: str,
    title: str,
    goal: tuple[str, str, str],
    standing: Standing,
    **more: object,
) -> Leaf:
    relation, value, measure = goal
    defaults: dict[str, object] = {
        "number": code.rstrip("abcd"),
        "decimals": 1,
        "per": {"percent": 100, "per_1000": 1000, "per_100000": 100_000, "count": 1}[measure],
        "is_lower_better": relation in ("<", "<="),
        "is_computed": standing.denominator is not None,
        "counted": "children",
        "leads": (HEALTH,),
    }
    return Leaf(
        leaf=code,
        title=title,
        field=field,
        goal=Goal(relation, Decimal(value), measure),
        standing=standing,
        **defaults | more,  # type: ignore[arg-type]
    )


FRIENDLY = leaf(
    "1", "environment", "Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em",
    (">=", "76.9", "percent"), counted(84, 111, 100, "off_track"),
    counted="communes", needed=86,
)  # fmt: skip
DEATHS = leaf(
    "3a", "health", "Tỷ suất tử vong trẻ sơ sinh trên 1.000 trẻ đẻ sống",
    ("<", "9.5", "per_1000"), counted(31, 4012, 1000, "on_track"), counted="births", needed=38,
)  # fmt: skip
STUNTED = leaf(
    "4b", "health", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi",
    ("<=", "20", "percent"), counted(2100, 10000, 100, "missed"),
    counted="measurements", needed=2000,
)  # fmt: skip
HIV = leaf(
    "6", "health", "Tỷ lệ lây truyền HIV từ mẹ sang con",
    ("<=", "2", "percent"), reported(0.0, "met", "estimated"),
)  # fmt: skip
ABUSED = leaf(
    "9", "protection", "Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em",
    ("<=", "4", "percent"), Standing("no_data", "provisional"),
    leads=(HEALTH, "Công an tỉnh"), is_computed=False,
)  # fmt: skip
DISASTER = leaf(
    "12", "protection", "Tỷ lệ trẻ em gặp thiên tai, thảm họa được cứu trợ kịp thời",
    (">=", "100", "percent"), Standing("not_applicable", "provisional"), is_computed=False,
)  # fmt: skip
EARLY = replace(
    leaf(
        "13", "protection", "Mức giảm số cuộc tảo hôn so với năm trước",
        ("reduce_by", "2", "percent"), reported(2.6, "met"), leads=(JUSTICE,),
    ),
    goal=Goal("reduce_by", Decimal(2), "percent", Decimal(3)),
)  # fmt: skip
LEFT_SCHOOL = leaf(
    "17b", "education", "Tỷ lệ trẻ em bỏ học cấp tiểu học",
    ("<", "0.12", "percent"), counted(23, 21970, 100, "met"),
    counted="pupils", decimals=2, leads=(EDUCATION,), needed=26,
)  # fmt: skip
ASKED = leaf(
    "22", "participation", "Tỷ lệ trẻ em từ 07 tuổi trở lên được hỏi ý kiến",
    (">=", "30", "percent"), reported(31.25, "met"),
)  # fmt: skip
LEAVES = (FRIENDLY, DEATHS, STUNTED, HIV, ABUSED, DISASTER, EARLY, LEFT_SCHOOL, ASKED)

DISTRICTS = (
    Place("688", OLD, "Thị xã Phước Long", {
        "1": counted(7, 7, 100, "met"), "4b": counted(150, 1000, 100, "met"),
    }),
    Place("691", OLD, "Huyện Bù Gia Mập", {
        "1": counted(5, 8, 100, "off_track"), "4b": counted(290, 1000, 100, "missed"),
    }),
    Place("696", OLD, "Huyện Bù Đăng", {
        "1": counted(11, 16, 100, "off_track"),
        "4b": Standing("no_data", "provisional"),
    }),
)  # fmt: skip

SOURCE = Source(
    snapshot="2025-10-31-0001",
    manifest_sha256="ab" * 32,
    catalog_sha256="cd" * 32,
    results_sha256="ef" * 32,
    engine="duckdb",
    engine_version="2.0.0",
    software_version="0.1.0",
)

AGENCIES = Due(
    date(2025, 11, 10), False,
    ("các sở, ban, ngành, đoàn thể tỉnh", "UBND các huyện, thị xã, thành phố"),
    ("UBND tỉnh",), HEALTH,
)  # fmt: skip
OWN = Due(date(2025, 11, 20), False, (HEALTH,), ("Bộ Y tế", "UBND tỉnh"), "")

FACTS = Facts(
    year=2025,
    as_of=DAY,
    province_code="70",
    province_valid_from=OLD,
    province="tỉnh Bình Phước",
    territory="địa bàn tỉnh Bình Phước",
    place="Bình Phước",
    plan=Citation("Kế hoạch", "Thực hiện công tác trẻ em năm 2025", issuer="UBND tỉnh Bình Phước"),
    bases=(
        Citation(
            "Công văn",
            "hướng dẫn nhiệm vụ trọng tâm công tác trẻ em năm 2025",
            "1481/BYT-BMTE",
            date(2025, 3, 14),
            "Bộ Y tế",
        ),
        Citation("Tờ trình", "", "103/TTr-SYT", date(2025, 5, 7), HEALTH),
    ),
    fields=FIELDS,
    leaves=LEAVES,
    districts=DISTRICTS,
    communes=111,
    duties=(
        Duty(HEALTH, 14, ("1", "3", "4", "6", "9", "12", "22")),
        Duty(JUSTICE, 4, ("13",)),
        Duty(EDUCATION, 10, ("17",)),
        Duty("Viện kiểm sát nhân dân tỉnh", 2, (), is_requested=True),
    ),
    dues=(AGENCIES, OWN),
    source=SOURCE,
    computed_at=datetime(2025, 10, 31, 8, 0, tzinfo=UTC),
)

"""Who can sign in to the demonstration. Those who need a second factor set it up at first."""

from datetime import date

from mangnon.core.access import NEEDS_SECOND_FACTOR, Role
from mangnon.core.models import Unit, User
from mangnon.core.units.province import RESULTS_ON

PASSWORD = "mang-non-2025"  # noqa: S105 - printed on purpose: the demonstration's accounts
OFFICER, CHAIR, OPERATOR, PARTNER = "can-bo-bao-ve", "chu-tich", "tong-dai", "tram-y-te"
OFFICE, AGENCY, COMMUNE_OFFICER = "dau-moi", "so-nganh", "can-bo-xa"
LEADER, SUPERVISOR, TEACHER = "lanh-dao", "giam-sat", "truong-hoc"
OFFICE_OF_TODAY = "dau-moi-nay"
OF_THE_PROVINCE = (
    (OFFICE, "Nguyễn Thị Đầu Mối", Role.FOCAL_OFFICE),
    (LEADER, "Trần Văn Lãnh Đạo", Role.LEADER),
    (AGENCY, "Lê Thị Sở Ngành", Role.AGENCY_FOCAL_POINT),
    ("quan-tri", "Phạm Văn Quản Trị", Role.TECHNICAL_ADMIN),
    ("kiem-tra", "Hoàng Thị Kiểm Tra", Role.AUDITOR),
    (OPERATOR, "Vũ Thị Tổng Đài", Role.HOTLINE_OPERATOR),
)
OF_A_COMMUNE = (
    (COMMUNE_OFFICER, "Điểu Thị Cán Bộ", Role.COMMUNE_OFFICER),
    (TEACHER, "Nguyễn Thị Trường Học", Role.SCHOOL_STAFF),
)
# Cases lie with the communes of today, the register of the plan with those of its signing.
OF_A_COMMUNE_OF_TODAY = (
    (OFFICER, "Lâm Thị Bảo Vệ", Role.COMMUNE_OFFICER),
    (CHAIR, "Điểu Văn Chủ Tịch", Role.COMMUNE_CHAIR),
    (PARTNER, "Thị Trạm Y Tế", Role.HEALTH_STATION_STAFF),
)
# The plan was the former province's; the reports come to the one that it became part of.
OF_THE_PROVINCE_OF_TODAY = (
    (OFFICE_OF_TODAY, "Nguyễn Văn Tổng Hợp", Role.FOCAL_OFFICE),
    (SUPERVISOR, "Đỗ Văn Giám Sát", Role.EXTERNAL_SUPERVISOR),
)


def make_accounts(province: Unit, today: date) -> None:
    then, now = _first_commune(RESULTS_ON, of=province), _first_commune(today)
    for accounts_of, unit in (
        (OF_THE_PROVINCE, province),
        (OF_A_COMMUNE, then),
        (OF_A_COMMUNE_OF_TODAY, now),
        (OF_THE_PROVINCE_OF_TODAY, _province_of(now, today)),
    ):
        for username, full_name, role in accounts_of:
            User.objects.create_user(username, PASSWORD, full_name=full_name, role=role, unit=unit)


def accounts() -> list[dict[str, str]]:
    """Return who can sign in, for the sign-in page and the terminal."""
    everybody = (
        *OF_THE_PROVINCE, *OF_A_COMMUNE, *OF_A_COMMUNE_OF_TODAY, *OF_THE_PROVINCE_OF_TODAY,
    )  # fmt: skip
    return [
        {"username": username, "password": PASSWORD, "role": _words(username, role)}
        for username, _full_name, role in everybody
    ]


def _first_commune(day: date, of: Unit | None = None) -> Unit:
    units = of.subtree() if of else Unit.objects.all()
    found: Unit = units.on(day).filter(level=Unit.Level.COMMUNE).order_by("code")[0]
    return found


def _province_of(commune: Unit, day: date) -> Unit:
    above = commune
    while above.level != Unit.Level.PROVINCE:
        above = Unit.objects.on(day).get(code=above.parent_code)
    return above


def _words(username: str, role: Role) -> str:
    added = {OFFICER: ", vụ việc", OFFICE_OF_TODAY: ", tỉnh sau sắp xếp"}
    words = f"{role.label}{added.get(username, '')}"
    return f"{words} (*)" if role in NEEDS_SECOND_FACTOR else words

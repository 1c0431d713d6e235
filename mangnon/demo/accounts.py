"""Who can sign in to the demonstration. Those who need a second factor set it up at first."""

from mangnon.core.access import NEEDS_SECOND_FACTOR, Role
from mangnon.core.models import Unit, User
from mangnon.core.units.province import RESULTS_ON

PASSWORD = "mang-non-2025"  # noqa: S105 - printed on purpose: the demonstration's accounts
OF_THE_PROVINCE = (
    ("dau-moi", "Nguyễn Thị Đầu Mối", Role.FOCAL_OFFICE),
    ("lanh-dao", "Trần Văn Lãnh Đạo", Role.LEADER),
    ("so-nganh", "Lê Thị Sở Ngành", Role.AGENCY_FOCAL_POINT),
    ("quan-tri", "Phạm Văn Quản Trị", Role.TECHNICAL_ADMIN),
    ("kiem-tra", "Hoàng Thị Kiểm Tra", Role.AUDITOR),
)
OF_A_COMMUNE = (("can-bo-xa", "Điểu Thị Cán Bộ", Role.COMMUNE_OFFICER),)


def make_accounts(province: Unit) -> None:
    commune = province.subtree().on(RESULTS_ON).filter(level=Unit.Level.COMMUNE).order_by("code")[0]
    for accounts_of, unit in ((OF_THE_PROVINCE, province), (OF_A_COMMUNE, commune)):
        for username, full_name, role in accounts_of:
            User.objects.create_user(username, PASSWORD, full_name=full_name, role=role, unit=unit)


def accounts() -> list[dict[str, str]]:
    """Return who can sign in, for the sign-in page and the terminal."""
    return [
        {"username": username, "password": PASSWORD, "role": _words(role)}
        for username, _full_name, role in (*OF_THE_PROVINCE, *OF_A_COMMUNE)
    ]


def _words(role: Role) -> str:
    return f"{role.label} (*)" if role in NEEDS_SECOND_FACTOR else str(role.label)

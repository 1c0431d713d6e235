from mangnon.core.models import Unit
from mangnon.core.paging import in_order, page_of


def read(by):
    """Read all pages of the units, and return their names page by page."""
    after, pages = None, []
    while not pages or after:
        seen = Unit.objects.all()
        rows, after = page_of(in_order(seen, seen, by, after))
        pages.append([unit.name for unit in rows])
    return pages


def test_pages_go_on_behind_the_last_one_also_between_equals(make_unit, db, monkeypatch):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 2)
    for code, name in (("11", "Bù Đăng"), ("12", "An Lộc"), ("13", "An Lộc"), ("14", "An Lộc")):
        make_unit(code, name, "province", "Tỉnh")
    assert read("name") == [["An Lộc", "An Lộc"], ["An Lộc", "Bù Đăng"]]
    assert read("-name") == [["Bù Đăng", "An Lộc"], ["An Lộc", "An Lộc"]]


def test_a_page_goes_on_behind_one_that_is_no_longer_found(make_unit, db, monkeypatch):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 1)
    units = [make_unit(f"1{n}", f"Xã {n}", "province", "Tỉnh") for n in range(3)]
    seen = Unit.objects.all()
    still = seen.exclude(pk=units[1].pk)
    assert list(in_order(still, seen, "name", units[1].pk)) == [units[2]]
    assert list(in_order(still, still, "name", units[1].pk)) == [units[0], units[2]]

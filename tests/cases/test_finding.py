"""Finding a case again, also a closed one: of those one works on, and no other."""

from mangnon.cases.looking import Wanted, look
from mangnon.cases.receiving.receiving import receive
from tests.cases.conftest import at


def found(by, **wanted):
    return [case.pk for case in look(by, Wanted(**wanted)).cases]


def test_a_case_is_found_by_its_number_and_by_a_childs_name_without_accents(
    taken, other_case, worker
):
    assert found(worker, words=taken.number) == [taken.pk]
    assert found(worker, words=taken.number[-4:]) == [taken.pk]
    assert found(worker, words="dieu thi be") == [taken.pk]
    assert found(worker, words="Điểu Thị") == []
    assert set(found(worker)) == {other_case.pk, taken.pk}


def test_nobody_finds_a_case_on_which_they_do_not_work(
    taken, worker, colleague, operator, chair, make_user, other_commune
):
    stranger = make_user("commune_officer", other_commune)
    for person in (colleague, operator, chair, stranger):
        for words in (taken.number, "Điểu Thị Bé", ""):
            assert found(person, words=words) == []


def test_a_closed_case_is_listed_and_leads_to_where_it_is_opened_again(
    client, taken, worker, take, agree, chair
):
    reason = {"reason": "died", "is_safe": "no", "state": "Cháu đã mất"}
    agree(take(taken, "close", worker, 2, reason), chair, 3)
    assert found(worker, state="closed") == [taken.pk]
    assert found(worker, state="open") == []
    client.force_login(worker)
    shown = client.get("/cases/find/?state=closed").content.decode()
    assert f"/cases/{taken.pk}/" in shown
    assert "Trẻ đã mất" in shown
    assert "/cases/find/" in client.get("/cases/").content.decode()
    assert "/steps/reopen/" in client.get(f"/cases/{taken.pk}/").content.decode()


def test_what_is_looked_for_stands_in_no_address(client, taken, worker):
    client.force_login(worker)
    ignored = client.get("/cases/find/?words=Không ai")
    assert taken.number in ignored.content.decode()
    shown = client.post("/cases/find/", {"words": "Điểu Thị Bé"})
    assert taken.number in shown.content.decode()
    assert (
        "Không có vụ việc nào như vậy."
        in client.post("/cases/find/", {"words": "Không ai"}).content.decode()
    )


def test_the_list_goes_on_page_after_page_in_few_statements(
    client, worker, operator, new_report, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("mangnon.core.paging.ON_A_PAGE", 2)
    cases = [
        receive(
            new_report(received_at=at(hour), answers={"what": str(hour)}), by=operator, now=at(5)
        ).case.pk
        for hour in range(5)
    ]
    seen, after = [], None
    for _page in range(3):
        page = look(worker, Wanted(after=after))
        seen += [case.pk for case in page.cases]
        after = page.after
    assert (seen, after) == (cases[::-1], None)
    client.force_login(worker)
    with django_assert_max_num_queries(12):
        client.get("/cases/find/")

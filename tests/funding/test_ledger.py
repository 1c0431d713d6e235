"""The fund's ledger: what is posted balances, and nobody takes out what is not there."""

import uuid
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.core.models import Refused
from mangnon.plans.funding.fund.journal import Account
from mangnon.plans.funding.fund.posting import balances, open_fund, post, reverse
from mangnon.plans.models import FundEntry, FundPosting

from .conftest import MILLION, NOW

CASH, GOODS, DONATED = Account.CASH, Account.GOODS, Account.DONATED
CHILDREN, PROJECTS = Account.CHILDREN, Account.PROJECTS
AMOUNTS = st.dictionaries(st.sampled_from(list(Account)), st.integers(-9, 9), max_size=4)
# Most entries balance: what the others leave stands on one account more.
BALANCED = AMOUNTS.map(lambda some: some | {DONATED: some.get(DONATED, 0) - sum(some.values())})
FOR_A_FIXTURE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


@pytest.fixture
def fund(officer):
    return open_fund(by=officer, now=NOW)


@pytest.fixture
def book(fund, officer):
    def book_one(amounts):
        return post(fund, amounts, on=NOW.date(), text="Bút toán", by=officer, now=NOW)

    return book_one


def as_committed():
    """Ask the database now what it asks at a commit."""
    connection.check_constraints()


def test_the_fund_is_opened_once(fund, officer, second, leader):
    assert open_fund(by=second, now=NOW) == fund
    assert str(fund) == "Quỹ Bảo trợ trẻ em Tỉnh Bình Phước"


@pytest.mark.parametrize("amounts", [{}, {CASH: 5}, {CASH: 5, DONATED: -4}, {CASH: 0, DONATED: 0}])
def test_what_does_not_balance_is_refused(amounts, book):
    with pytest.raises(Refused, match="không cân"):
        book(amounts)
    assert not FundEntry.objects.exists()


def test_more_than_there_is_cannot_be_granted(book):
    book({CASH: 5 * MILLION, DONATED: -5 * MILLION})
    with pytest.raises(Refused, match=r"5\.000\.001 đồng.*chỉ còn 5\.000\.000 đồng"):
        book({CASH: -5 * MILLION - 1, CHILDREN: 5 * MILLION + 1})
    with pytest.raises(Refused, match="Hiện vật"):
        book({GOODS: -1, PROJECTS: 1})


def test_an_entry_is_taken_back_once_by_its_opposite(book, officer, fund):
    entry = book({CASH: 5, DONATED: -5})
    reverse(entry.pk, "Ghi nhầm", by=officer, now=NOW)
    assert not any(balances(fund).values())
    with pytest.raises(Refused, match="đã bị hủy"):
        reverse(entry.pk, "Ghi nhầm", by=officer, now=NOW)


def test_a_gift_that_is_granted_already_cannot_be_taken_back(book, officer):
    entry = book({CASH: 5, DONATED: -5})
    book({CASH: -3, CHILDREN: 3})
    with pytest.raises(Refused, match="chỉ còn 2 đồng"):
        reverse(entry.pk, "Ghi nhầm", by=officer, now=NOW)


@FOR_A_FIXTURE
@given(st.lists(st.one_of(BALANCED, BALANCED, AMOUNTS), max_size=6))
def test_whatever_is_posted_balances_and_adds_up_as_by_hand(fund, book, entries):
    by_hand = Counter()
    with transaction.atomic():
        for amounts in entries:
            kept = Counter(by_hand)
            kept.update(amounts)
            is_right = (
                sum(amounts.values()) == 0
                and any(amounts.values())
                and min(kept[CASH], kept[GOODS]) >= 0
            )
            if is_right:
                book(amounts)
                by_hand = kept
            else:
                with pytest.raises(Refused):
                    book(amounts)
        as_committed()
        assert balances(fund) == {account: by_hand[account] for account in Account}
        transaction.set_rollback(True)


def write_past_the_service(fund, officer, amounts):
    entry = FundEntry.objects.create(
        fund=fund, on=NOW.date(), text="Lén", posted_by=officer, posted_at=NOW
    )
    for account, amount in amounts.items():
        FundPosting.objects.create(entry=entry, account=account, amount=amount)
    as_committed()


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({}, "does not balance"),
        ({CASH: 5}, "does not balance"),
        ({CASH: 5, DONATED: -4}, "does not balance"),
        ({CASH: -5, CHILDREN: 5}, "more than it has: cash"),
    ],
)
def test_the_database_itself_refuses_a_wrong_entry(amounts, words, fund, officer):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        write_past_the_service(fund, officer, amounts)


def test_the_database_keeps_what_was_posted(book):
    entry = book({CASH: 5, DONATED: -5})
    for change in (
        lambda: FundEntry.objects.filter(pk=entry.pk).update(text="Khác"),
        lambda: FundPosting.objects.filter(entry=entry).update(amount=7),
        lambda: FundPosting.objects.filter(entry=entry).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_to_an_entry_after_its_transaction(book):
    entry = book({CASH: 5, DONATED: -5})
    with pytest.raises(IntegrityError, match="later"):
        FundPosting.objects.create(entry=entry, account=PROJECTS, amount=1)
    assert entry.postings.count() == 2


def test_only_who_keeps_the_fund_takes_back_and_only_their_own(book, leader, stranger):
    entry = book({CASH: 5, DONATED: -5})
    with pytest.raises(Refused, match="không có bút toán"):
        reverse(entry.pk, "Lạ", by=stranger, now=NOW)
    with pytest.raises(Refused):
        reverse(uuid.uuid4(), "Không có", by=stranger, now=NOW)

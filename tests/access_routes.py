"""Every address that opens one record, with who may use it at all, for the tests at random."""

from dataclasses import dataclass

from tests.access_oracle import (
    EXPLAINERS,
    FINDING_EXPLAINERS,
    PLAN_OFFICES,
    READERS,
    REVIEWERS,
    lies_within,
    sees,
)

SIGN_IN, FORBIDDEN, NOT_FOUND, ANSWERED = "sign in", "forbidden", "not found", "answered"
OF_PLAN = "/plans/{plan}/"
OF_ITEM = "/plans/{plan}/indicator/{pk}/"


@dataclass(frozen=True)
class Route:
    """`users` are the roles that have the right; `states` those of the records it is tried on."""

    method: str
    address: str
    kind: str
    users: frozenset[str]
    states: tuple[str, ...] = ("", "approved", "draft", "rejected")
    is_explainer: bool = False

    def is_for(self, thing) -> bool:
        return thing.kind == self.kind and thing.state in self.states

    def expected(self, person, unit: str, thing) -> str:
        if not person.is_active:
            return SIGN_IN
        if person.role not in self.users:
            return FORBIDDEN
        is_found = lies_within(unit, thing) if self.is_explainer else sees(person, unit, thing)
        return ANSWERED if is_found else NOT_FOUND

    def ask(self, client, thing):
        return self._send(client, self.address.format(**_names(thing)), _named(thing))

    def ask_for_nothing(self, client, thing):
        """Ask for a record of the kind that nobody ever made."""
        nothing = {"plan": 999_999_999, "pk": 999_999_999}
        if "{pk}" in self.address and thing.kind == "indicator":
            nothing["plan"] = thing.record.plan_id
        number = "00000000-0000-4000-8000-000000000000" if thing.kind == "child" else "999999999"
        return self._send(client, self.address.format(**nothing), number)

    def _send(self, client, address, number):
        if self.is_explainer:
            return client.post(address, {"kind": self.kind, "number": number})
        return getattr(client, self.method)(address)


def _names(thing) -> dict[str, object]:
    record = thing.record
    return {
        "pk": record.pk,
        "plan": getattr(record, "plan_id", record.pk),
    }


def _named(thing) -> str:
    if thing.kind == "unit":
        return f"{thing.record.code}@{thing.record.valid_from}"
    return thing.record.username if thing.kind == "person" else str(thing.record.pk)


def _review(method: str, address: str, kind: str) -> Route:
    return Route(method, address, kind, frozenset(REVIEWERS), states=("draft",))


ROUTES = [
    Route("get", OF_PLAN, "plan", frozenset(PLAN_OFFICES)),
    Route("get", OF_PLAN + "document/", "plan", frozenset(PLAN_OFFICES)),
    *(_review("get", f"{OF_PLAN}{part}/", "plan") for part in ("review", "heading", "history")),
    *(
        _review("post", f"{OF_PLAN}{part}/", "plan")
        for part in ("confirm-all", "confirm-sure", "confirm-same", "compare", "approve", "reject")
    ),
    _review("get", OF_ITEM, "indicator"),
    *(_review("get", f"{OF_ITEM}{part}/", "indicator") for part in ("edit", "history", "split")),
    *(
        _review("post", f"{OF_ITEM}{part}/", "indicator")
        for part in ("confirm", "reject", "undo")
    ),
    Route("get", "/data/quality/{pk}/explain/", "finding", frozenset(FINDING_EXPLAINERS)),
    Route("post", "/data/quality/{pk}/explain/", "finding", frozenset(FINDING_EXPLAINERS)),
    Route("get", "/reports/{pk}/docx", "report", frozenset(PLAN_OFFICES)),
    Route("get", "/reports/{pk}/xlsx", "report", frozenset(PLAN_OFFICES)),
    *(
        Route("post", "/administration/access/", kind, frozenset(EXPLAINERS), is_explainer=True)
        for kind in READERS
    ),
]  # fmt: skip

"""The addresses of a person's own work and of the e-mails about it."""

from tests.access_rows import Row, everyone, listing

MINE_ROUTES: dict[str, Row] = {
    "mine/": everyone(200),  # empty for whom nothing waits
    "account/digest/": everyone(200),
    "administration/digests/": listing("digest.view"),
}

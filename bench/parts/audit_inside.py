"""Fills an audit with entries of two years and measures it inside one process; prints JSON."""

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
from django.db import connection
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.audit import ENTRIES  # noqa: E402
from bench.parts.inside import median_seconds  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.audit import record_read  # noqa: E402
from mangnon.core.audit.chain import verify  # noqa: E402
from mangnon.core.audit.digest import digest_of  # noqa: E402
from mangnon.core.audit.search import Search, search  # noqa: E402
from mangnon.core.models import AuditEntry, User  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402

PEOPLE, RUNS = 400, 7
FILL = """
INSERT INTO core_auditentry
    (at, origin, actor_id, action, "table", record_id, details, unit_id, format)
SELECT
    now() - make_interval(secs => (%(entries)s - n) * 60.0),
    '10.0.' || n %% 40 || '.' || n * 7 %% 250,
    people[1 + n * 31 %% cardinality(people)],
    (ARRAY['plan.edit_item', 'plan.confirm_item', 'person.sign_in', 'report.download',
           'child.read', 'child.identity'])[1 + n * 13 %% 6],
    (ARRAY['plans_target', 'children_child'])[1 + n %% 2],
    (n * 17 %% 300000)::text,
    '{"before": {"state": "proposed"}, "after": {"state": "confirmed"}}',
    units[1 + n * 7 %% cardinality(units)],
    2
FROM generate_series(1, %(entries)s) AS n,
    (SELECT array_agg(id) AS people FROM core_user) AS p,
    (SELECT array_agg(id) AS units FROM core_unit WHERE valid_to = '2025-07-01') AS u
"""
# As the trigger does, but not one by one: the bench is of reading, not of filling.
SEAL = """
DO $$
DECLARE
    entry core_auditentry;
    last core_auditseal;
BEGIN
    SELECT * INTO last FROM core_auditseal ORDER BY seq DESC LIMIT 1;
    FOR entry IN
        SELECT * FROM core_auditentry AS e
        WHERE NOT EXISTS (SELECT FROM core_auditseal WHERE entry_id = e.id) ORDER BY id
    LOOP
        INSERT INTO core_auditseal (seq, entry_id, previous, hash)
        VALUES (
            coalesce(last.seq, 0) + 1, entry.id, coalesce(last.hash, ''),
            encode(sha256(convert_to(
                coalesce(last.hash, '') || E'\\x1f' || core_audit_text(entry), 'UTF8')), 'hex')
        ) RETURNING * INTO last;
    END LOOP;
END
$$
"""


def fill(entries: int) -> None:
    by = local_administrator()
    User.objects.bulk_create(
        User(username=f"nguoi-{n}", full_name=f"Nguyễn Thị {n}", role="leader", unit=by.unit)
        for n in range(PEOPLE)
    )
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER USER")
        cursor.execute(FILL, {"entries": entries})
        cursor.execute(SEAL)
        cursor.execute("ALTER TABLE core_auditentry ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE core_auditentry, core_auditseal")


def searches() -> dict[str, float]:
    """Return the milliseconds of a page of each search, with the scope of the whole province."""
    by = local_administrator()
    year_ago = (timezone.now() - timedelta(days=365)).date()
    old = AuditEntry.objects.order_by("at")[ENTRIES // 10]
    wanted = {
        "of everything": Search(),
        "by person": Search(person="nguoi-7"),
        "by a part of a name": Search(person="Nguyễn Thị 39"),
        "by a person without entries": Search(person=by.username, action="plan.edit_item"),
        "by record": Search(table="children_child", record_id=old.record_id),
        "by action": Search(action="child.identity"),
        "by day a year ago": Search(start=year_ago, end=year_ago),
        "by address": Search(address=old.origin),
        "by person, action and day": Search(person="nguoi-7", action="child.read", end=year_ago),
    }
    found = {name: lambda part=part: search(part, by=by) for name, part in wanted.items()}
    mark = f"{old.at.isoformat()}_{old.pk}"
    found["a page 900,000 entries down"] = lambda: search(Search(), by=by, before=mark)
    return {name: median_seconds(work, RUNS) * 1000 for name, work in found.items()}


def main() -> None:
    with ready():
        fill(ENTRIES)
        by = local_administrator()
        person = User.objects.get(username="nguoi-7")
        day = (timezone.now() - timedelta(days=300)).date()
        found = {
            "read": median_seconds(lambda: record_read(by, "child.read", person), 50) * 1000,
            "searches": searches(),
            "digest": median_seconds(lambda: digest_of(day, by=by), RUNS) * 1000,
        }
        started = time.perf_counter()
        verified = verify(Path(os.devnull))
        found["verify"] = round(time.perf_counter() - started, 1)
        if verified.problems:
            raise SystemExit(str(verified.problems[:5]))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()

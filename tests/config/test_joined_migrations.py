"""An older database goes on where it has all that was joined, and is refused where it has not."""

import psycopg

from mangnon.config.postgres import Server
from tests.command_line import made_home, mangnon, refused

JOINED = "DELETE FROM django_migrations WHERE name = '0001_schema'"
OLDER = "DELETE FROM django_migrations WHERE app = 'plans' AND name = '0012_reviews'"


def without(home, *statements):
    with Server(home).running() as server, psycopg.connect(server.url()) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0


def test_a_database_with_all_the_older_migrations_is_taken_up():
    with made_home() as home:
        without(home, JOINED)
        done = mangnon("doctor", home=home)
        assert done.returncode == 0, done.stderr


def test_one_from_before_the_last_of_them_is_refused():
    with made_home() as home:
        without(home, JOINED, OLDER)
        assert refused(mangnon("doctor", home=home), "phần mềm quá cũ")

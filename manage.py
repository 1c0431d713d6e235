"""Django's own commands, for developers: PYTHONPATH=. .venv/bin/python manage.py <command>."""

import os
import sys

from django.core.management import execute_from_command_line

from mangnon.config import settings
from mangnon.config.postgres import Server

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
    if "DATABASE_URL" in os.environ:
        execute_from_command_line(sys.argv)
    else:
        with Server(settings.HOME).running():
            execute_from_command_line(sys.argv)

"""Puts the children of a synthetic province into a new home, and nothing more; prints JSON."""

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.config.home import ready  # noqa: E402
from mangnon.demo.load import load  # noqa: E402
from mangnon.demo.province import generate  # noqa: E402

TODAY, SEED = date(2025, 12, 31), 1

if __name__ == "__main__":
    with ready():
        load(generate(int(sys.argv[1]), seed=SEED, today=TODAY).tables)
        json.dump({}, sys.stdout)

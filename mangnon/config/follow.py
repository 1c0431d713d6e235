"""The process that keeps live figures up to date beside the site; `serve` starts it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")

if __name__ == "__main__":
    django.setup()
    from mangnon.indicators.live.following import follow

    os.umask(0o077)
    follow()

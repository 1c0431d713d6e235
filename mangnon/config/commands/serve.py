"""mangnon serve"""

import argparse

from django.conf import settings

from mangnon.config import serve as server
from mangnon.config.run import say
from mangnon.core.encryption.keyring import keyring


def serve(options: argparse.Namespace) -> int:
    """Open the pages, once the keys of the sealed fields are there."""
    keyring(settings.KEYRING)
    address = f"http://127.0.0.1:{options.port}"
    return server.serve(
        options.port,
        lambda: say(f"Măng Non đang chạy tại {address} (Ctrl-C để dừng)"),
        options.server,
    )

"""mangnon serve"""

import argparse

from mangnon.config import serve as server
from mangnon.config.run import say


def serve(options: argparse.Namespace) -> int:
    address = f"http://127.0.0.1:{options.port}"
    return server.serve(
        options.port,
        lambda: say(f"Măng Non đang chạy tại {address} (Ctrl-C để dừng)"),
        options.server,
    )

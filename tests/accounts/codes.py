"""What an authenticator app does with a secret (RFC 6238), worked out apart from the library."""

import base64
import hashlib
import hmac

STEP_SECONDS = 30


def code_at(secret: str, moment: float) -> str:
    counter = int(moment // STEP_SECONDS).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"

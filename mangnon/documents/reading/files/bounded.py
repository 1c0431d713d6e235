"""Programs run beside ours, with an end to their time and memory."""

import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

MEBIBYTE = 1024**2


@dataclass(frozen=True)
class Answer:
    """What a program printed; `complaint` is what it wrote for errors, `code` its exit status."""

    output: bytes
    complaint: str
    code: int


class OutOfTime(Exception):
    """The program had not finished when its time was over; it has been stopped."""


def run_bounded(
    command: Sequence[str], *, seconds: int, mebibytes: int, given: bytes = b""
) -> Answer:
    """Run a program without a shell; it may take no more time or memory than this."""

    def bound() -> None:
        size = mebibytes * MEBIBYTE
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    try:
        done = subprocess.run(  # noqa: S603 - a list of words, none of them from a document
            list(command),
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            preexec_fn=bound,
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTime(command[0]) from error
    return Answer(done.stdout, done.stderr.decode("utf-8", "replace").strip(), done.returncode)

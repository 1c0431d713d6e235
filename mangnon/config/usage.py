"""What argparse says of a wrong command line, in Vietnamese."""

import re

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"expected (?:one|at least one) argument", "thiếu giá trị"),
    (r"unrecognized arguments: (.+)", r"không có tham số “\1”"),
    (r"invalid choice: '(.*)' \(choose from (.+)\)", r"không có “\1”; có: \2"),
    (r"invalid int value: '(.*)'", r"“\1” không phải số nguyên"),
    (r"not allowed with argument (.+)", r"không dùng cùng \1"),
    (r"ignored explicit argument '(.*)'", r"không nhận giá trị “\1”"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 chưa rõ là \2"),
)


def in_vietnamese(message: str) -> str:
    """Return the sentence in Vietnamese, as it is where argparse has one that is not listed.

    >>> in_vietnamese("argument --snapshot: expected one argument")
    '--snapshot: thiếu giá trị'
    """
    if not message.startswith("argument "):
        return _sentence(message)
    name, _colon, words = message.removeprefix("argument ").partition(": ")
    return f"{name}: {_sentence(words)}"


def _sentence(words: str) -> str:
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, words):
            return re.sub(pattern, sentence, words).replace("'", "")
    return words

"""What the program answers about a file that it does not read: one word."""


class Unreadable(Exception):
    """The word says why the file is not read; `sentences.py` makes a sentence of it."""

    def __init__(self, word: str, detail: str = "") -> None:
        super().__init__(word)
        self.word, self.detail = word, detail

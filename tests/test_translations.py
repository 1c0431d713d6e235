"""The check of the translations finds what parallel edits leave behind."""

import re

from babel.messages.pofile import read_po

from tools.translations import FOLDER, doubled

ONE = '#: a comment\nmsgid "Apply"\nmsgstr "Áp dụng"\n'
LONG = 'msgid ""\n"Undo the "\n"reform"\nmsgstr "Hoàn tác"\n'


def test_a_sentence_that_stands_twice_is_found_however_it_is_broken():
    assert doubled(ONE + "\n" + LONG) == []
    assert doubled("\n".join([ONE, LONG, ONE])) == ["Apply"]
    assert doubled(LONG + '\nmsgid "Undo the reform"\nmsgstr "Bỏ"\n') == ["Undo the reform"]


def test_the_head_of_the_file_and_withdrawn_sentences_are_no_doubles():
    head = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n'
    assert doubled(head + "\n" + ONE + '\n#~ msgid "Apply"\n#~ msgstr "Áp"\n') == []


OF_CHILDREN = ("Are you a girl or a boy?", "Next child", "Look after the children of this session")


def test_the_house_speaks_to_those_who_work_in_it_as_official_letters_do():
    """They are "anh/chị", on every page and in every mail; "bạn" are children among themselves."""
    catalog = read_po((FOLDER / "django.po").open("rb"), locale="vi")
    told = [str(m.string) for m in catalog if not str(m.id).startswith(OF_CHILDREN)]
    assert [words for words in told if re.search(r"\bbạn\b", words, re.IGNORECASE)] == []

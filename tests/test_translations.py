"""The check of the translations finds what parallel edits leave behind."""

from tools.translations import doubled

ONE = '#: a comment\nmsgid "Apply"\nmsgstr "Áp dụng"\n'
LONG = 'msgid ""\n"Undo the "\n"reform"\nmsgstr "Hoàn tác"\n'


def test_a_sentence_that_stands_twice_is_found_however_it_is_broken():
    assert doubled(ONE + "\n" + LONG) == []
    assert doubled("\n".join([ONE, LONG, ONE])) == ["Apply"]
    assert doubled(LONG + '\nmsgid "Undo the reform"\nmsgstr "Bỏ"\n') == ["Undo the reform"]


def test_the_head_of_the_file_and_withdrawn_sentences_are_no_doubles():
    head = 'msgid ""\nmsgstr ""\n"Language: vi\\n"\n'
    assert doubled(head + "\n" + ONE + '\n#~ msgid "Apply"\n#~ msgstr "Áp"\n') == []

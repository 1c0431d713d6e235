"""Options of lists are kept for the next page, and escaped whatever was asked for before."""

from django.utils.safestring import SafeString

from mangnon.ui.templatetags.choices import option_list


def test_words_are_escaped_though_the_same_words_came_marked_as_safe():
    told = "<b>Sở Y tế</b>"
    for words in (SafeString(told), told):
        assert "&lt;b&gt;Sở Y tế" in option_list([(1, words)], 1)
        assert "<b>" not in option_list([(1, words)], 1)


def test_the_one_that_is_chosen_is_marked_by_its_value_not_by_its_sign():
    assert "selected" in option_list([(1, "Một")], 1)
    assert "selected" not in option_list([(1, "Một")], "1")

"""The options of a list to choose from; a template takes many times as long for hundreds."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
SELECTED = SafeString(" selected")
KEPT = 256  # lists; most people choose from the same few, such as the organisations of the province


@register.simple_tag
def option_list(choices: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """Return an option for each value and its words, the chosen one marked."""
    return _options(tuple((str(value), value == chosen, str(words)) for value, words in choices))


@lru_cache(KEPT)
def _options(told: tuple[tuple[str, bool, str], ...]) -> SafeString:
    """Escape whatever comes: text that is marked as safe is the same key as text that is not."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            (escape(value), SELECTED if is_chosen else "", escape(words))
            for value, is_chosen, words in told
        ),
    )

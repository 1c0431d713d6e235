"""The options of a list to choose from; a template takes twice as long for hundreds."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
SELECTED = SafeString(" selected")


@register.simple_tag
def option_list(choices: Iterable[tuple[object, object]], chosen: object) -> SafeString:
    """Return an option for each value and its words, the chosen one marked."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value == chosen else "", words) for value, words in choices),
    )

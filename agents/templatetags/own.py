"""Filters for the pages of one's own account: keys and codes in groups, and how the page was opened."""

from django import template

from agents import second_factor

register = template.Library()


@register.filter
def fours(text: str) -> list[str]:
    """Cut a key or a code into groups that can be read and typed."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


@register.simple_tag(takes_context=True)
def opened_by_number(context) -> bool:
    return second_factor.opened_by_number(context["request"])


@register.simple_tag(takes_context=True)
def address_by_name(context) -> str:
    return second_factor.address_by_name(context["request"])

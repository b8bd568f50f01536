"""Which of the problems shown can be fixed in the editor."""

from collections.abc import Mapping

from django import template

from agents.definition.reading import Problem

register = template.Library()


@register.filter
def key_in(problem: Problem, fixes: Mapping[Problem, str] | None) -> str:
    """The name of the finding that the editor offers a fix for, or nothing."""
    return (fixes or {}).get(problem, "")

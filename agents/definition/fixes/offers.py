"""Which fix there is for which problem: the first that proves to be right."""

from collections.abc import Callable, Iterator

from agents.definition.fixes import characters, fencing, keys, naming, quoting, words
from agents.definition.fixes.fix import Fix
from agents.definition.fixes.proof import is_proven
from agents.definition.fixes.spot import Spot
from agents.definition.reading import Problem, Reading

Offer = Callable[[Spot], Iterator[Fix]]

_BY_CODE: dict[str, tuple[Offer, ...]] = {
    "frontmatter.missing": (characters.plain_line_ends, fencing.open_first),
    "frontmatter.unclosed": (fencing.close,),
    "frontmatter.early_fence": (quoting.write_without_fence,),
    "frontmatter.fence_tail": (fencing.part_tail,),
    "frontmatter.indented_fence": (fencing.outdent,),
    "frontmatter.line_separator": (characters.clean_frontmatter,),
    "frontmatter.control": (characters.clean_frontmatter,),
    "yaml.invalid": (quoting.spaces_for_tabs, quoting.rewrite_values),
    "yaml.refused": (characters.drop_nul,),
    "yaml.repaired": (quoting.spaces_for_tabs, quoting.quote_as_the_client),
    "yaml.tag": (quoting.quote_value,),
    "yaml.anchor": (quoting.quote_value,),
    "value.comment": (quoting.quote_value,),
    "value.invisible": (characters.clean_value,),
    "value.zero_width": (characters.clean_value,),
    "name.missing": (naming.add_name,),
    "name.not_text": (quoting.quote_value, naming.add_name),
    "name.dash": (naming.rename,),
    "name.colon": (naming.rename,),
    "name.too_long": (naming.rename,),
    "name.path": (naming.rename,),
    "name.blank": (naming.rename,),
    "name.style": (naming.rename,),
    "name.padded": (naming.trim_name,),
    "description.missing": (naming.add_description,),
    "description.not_text": (quoting.quote_value,),
    "description.blank": (naming.add_description,),
    "description.backslash_n": (naming.write_line_ends,),
    "field.unknown": (keys.rename_key,),
    "field.repeated": (keys.drop_ignored,),
    "hooks.dropped": (keys.rename_event,),
    "mcpServers.ignored": (words.list_servers,),
    "model.unknown": (words.choose_closest,),
    "tools.unknown": (words.write_tool,),
    "tools.renamed": (words.write_tool,),
    "tools.specifier": (words.write_tool,),
    "tools.gone": (words.take_out,),
    "tools.contradiction": (words.take_out,),
    "text.bom": (characters.drop_byte_order_mark,),
    "text.line_ends": (characters.plain_line_ends,),
    "text.nul": (characters.drop_nul,),
    "text.control": (characters.clean_body,),
    "text.private": (characters.clean_body,),
}


def offer(text: str, reading: Reading, problem: Problem, *, stem: str = "") -> Fix | None:
    """Return the fix for ``problem``, one of those ``reading`` tells of ``text``; None where a person must decide."""
    spot = Spot(text, problem, reading, stem)
    for way in _ways(problem.code):
        for fix in way(spot):
            if is_proven(text, reading, problem, fix):
                return fix
    return None


def _ways(code: str) -> tuple[Offer, ...]:
    if code.endswith(".ignored"):
        return _BY_CODE.get(code, (words.choose_closest,))
    return _BY_CODE.get(code, ())

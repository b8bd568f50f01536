"""Rendering piece by piece, from memory or not, gives what rendering the whole at once gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.definition.preview import DEADLINE, Renderer
from agents.definition.rendering import pieces
from agents.definition.rendering.cut import cut

SCRAPS = [
    *("- ", "* ", "1. ", "2) ", "> ", "# ", "a", "*b*", "[a]", "`", "```", "~~~", "---", "***", "==="),
    *("\n", "\n", "\n\n", "\n\n", "  ", "   ", "    ", "\t", "| a |", "|---|", "<x>", "&amp;", "\\", "~~"),
]
markdown = st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join)
used = Renderer(deadline=DEADLINE)


@settings(max_examples=300, deadline=None)
@given(markdown)
def test_pieces_joined_are_the_whole(text):
    joined = used.render(text).html
    whole = pieces.render_piece(text)

    assert joined.replace(">\n<", "><") == filled(whole).replace(">\n<", "><")


def filled(template):
    names = {}
    values = []
    for place in template.places:
        if isinstance(place, str):
            number = names[place] = names.get(place, -1) + 1
            values.append(f"{place}-{number}" if number else place)
        else:
            values.append(place)
    return template.html % tuple(values)


@settings(max_examples=100, deadline=None)
@given(st.lists(markdown, min_size=1, max_size=6), st.integers(1, 500))
def test_a_used_memory_changes_nothing(edits, first_line):
    for text in edits:
        fresh = Renderer(deadline=DEADLINE).render(text, first_line=first_line)

        assert used.render(text, first_line=first_line) == fresh


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_shown(text):
    assert used.render(text).notice is None


@given(markdown)
def test_pieces_keep_every_line_that_is_not_blank(text):
    lines = text.split("\n")

    for piece in cut(text):
        count = piece.text.count("\n") + 1
        assert piece.text.split("\n") == lines[piece.line - 1 : piece.line - 1 + count]
    assert sum(map(words, (piece.text for piece in cut(text)))) == words(text)


def words(text):
    return len("".join(text.split()))


def test_a_keystroke_renders_one_piece(monkeypatch):
    rendered = []

    def render_piece(text, *, references):
        rendered.append(text)
        return pieces.render_piece(text, references=references)

    monkeypatch.setattr("agents.definition.preview.render_piece", render_piece)
    renderer = Renderer(deadline=DEADLINE)
    text = "\n".join(f"## Part {n}\n\nText {n}.\n\n- one\n- two {n}\n" for n in range(100))
    renderer.render(text)
    rendered.clear()

    renderer.render(text.replace("Text 50.", "Text 50, longer.\n"), first_line=3)

    assert rendered == ["Text 50, longer."]

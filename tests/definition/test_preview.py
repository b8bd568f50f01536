"""What a preview shows: GitHub's reading of the text, every block with its line, tags as text."""

import re
from pathlib import Path

import pytest

from agents.definition.preview import render

TASKS = (
    '<ul><li class="task"><span class="box">☑</span> a</li>'
    '<li class="task"><span class="box">☐</span> <em>b</em></li></ul>'
)
GOLDEN = Path(__file__).parent.parent / "golden" / "preview"


@pytest.mark.parametrize("source", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_a_golden_text_shows_as_agreed(source):
    shown = render(source.read_text()).html

    assert shown.replace("><", ">\n<") + "\n" == source.with_suffix(".html").read_text()


def bare(text):
    """The preview without the line numbers."""
    return re.sub(r' data-line="\d+"', "", render(text).html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("para\n- a\n- b", "<p>para</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("7. a\n8. b", '<ol start="7"><li>a</li><li>b</li></ol>'),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n\n      code", "<ul><li><p>a</p><pre><code>code\n</code></pre></li></ul>"),
        ("- ```py\n  x\n  ```", '<ul><li><pre><code class="language-py">x\n</code></pre></li></ul>'),
        ("````\n```\n````", "<pre><code>```\n</code></pre>"),
        ("text\n# head", '<p>text</p><h1 id="user-content-head">head</h1>'),
        ("head\n===", '<h1 id="user-content-head">head</h1>'),
        ("a\n***\nb", "<p>a</p><hr><p>b</p>"),
        ("> a\nb", "<blockquote><p>a\nb</p></blockquote>"),
        ("- [x] a\n- [ ] *b*", TASKS),
        ("a  \nb\\\nc", "<p>a<br>b<br>c</p>"),
        ("2. not after\n\ntext\n2. a list", '<ol start="2"><li>not after</li></ol><p>text\n2. a list</p>'),
    ],
)
def test_the_structure_is_githubs(text, shown):
    assert bare(text).replace(">\n<", "><") == shown


def test_a_table_needs_no_blank_line_before_it():
    assert bare("text\n| a |\n|---|\n| b |") == (
        '<p>text</p><div class="table-wrap"><table><thead><tr><th>a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table></div>"
    )


@pytest.mark.parametrize(
    "text", ["<example>", "<b onclick=x>", "<!-- *note* -->", "{{ name }}", "{% if %}", "<script>1</script>", "</p>"]
)
def test_what_looks_like_a_tag_is_shown_as_it_is_written(text):
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")

    assert bare(text) == f"<p>{escaped}</p>"


def test_markup_over_several_lines_keeps_its_lines():
    assert bare("<example>\nuser: hi\n</example>").startswith('<p class="tagged">&lt;example&gt;\nuser')


def test_headings_of_one_name_are_told_apart():
    assert [name in render("# A\n\n# A\n\n## A").html for name in ('-a"', '-a-1"', '-a-2"')] == [True] * 3


def test_a_definition_serves_the_whole_text():
    assert "https://a.example" in render("[x]\n\ntext\n\n[X]: https://a.example").html


def test_a_new_definition_changes_what_was_rendered_before():
    assert "<a" not in render("[late]\n\ntext").html

    assert "<a" in render("[late]\n\ntext\n\n[late]: /x").html


def test_an_empty_text_shows_nothing():
    assert render("").html == render("\n \n").html == ""


def test_windows_line_ends_show_the_same():
    assert render("- a\r\n- b\r\n\r\ntext") == render("- a\n- b\n\ntext")


def test_lines_are_those_of_the_whole_text():
    shown = render("# A\n\n- b\n- c\n\n| d |\n|---|\n| e |\n\n```\nf\n```", first_line=10).html

    for block in ('<h1 data-line="10"', '<ul data-line="12"><li data-line="12"', '<li data-line="13"'):
        assert block in shown
    for block in ('<table data-line="15"', '<tr data-line="17"', '<pre data-line="19"'):
        assert block in shown


def test_text_that_looks_like_a_line_number_is_left_alone():
    assert 'data-line="1"&gt;%s %d' in render('text <p data-line="1">%s %d', first_line=9).html

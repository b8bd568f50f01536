"""What the real server sends is what we wrote, less the comments."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from agentsite.static_storage import OURS, HashedFiles, lean

ROOT = Path(__file__).parent.parent
MODULE = """/* What this is for;
   on two lines. */
import { b } from "./b.js";

export function go() {
  /* On a line of its own. */
  const path = "/* kept */"; /* kept: not alone */
  return b(path); // kept
}
"""


def collected(folder: Path, **files: str) -> dict[str, str]:
    """Collect these modules of a folder js; return what is sent of each."""
    for place in (folder / "js", folder / "sent/js"):
        place.mkdir(parents=True)
        for name, text in files.items():
            (place / f"{name}.js").write_text(text)
    target = HashedFiles(location=folder / "sent", base_url="/static/")
    paths = {f"js/{name}.js": (FileSystemStorage(folder), f"js/{name}.js") for name in files}
    hashed = {old: new for old, new, _ in target.post_process(paths) if new.endswith(".js")}
    return {name: (folder / "sent" / hashed[f"js/{name}.js"]).read_text() for name in files}


def test_comments_on_lines_of_their_own_are_not_sent(tmp_path):
    sent = collected(tmp_path, a=MODULE, b="export const b = String;\n")

    assert sent["b"] == "export const b = String;\n"
    first, *rest = sent["a"].splitlines()
    assert first.startswith('import { b } from "./b.')
    assert rest == [
        "",
        "export function go() {",
        '  const path = "/* kept */"; /* kept: not alone */',
        "  return b(path); // kept",
        "}",
    ]


def test_a_style_sheet_is_sent_without_its_indentation():
    assert (
        lean("css/frame.css", "@layer a {\n  /* Why. */\n  b c {\n    d: e;\n  }\n}\n")
        == "@layer a {\nb c {\nd: e;\n}\n}\n"
    )


def test_what_others_made_is_sent_with_its_licence():
    assert OURS.fullmatch("js/editor/sheet.js")
    assert OURS.fullmatch("css/frame.css")
    for path in ("vendor/codemirror.js", "django_htmx/htmx-2.min.js", "vendor/lucide/LICENSE", "icons.svg"):
        assert not OURS.fullmatch(path)

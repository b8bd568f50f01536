"""The guard: hostile YAML is turned away before anything is built."""

import pytest

from agents.definition import yaml12, yaml_guard
from agents.definition.yaml_guard import YamlInvalid, YamlRefused


def chained_merges(links: int) -> str:
    lines = ["k0: &k0 {a: 1}"]
    lines += [f"k{n}: &k{n} {{<<: [*k{n - 1}, *k{n - 1}]}}" for n in range(1, links)]
    return "\n".join(lines)


def laughs(levels: int) -> str:
    lines = ["v0: &v0 [ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"v{n}: &v{n} [{', '.join([f'*v{n - 1}'] * 8)}]" for n in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "open brackets": "[" * 200_000,
    "open braces": "{a: " * 100_000,
    "dashes in a line": "- " * 100_000,
    "question marks": "? " * 100_000,
    "growing indentation": "".join(" " * n + "a:\n" for n in range(400)),
    "chained merge keys": chained_merges(26),
    "aliases of aliases": laughs(12),
    "a list within itself": "a: &a [*a]",
    "a map within itself": "a: &a {b: *a}",
    "too many values": "a: [" + "1," * 200_000 + "]",
    "too many keys": "\n".join(f"k{n}: v" for n in range(20_000)),
    "a NUL": "a: b\0c",
    "half a surrogate pair": "a: \ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_yaml_is_refused_with_a_line_and_never_built(text):
    with pytest.raises(YamlRefused) as refused:
        yaml_guard.check(text)

    assert refused.value.line >= 1
    assert str(refused.value).endswith(".")

    with pytest.raises(YamlRefused):
        yaml12.load(text)


@pytest.mark.parametrize(
    "text",
    ["a: b", "", "- 1\n- 2", "a: " + "long " * 100_000, "a: &x b\nc: *x", "a: &m {b: 1}\nc: {<<: *m}"],
    ids=["a pair", "nothing", "a list", "a long value", "an alias", "one merge"],
)
def test_ordinary_yaml_passes(text):
    yaml_guard.check(text)


def test_the_limits_are_kept_exactly():
    depth, nodes = yaml_guard.MAX_DEPTH, yaml_guard.MAX_NODES

    yaml_guard.check("[" * depth + "]" * depth)
    yaml_guard.check("[" + "1," * (nodes - 1) + "]")

    with pytest.raises(YamlRefused, match="nested"):
        yaml_guard.check("[" * (depth + 1) + "]" * (depth + 1))
    with pytest.raises(YamlRefused, match="10,000 values"):
        yaml_guard.check("[" + "1," * nodes + "]")


@pytest.mark.parametrize("text", ["a: 'b", "a: [b", "a: b: c", "a: *nobody", "\ta", "%x", "a: |x", "!u!x y"])
def test_text_that_is_not_yaml_is_invalid_rather_than_refused(text):
    with pytest.raises(YamlInvalid) as invalid:
        yaml_guard.check(text)

    assert not isinstance(invalid.value, YamlRefused)


def test_a_refusal_names_the_line_it_is_about():
    with pytest.raises(YamlRefused) as refused:
        yaml_guard.check("a: 1\nb: 2\nc: " + "[" * 30)

    assert refused.value.line == 3


@pytest.mark.parametrize("escape", ["\\0", "\\x00"])
def test_an_escape_cannot_smuggle_a_nul_into_a_value(escape):
    with pytest.raises(YamlRefused, match="NUL"):
        yaml12.load(f'a: "b{escape}c"')

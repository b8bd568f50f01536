"""Hand-labelled files of fourteen repositories: how many of their edges are found, how many are wrong."""

import pytest

from tests.definition.edges.gold import scores, total

pytestmark = pytest.mark.shared


def test_nearly_all_labelled_edges_are_found_and_hardly_any_other(shared):
    parts = scores(shared / "corpus")
    whole = total(parts.values())

    for repository, score in parts.items():
        print(f"{repository}: {score}")
    print(
        f"together: {whole}",
        *[f"missed {one}" for one in whole.missed],
        *[f"wrong {one}" for one in whole.wrong],
        sep="\n",
    )
    assert whole.right > 150
    assert whole.precision >= 0.97
    assert whole.recall >= 0.95

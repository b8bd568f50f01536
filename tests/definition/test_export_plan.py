"""What an export would do, decided from names alone."""

from agents.definition.export_plan import Step, Verb, fingerprint, plan_export, to_write


def verbs(steps):
    return {step.path: step.verb for step in steps}


def test_a_file_that_is_not_there_is_added():
    assert plan_export({"agents/qa.md": "1"}, {}) == [Step("agents/qa.md", Verb.ADD, "1", None)]


def test_the_same_bytes_are_unchanged():
    assert verbs(plan_export({"a.md": "1"}, {"a.md": "1"})) == {"a.md": Verb.UNCHANGED}


def test_an_older_text_of_ours_is_updated():
    assert verbs(plan_export({"a.md": "2"}, {"a.md": "1"}, held={("a.md", "1")})) == {"a.md": Verb.UPDATE}


def test_an_older_text_of_another_file_of_ours_differs():
    assert verbs(plan_export({"a.md": "2"}, {"a.md": "1"}, held={("b.md", "1")})) == {"a.md": Verb.DIFFERS}


def test_a_file_that_cannot_be_read_is_blocked_with_its_reason():
    [step] = plan_export({"a.md": "2"}, {}, blocked={"a.md": "It is a symbolic link."})

    assert (step.verb, step.reason) == (Verb.BLOCKED, "It is a symbolic link.")


def test_steps_stand_in_the_order_of_their_paths():
    assert [step.path for step in plan_export({"b.md": "1", "a.md": "1", "B.md": "1"}, {})] == ["B.md", "a.md", "b.md"]


def test_what_differs_is_written_only_when_named():
    steps = plan_export({"a.md": "2", "b.md": "2", "c.md": "2", "d.md": "1"}, {"a.md": "x", "b.md": "y", "d.md": "1"})

    assert [step.path for step in to_write(steps)] == ["c.md"]
    assert [step.path for step in to_write(steps, overwrite={"a.md", "d.md"})] == ["a.md", "c.md"]


def test_a_plan_has_another_name_as_soon_as_anything_in_it_changes():
    plans = [
        plan_export({"a.md": "2"}, {}),
        plan_export({"a.md": "1"}, {}),
        plan_export({"b.md": "2"}, {}),
        plan_export({"a.md": "2"}, {"a.md": "1"}),
        plan_export({"a.md": "2"}, {"a.md": "1"}, held={("a.md", "1")}),
    ]

    assert len({fingerprint(steps) for steps in plans}) == len(plans)

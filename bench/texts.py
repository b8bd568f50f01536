"""Agents to measure with: as long as real ones are, none like another."""

from itertools import count

BODY_BYTES = 4_096


def source(number: int) -> str:
    tools = ("", "tools: Read, Grep, Glob, Bash\n", "tools: Read\n")[number % 3]
    model = ("", "model: sonnet\n", "model: haiku\n", "model: opus\n")[number % 4]
    description = f"Does the work of agent {number}: reads, plans, writes and checks. Use it after every change."
    sections = (f"## Part {n} of {number}\n\nSay **what** it does.\n\n- read\n- write `code`\n\n" for n in count())
    body = ""
    while len(body) < BODY_BYTES:
        body += next(sections)
    return f"---\nname: agent-{number:05}\ndescription: {description}\n{tools}{model}---\n\n{body}"

"""The description of the house is true: every room and every decision stands in docs/architecture.md."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

DOCS: Path = settings.BASE_DIR / "docs"
NOT_ROOMS = {"__init__.py", "settings.py", "urls.py", "wsgi.py"}  # named together in one line


def test_every_room_and_module_of_the_kernel_is_listed():
    rooms = (DOCS / "architecture.md").read_text().split("## How a request travels")[0]
    kernel = settings.BASE_DIR / "thiduakt"
    modules = {path.name for path in kernel.glob("*.py")} - NOT_ROOMS
    packages = {f"{path.parent.name}/" for path in kernel.glob("*/__init__.py")}

    assert sorted(name for name in modules | packages if name not in rooms) == []


def test_decisions_are_numbered_without_a_gap_and_all_listed():
    told = (DOCS / "architecture.md").read_text()
    files = sorted(path.name for path in (DOCS / "adr").glob("*.md"))

    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert re.findall(r"\| \[\d{4}\]\(adr/([^)]+)\)", told) == files
    for name in files:
        assert (DOCS / "adr" / name).read_text().startswith(f"# {name[:4]}. "), name


def test_every_command_that_is_told_exists():
    places = [*DOCS.glob("*.md"), settings.BASE_DIR / "README.md", settings.BASE_DIR / "Makefile"]
    text = "\n".join(place.read_text() for place in places)
    told = set(re.findall(r"^ {4}thiduakt (\w+)|manage\.py (\w+)|\$\(MANAGE\) (\w+)", text, re.MULTILINE))

    commands = {name for names in told for name in names if name}
    assert len(commands) > 10
    assert sorted(commands - set(get_commands())) == []

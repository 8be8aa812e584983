"""The rules of the house, asked of the whole tree. Each test says which mistake it stops; the guards are in `guards.py`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from thiduakt.documents.kinds import Frame

from . import guards

ROOT: Path = settings.BASE_DIR
CODE = ("thiduakt", "campaigns", "nominations", "awards")
TEXT_SUFFIXES = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".yaml", ".json", ".svg", ".xml"}
TEXT_NAMES = {"Makefile", "run", "setup", "test", "lint", ".gitignore", ".npmrc"}
TEXT_FOLDERS = (*CODE, "templates", "static", "fixtures", "tests", "docs", ".ci")

# Where text may go to the page unescaped, and why it is harmless there.
SAFE_PLACES = {
    "templates/documents/base_official.html": "the paper's body: rich text of the closed schema, cleaned on saving",
    "templates/documents/partials/appendix.html": "the appendix's body: rich text of the closed schema, cleaned on saving",
    "templates/writings/text.html": "a writing to read: rich text of the closed schema, cleaned on saving",
}

# Templates that a library asks for by name.
LIBRARY_TEMPLATES = {"bootstrap5/errors.html": "crispy-forms: what is wrong with the whole form"}

# Where SQL may be written by hand, and why the ORM cannot say it.
SQL_PLACES = {
    "nominations/ballots/management/commands/shred_ballots.py": "PostgreSQL alone writes over what rows have left behind",
    "thiduakt/home/upkeep/databases.py": "databases are made, renamed and dropped by PostgreSQL's own words",
    "thiduakt/intake/services/checking.py": "a number of its own for each of 10,000 rows: the ORM takes 20 times as long",
    "thiduakt/pages.py": "a list counts its states: what the ORM wrote for one of them is repeated for each",
}


def _files(*folders: str, suffix: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if "__pycache__" not in path.parts:
                yield path


def _code() -> dict[str, str]:
    """Every Python file of ours but migrations, by its path from the root."""
    files = (path for path in _files(*CODE, suffix=".py") if "migrations" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in files}


def _templates() -> dict[str, str]:
    """Every template by the name that Django knows it by."""
    return {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text()
        for path in _files("templates", suffix="")
        if path.is_file()
    }


def _texts() -> dict[str, str]:
    """Every text file of the tree."""
    inside = (path for path in _files(*TEXT_FOLDERS, suffix="") if path.suffix in TEXT_SUFFIXES or path.name in TEXT_NAMES)
    beside = (path for path in sorted(ROOT.iterdir()) if path.suffix in TEXT_SUFFIXES or path.name in TEXT_NAMES)
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in (*inside, *beside) if path.is_file()}


def _models() -> list[type[models.Model]]:
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in CODE]
    return [model for config in ours for model in config.get_models()]


def _found(files: dict[str, str], guard: Callable[[str], list[str]]) -> list[str]:
    return [f"{path}: {problem}" for path, text in files.items() for problem in guard(text)]


def _found_in_models(guard: Callable[[type[models.Model]], list[str]]) -> list[str]:
    return [f"{model._meta.label}: {problem}" for model in _models() for problem in guard(model)]


def test_state_is_written_only_by_the_workflow():
    """A state set by hand passes no permission, no blocker and no audit."""
    code = {path: text for path, text in _code().items() if path != "thiduakt/workflow.py"}

    assert _found(code, guards.states_written) == []


def test_rules_neither_read_the_clock_nor_take_a_request():
    """A service that asks what day it is cannot be tried at another day, nor run from the command line."""
    rules = re.compile(r"(^|/)(services(/\w+)?|policies|flows?|queries)\.py$|^thiduakt/(workflow|permissions)\.py$")
    code = {path: text for path, text in _code().items() if rules.search(path)}

    assert _found(code, guards.clocks_and_requests) == []


def test_no_signals_and_no_gettext():
    """What follows from an act stands in the service that does it; what users read stands where it is used."""
    assert _found(_code(), guards.forbidden_imports) == []


def test_functions_are_short():
    """God functions grow one reasonable branch at a time."""
    assert _found(_code(), guards.long_functions) == []


def test_files_are_short():
    """God files grow one reasonable view at a time."""
    templates = {f"templates/{name}": text for name, text in _templates().items() if name.endswith(".html")}
    files = {**_code(), **templates}

    assert [f"{path}: {problem}" for path, text in files.items() for problem in guards.too_long(path, text)] == []


def test_sql_is_written_by_hand_only_where_said():
    """Hand-written SQL is where injection, and a difference between the two databases, come in."""
    found = {path for path, text in _code().items() if guards.raw_sql(text)}

    assert found == set(SQL_PLACES)


def test_text_goes_to_the_page_unescaped_only_where_said():
    """One careless `safe` lets a name run as a script."""
    files = {**_code(), **{f"templates/{name}": text for name, text in _templates().items()}}
    found = {path for path, text in files.items() if guards.marks_as_safe(path, text)}

    assert found == set(SAFE_PLACES)


def test_templates_carry_no_style_and_no_script():
    """The content security policy would refuse it, silently, in production only."""
    assert _found(_templates(), guards.inline_code) == []


def test_every_form_that_posts_carries_its_token_and_its_one_time_key():
    """A form pressed twice would do twice what was asked for once."""
    assert _found(_templates(), guards.forms_without_token) == []


def test_every_template_is_used():
    """A template that nobody shows is still read, mended and feared."""
    shown = {*_names_of_views(get_resolver()), *LIBRARY_TEMPLATES, *(f"documents/{frame}.html" for frame in Frame)}

    assert guards.unused_templates(_templates(), _code().values(), shown) == []


def _names_of_views(resolver: URLResolver) -> Iterator[str]:
    """Templates that views choose by convention: `template_name`, or app/model and a suffix."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names_of_views(pattern)
        elif isinstance(pattern, URLPattern) and (view := getattr(pattern.callback, "view_class", None)):
            if name := getattr(view, "template_name", None):
                yield name
            model, suffix = getattr(view, "model", None), getattr(view, "template_name_suffix", None)
            if model and suffix:
                yield f"{model._meta.app_label}/{model._meta.model_name}{suffix}.html"


def test_models_and_fields_have_vietnamese_names():
    """A field without a name meets the user in English."""
    assert _found_in_models(guards.untitled) == []


def test_relations_point_downwards():
    """A foreign key written as a string slips past import-linter and ties the rooms in a circle."""
    assert _found_in_models(guards.relations_upwards) == []


def test_the_audit_log_points_to_nobody():
    """With a foreign key, deleting a person would need the log to change."""
    relations = [
        f"{m.__name__}.{f.name}" for m in apps.get_app_config("audit").get_models() for f in m._meta.fields if f.is_relation
    ]

    assert relations == []


def test_choices_are_held_by_the_database():
    """`choices` is checked by forms alone: a service or a script may write anything."""
    assert _found_in_models(guards.choices_without_check) == []


def test_files_are_not_kept_under_their_users_names():
    """A path that can be guessed is read past every permission; a name may hold what a file system should not see."""
    assert _found_in_models(guards.file_fields) == []


def test_default_orders_are_stable():
    """Where rows tie, a paged list shows one row twice and another never."""
    assert _found_in_models(guards.unstable_ordering) == []


def test_models_begin_with_their_vietnamese_term():
    """Whoever knows only the law's word, or only the class, finds the other."""
    assert [model._meta.label for model in _models() if guards.without_term(model.__doc__)] == []


def test_text_is_composed():
    """“ế” in two pieces is not found by a search for “ế”, and ReportLab draws it broken."""
    assert _found(_texts(), guards.not_composed) == []


def test_no_path_of_one_machine_and_no_registry():
    """What works on the writer's machine alone."""
    assert _found(_texts(), guards.machine_paths) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_requirements_are_pinned(name):
    """An unpinned package makes two machines differ."""
    assert guards.unpinned_requirements((ROOT / name).read_text()) == []


def test_every_decision_is_listed():
    """An ADR that architecture.md does not name is not found when it is needed."""
    overview = (ROOT / "docs" / "architecture.md").read_text()

    assert [path.name for path in _files("docs/adr", suffix=".md") if f"adr/{path.name}" not in overview] == []

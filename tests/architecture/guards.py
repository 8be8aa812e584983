"""The guards themselves: pure functions that are given a file's text, or a model, and name what is wrong with it.

`test_guards.py` asks them about the project, `test_guards_bite.py` about bad samples.
"""

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Q

LONGEST_FUNCTION = 40
LONGEST_PYTHON_FILE = 400
LONGEST_SETTINGS = 285
LONGEST_TEMPLATE = 150

# Low to high: a relation may point to its own room or to one before it, never to one after it.
ROOMS = (
    "auth",
    "contenttypes",
    "once",
    "audit",
    "school",
    "notices",
    "catalog",
    "ledger",
    "intake",
    "documents",
    "plans",
    "campaigns",
    "targets",
    "scoring",
    "contests",
    "registrations",
    "exemplars",
    "reporting",
    "councils",
    "ballots",
    "writings",
    "initiatives",
    "judging",
    "dossiers",
    "meetings",
    "appraisals",
    "feedback",
    "council_sessions",
    "decisions",
    "rewards",
    "certificates",
    "publications",
    "ceremonies",
    "packs",
    "statistics",
    "closing",
)


# Python text


def states_written(source: str) -> list[str]:
    """Places that write a `state`: by assignment, `update`, `update_or_create`, `setattr` or `bulk_update`."""
    return [f"line {node.lineno}" for node in ast.walk(ast.parse(source)) if _writes_state(node)]


def _writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "state" and isinstance(node.ctx, ast.Store)
    if not isinstance(node, ast.Call):
        return False
    match _called(node):
        case "update" | "aupdate":
            spread = [keyword.value for keyword in node.keywords if keyword.arg is None]
            return any(keyword.arg == "state" for keyword in node.keywords) or _name_state(spread)
        case "update_or_create" | "aupdate_or_create":
            return _name_state(
                [keyword.value for keyword in node.keywords if keyword.arg in {"defaults", "create_defaults"}]
            )
        case "setattr" | "bulk_update":
            return _name_state(node.args[1:])
    return False


def _name_state(arguments: list[ast.expr]) -> bool:
    return any(
        isinstance(node, ast.Constant) and node.value == "state" for argument in arguments for node in ast.walk(argument)
    )


def raw_sql(source: str) -> list[str]:
    """SQL written by hand: `.raw()`, `.extra()`, `RawSQL`, `.cursor()`."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        f"line {call.lineno}: {_called(call)}" for call in calls if _called(call) in {"raw", "extra", "RawSQL", "cursor"}
    ]


def clocks_and_requests(source: str) -> list[str]:
    """A rule that reads the clock, or takes a web request, cannot be tried at another moment or from the command line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in {"now", "today", "utcnow", "localdate", "localtime"}:
            if not node.args:  # localdate(at) turns a given moment into a date
                found.append(f"line {node.lineno}: {_called(node)}()")
        elif isinstance(node, ast.arg) and node.arg == "request":
            found.append(f"line {node.lineno}: request")
    return found


def forbidden_imports(source: str) -> list[str]:
    """Signals hide what follows from an act; gettext hides the law's words in another file."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found += [f"line {node.lineno}: {name}" for name in names if re.search(r"\bgettext|\.gettext|models\.signals", name)]
    return found


def long_functions(source: str) -> list[str]:
    """Functions of more than 40 lines."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    sizes = ((node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions)
    return [f"line {node.lineno}: {node.name} has {size} lines" for node, size in sizes if size > LONGEST_FUNCTION]


def too_long(path: str, text: str) -> list[str]:
    if path.endswith("settings.py"):
        limit = LONGEST_SETTINGS
    else:
        limit = LONGEST_PYTHON_FILE if path.endswith(".py") else LONGEST_TEMPLATE
    size = len(text.splitlines())
    return [f"{size} lines, at most {limit}"] if size > limit else []


def marks_as_safe(path: str, text: str) -> list[str]:
    """Places where text goes to the page without being escaped."""
    if path.endswith(".py"):
        pattern = r"\b(mark_safe|SafeString|SafeText|html_safe)\b(?=\()|\bis_safe\s*=\s*True"
    else:
        pattern = r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off"
    return [f"line {line}" for line in _lines_of(pattern, text)]


def unpinned_requirements(text: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("-") and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)]


# Templates


def inline_code(text: str) -> list[str]:
    """Style or behaviour inside a page: the content security policy of the site would refuse it, silently."""
    rules = {
        "style attribute": r"<[^>]*\sstyle\s*=",
        "style element": r"<style\b",
        "event attribute": r"<[^>]*\son[a-z]+\s*=",
        "script body": r"<script\b(?![^>]*\ssrc=)",
        "javascript: address": r"javascript:",
    }
    without_comments = re.sub(r"\{#.*?#\}", "", text)
    return [f"line {line}: {name}" for name, rule in rules.items() for line in _lines_of(rule, without_comments)]


def forms_without_token(text: str) -> list[str]:
    """Forms that post and neither write `{% csrf_token %}`, which carries the one-time key too, nor include what does."""
    forms = re.finditer(r"<form\b[^>]*\bmethod=\"post\"[^>]*>(.*?)</form>", text, re.DOTALL | re.IGNORECASE)
    kept = r"\{% csrf_token %\}|components/move_fields\.html"
    return [f"line {text.count(chr(10), 0, form.start()) + 1}" for form in forms if not re.search(kept, form[1])]


def unused_templates(templates: dict[str, str], sources: Iterable[str], shown: Iterable[str]) -> list[str]:
    """Templates that no code, no other template and no view (`shown`) names. Django itself looks for the pages of errors."""
    named = set(shown) | {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    for name in templates:
        others = (text for other, text in templates.items() if other != name)
        if any(name in text for text in others) or any(name in text for text in sources):
            named.add(name)
    return sorted(set(templates) - named)


# Models


def untitled(model: type[models.Model]) -> list[str]:
    """A model or field without a name of its own, or with one that is not lower-case Vietnamese."""
    found = []
    if "verbose_name" not in model._meta.original_attrs:
        found.append("no verbose_name")
    names = [("", str(model._meta.verbose_name))]
    inherited = {field.name for base in model.__mro__ if base.__module__.startswith("django.") for field in _fields(base)}
    names += [(f"{field.name}: ", str(field.verbose_name)) for field in _fields(model) if field.name not in inherited]
    return found + [f"{place}“{name}”" for place, name in names if not is_vietnamese_name(name)]


def _fields(model: type) -> list[models.Field]:
    """Fields that somebody has written, many-to-many included."""
    written = model._meta.get_fields() if hasattr(model, "_meta") else ()
    return [field for field in written if isinstance(field, models.Field) and not field.auto_created]


def is_vietnamese_name(name: str) -> bool:
    """Lower case but for proper names further on, and with at least one mark: an English name has none."""
    return name[:1].islower() and has_vietnamese_letter(name)


def has_vietnamese_letter(text: str) -> bool:
    return any(not letter.isascii() and letter.isalpha() for letter in text)


def relations_upwards(model: type[models.Model], rooms: tuple[str, ...] = ROOMS) -> list[str]:
    """Relations to a higher room. Written as a string they slip past every check of imports."""
    own = rooms.index(model._meta.app_label)
    relations = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
    return [
        f"{field.name} points to {field.related_model._meta.label}"
        for field in relations
        if rooms.index(field.related_model._meta.app_label) > own
    ]


def file_fields(model: type[models.Model]) -> list[str]:
    """A FileField keeps the user's own file name, in a path that others can guess; ours lie under their content's hash."""
    return [field.name for field in _fields(model) if isinstance(field, models.FileField)]


def choices_without_check(model: type[models.Model]) -> list[str]:
    """Fields with choices that the database would let hold anything."""
    checked = set()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            checked |= {lookup.split("__")[0] for lookup in _lookups(constraint.condition)}
    return [field.name for field in model._meta.local_fields if field.choices and field.name not in checked]


def _lookups(condition: object) -> Iterator[str]:
    for child in condition.children if isinstance(condition, Q) else ():
        if isinstance(child, Q):
            yield from _lookups(child)
        elif isinstance(child, tuple):
            yield child[0]


def unstable_ordering(model: type[models.Model]) -> list[str]:
    """An order in which two rows may change places, so that a row is on two pages of a list or on none."""
    names = [str(name).removeprefix("-") for name in model._meta.ordering]
    if not names:
        return []
    unique = [{"pk"}, *({field.name} for field in model._meta.fields if field.unique)]
    unique += [set(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and not c.condition]
    ordered = {name.removesuffix("_id") for name in names} | set(names)
    return [] if any(fields <= ordered for fields in unique) else [f"{model._meta.ordering} does not end in pk"]


def without_term(docstring: str | None) -> bool:
    """The first words of a model's docstring are the Vietnamese term, so that a search finds it from either language."""
    first = re.split(r"[:.]", docstring or "", maxsplit=1)[0]
    return not has_vietnamese_letter(first)


# Any text


def not_composed(text: str) -> list[str]:
    """Letters in two pieces (NFD) look the same and are found by no search."""
    lines = enumerate(text.splitlines(), start=1)
    return [f"line {number}" for number, line in lines if not unicodedata.is_normalized("NFC", line)]


def machine_paths(text: str) -> list[str]:
    """Paths that exist on one machine only, and addresses of package registries."""
    path = r"(?<![\w.}>/-])/(?:root|home|work|Users)/\w|[A-Z]:\\Users"
    host = r"\b(?:registry\.npmjs|files\.pythonhosted|deb\.debian)\.org"
    return [f"line {line}" for line in _lines_of(f"{path}|{host}", text)]


def _called(call: ast.Call) -> str:
    """The last name of what is called: `update` of `rows.filter(...).update(...)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _lines_of(pattern: str, text: str) -> list[int]:
    return [text.count("\n", 0, match.start()) + 1 for match in re.finditer(pattern, text)]

"""Trường dùng thử: Trường Mầm non Giang Biên as far as its plan of 2023 tells; the people but the principal are invented.

Only for THIDUAKT_MODE=demo and tests: its accounts are marked, and production refuses to start beside them.
"""

import json
import shutil
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from campaigns.plans.services.importing import plan_from_reading
from campaigns.plans.services.plans import start_plan
from thiduakt.audit.services import record
from thiduakt.catalog.models import LegalText
from thiduakt.documents.consultations import candidates
from thiduakt.documents.reading import read_paper
from thiduakt.documents.reading.decoding import clean_text
from thiduakt.documents.services.consulting import answer_comment, mark_read, open_consultation, write_comment
from thiduakt.files.storage import place, stored
from thiduakt.permissions import Role
from thiduakt.school.enums import Level, RoleState
from thiduakt.school.models import Group, Letterhead, Person, RoleAssignment, School, SchoolYear, User
from thiduakt.vietnamese import sort_key

PASSWORD = "thi-dua-giang-bien"  # noqa: S105  (printed for everybody who tries the demo)
FOLDER = settings.BASE_DIR / "fixtures" / "demo"
SINCE = date(2015, 1, 1)


def is_empty() -> bool:
    return not School.objects.exists()


def holds_a_real_school() -> bool:
    """Accounts opened while trying the demo belong to it: a real school has no account of the demo at all."""
    return User.objects.exists() and not User.objects.filter(is_demo=True).exists()


def clear() -> None:
    """Take every table down and set it up again: neither the log nor an issued paper can be deleted row by row."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.schema_editor() as editor:
        for table in [*tables, MigrationRecorder.Migration._meta.db_table]:
            editor.execute(editor.sql_delete_table % {"table": editor.quote_name(table)})
    call_command("migrate", verbosity=0)
    for folder, sha256 in list(stored()):
        default_storage.delete(place(folder, sha256))
    shutil.rmtree(settings.PICTURES_ROOT, ignore_errors=True)


@transaction.atomic
def load(at: datetime) -> None:
    """The school, and its plan of 2023 as the system reads it from the real text."""
    load_school(at)
    told = json.loads((FOLDER / "school.json").read_text())["plan"]
    text = clean_text((FOLDER / told["file"]).read_bytes())
    principal = User.objects.get(username="hieutruong")
    plan_from_reading(read_paper(text), source_text=text, year=told["year"], actor=principal, at=at)


@transaction.atomic
def load_school(at: datetime) -> None:
    told = json.loads((FOLDER / "school.json").read_text())
    superior = School.objects.create(level=Level.AUTHORITY, **told["superior"])
    school = School.objects.create(level=Level.KINDERGARTEN, superior=superior, **told["school"])
    record(actor=None, verb="school.found", target=school, at=at)
    for letterhead in told["letterheads"]:
        Letterhead.objects.create(school=school, **letterhead)
    for starts_on, ends_on in told["school_years"]:
        SchoolYear.objects.create(school=school, starts_on=starts_on, ends_on=ends_on)
    groups = {name: Group.objects.create(school=school, name=name, sort_key=sort_key(name)) for name in told["groups"]}
    for person in told["people"]:
        _add(school, person, groups)
    for person in told["superior_people"]:
        _add(superior, person, groups)
    for text in told["legal_texts"]:
        LegalText.objects.create(school=school, in_force_from=text["issued_on"], **text)


@transaction.atomic
def load_consultation(at: datetime) -> None:
    """A second plan that colleagues are asked about: two have commented, one of them has her answer."""
    told = json.loads((FOLDER / "consultation.json").read_text())
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    principal, today = users["hieutruong"], timezone.localdate(at)
    plan = start_plan(**told["plan"], dated_on=today + timedelta(days=told["due_in"]), actor=principal, at=at)
    consultation = open_consultation(
        plan.document, people=candidates(plan.document, today).exclude(pk=principal.person_id),
        closes_on=today + timedelta(days=told["days"]), question=told["question"], actor=principal, at=at,
    )  # fmt: skip
    for username in told["readers"]:
        mark_read(consultation, actor=users[username], at=at)
    for comment in told["comments"]:
        answer = comment.pop("answer", None)
        written = write_comment(consultation, **comment | {"actor": users[comment["actor"]]}, at=at)
        if answer:
            answer_comment(written, "take", answer=answer, actor=principal, at=at)


def accounts() -> list[tuple[str, str, str]]:
    """(user name, name, roles) of every demo account, the principal first."""
    rows = []
    for user in User.objects.filter(is_demo=True).order_by("pk"):
        held = RoleAssignment.objects.filter(person=user.person)
        # Everybody is a teacher or an employee too; it is said only of those who are nothing else.
        tasks = [row.get_role_display() for row in held if row.role != Role.TEACHER] or [Role.TEACHER.label]
        rows.append((user.username, str(user), ", ".join(tasks)))
    return rows


def _add(school: School, told: dict[str, Any], groups: dict[str, Group]) -> None:
    person = Person.objects.create(
        school=school, full_name=told["name"], gender=told["gender"], post=told["post"], group=groups.get(told["group"])
    )
    for role in told["roles"]:
        RoleAssignment.objects.create(
            school=school, person=person, role=role, starts_on=SINCE, basis="Dữ liệu dùng thử", state=RoleState.ACTIVE
        )
    if told["user"]:
        user = User(person=person, username=told["user"], is_demo=True)
        user.set_password(PASSWORD)
        user.save()

"""Each page asked: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nominations.initiatives.enums import SolutionState as S
from nominations.initiatives.models import Author, Replication, Solution, SolutionFile
from nominations.initiatives.services.applying import log_replication
from nominations.initiatives.services.likeness import compare
from tests.factories.initiatives import add_co_author, describe, make_solution, make_submitted, make_trial, other_upload
from tests.factories.ledger import HonorEntryFactory, InitiativeFactory
from tests.factories.registrations import make_registration, make_round
from tests.factories.targets import upload
from thiduakt.ledger.models import InitiativeAuthor, InitiativeUse
from thiduakt.ledger.years import year_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(ready, teacher, colleague, group_head, secretary, at):
    """What each address hangs on: a solution with a co-author asked, a trial, a file, a likeness, a replication."""
    add_co_author(ready, teacher, colleague, at, yes=False)
    make_submitted(group_head, secretary, at, files=[other_upload()], name="Chơi với lá cây quanh trường")
    compare(Solution.objects.get(pk=ready.pk), actor=teacher, at=at)
    replication = Replication.objects.create(
        solution=ready, who="Cô Oanh", place="Lớp B2", since=date(2023, 9, 20), logged_by=teacher, logged_at=at
    )
    return {
        "solution": ready.pk,
        "author": ready.authors.get(person=colleague.person).pk,
        "trial": ready.trials.get().pk,
        "file": ready.files.first().pk,
        "match": ready.matches.first().pk,
        "replication": replication.pk,
    }


SEES = {"principal", "secretary", "group_head", "teacher", "colleague"}
NONE = set()
# route -> (what its key is of, who may look, who is let as far as posting)
ROUTES = {
    "list": ("", SEES | {"outsider"}, NONE),
    "list_excel": ("", SEES | {"outsider"}, NONE),
    "mine": ("", SEES | {"outsider"}, NONE),
    "add": ("", SEES | {"outsider"}, SEES | {"outsider"}),
    "solution": ("solution", SEES, NONE),
    "edit": ("solution", {"teacher"}, {"teacher"}),
    "authors": ("solution", {"teacher"}, {"teacher"}),
    "answer": ("author", NONE, {"colleague"}),
    "description": ("solution", {"teacher"}, {"teacher"}),
    "description_keep": ("solution", NONE, {"teacher"}),
    "description_drop": ("solution", NONE, {"teacher"}),
    "description_revisions": ("solution", SEES, NONE),
    "description_compare": ("solution", SEES, NONE),
    "trial_add": ("solution", {"teacher"}, {"teacher"}),
    "trial_edit": ("trial", {"teacher"}, {"teacher"}),
    "trial_remove": ("trial", NONE, {"teacher"}),
    "trial_confirm": ("trial", NONE, {"group_head", "principal", "secretary"}),
    "evidence_add": ("solution", {"teacher"}, {"teacher"}),
    "evidence": ("file", SEES, NONE),
    "evidence_remove": ("file", NONE, {"teacher"}),
    "likeness": ("solution", SEES, NONE),
    "compare": ("solution", NONE, {"teacher", "principal", "secretary"}),
    "match": ("match", SEES, NONE),
    "explain": ("match", {"teacher"}, {"teacher"}),
    "review": ("match", {"principal", "secretary"}, {"principal", "secretary"}),
    "step": ("solution", NONE, {"teacher"}),
    "return": ("solution", {"principal", "secretary"}, {"principal", "secretary"}),
    "extend": ("solution", {"principal", "secretary"}, {"principal", "secretary"}),
    "replication_remove": ("replication", NONE, NONE),
}
READ = [route for route, (_, look, _) in ROUTES.items() if look]
BUTTONS = {"description_drop", "trial_remove", "trial_confirm", "evidence_remove", "compare", "step"}


def address(route, rows):
    key, *_ = ROUTES[route]
    asked = "?truoc=0&sau=1" if route == "description_compare" else ""
    return reverse(f"initiatives:{route}", args=[rows[key]] if key else []) + asked


@pytest.fixture
def everybody(principal, secretary, group_head, teacher, colleague, outsider, stranger, technician):
    return {
        "principal": principal, "secretary": secretary, "group_head": group_head, "teacher": teacher,
        "colleague": colleague, "outsider": outsider, "stranger": stranger, "technician": technician,
    }  # fmt: skip


def test_each_page_is_shown_to_whom_it_concerns(client, rows, everybody):
    """Who sees the solution and may not do this is told so; whoever does not see it is told that there is none."""
    wrong = []
    for name, user in everybody.items():
        client.force_login(user)
        for route in READ:
            key, look, _ = ROUTES[route]
            if name == "stranger" and not key:
                continue
            status = client.get(address(route, rows)).status_code
            expected = (200,) if name in look else (403,) if name in SEES else (403, 404)
            if status not in expected:
                wrong.append((name, route, status))
    assert wrong == []


def test_each_post_changes_something_for_whom_it_is_meant_alone(client, rows, everybody):
    """Everybody else is refused, or finds nothing there."""
    wrong = []
    for name, user in everybody.items():
        client.force_login(user)
        for route, (key, _, act) in ROUTES.items():
            if name in act or not key or not (act or route == "replication_remove"):
                continue
            status = client.post(address(route, rows)).status_code
            if status not in {403, 404}:
                wrong.append((name, route, status))
    assert wrong == []
    assert Solution.objects.get(pk=rows["solution"]).state == S.TRYING


def test_nobody_is_let_in_without_signing_in(client, rows):
    for route in ROUTES:
        answer = client.get(address(route, rows))
        assert answer.status_code == 302, route
        assert answer.url.startswith("/dang-nhap/")


def test_pages_that_are_read_take_no_post_and_buttons_lead_back(client, rows, teacher):
    client.force_login(teacher)
    for route in ("list", "list_excel", "mine", "solution", "likeness", "match", "evidence"):
        assert client.post(address(route, rows)).status_code == 405, route
    for route in BUTTONS:
        assert client.get(address(route, rows)).status_code == 302, route


def test_a_stranger_finds_nothing(client, rows, stranger):
    client.force_login(stranger)
    for route, (key, *_) in ROUTES.items():
        if key:
            shown = client.get(address(route, rows))
            assert shown.status_code in {404, 405} or (route in BUTTONS and not shown.content), route
            assert client.post(address(route, rows)).status_code in {404, 405}, route


def test_an_idea_is_registered_written_and_submitted_in_the_browser(client, teacher, group_head, secretary, principal):
    """The whole road by what a person presses."""
    at, year = timezone.now(), year_on(timezone.localdate())
    client.force_login(teacher)
    answer = client.post(
        reverse("initiatives:add"),
        {"name": "Góc sách ở cửa lớp", "year": year, "kind": "INITIATIVE", "level": "truong", "field": "Ngôn ngữ",
         "first_applied_on": f"{timezone.localdate():%d/%m/%Y}"},
    )  # fmt: skip
    solution = Solution.objects.get()
    assert answer.url == solution.get_absolute_url()
    describe(solution, teacher, at)
    page = client.get(reverse("initiatives:trial_add", args=[solution.pk])).content.decode()
    assert 'name="figures-0-name"' in page
    client.post(
        reverse("initiatives:trial_add", args=[solution.pk]),
        {
            "where": "", "place": "Lớp A1", "starts_on": f"{timezone.localdate():%d/%m/%Y}", "remarks": "Tốt.",
            "version": solution.version, "figures-TOTAL_FORMS": 1, "figures-INITIAL_FORMS": 0, "figures-0-name": "Trẻ kể",
            "figures-0-unit": "trẻ", "figures-0-before": "12", "figures-0-after": "29", "files": upload(),
        },
    )  # fmt: skip
    trial = solution.trials.get()
    assert trial.figures == [{"name": "Trẻ kể", "unit": "trẻ", "before": "12", "after": "29"}]
    assert trial.files.count() == 1
    client.post(reverse("initiatives:compare", args=[solution.pk]))
    client.force_login(group_head)
    client.post(reverse("initiatives:trial_confirm", args=[trial.pk]), {"version": trial.version, "note": "Đã dự giờ."})
    client.force_login(teacher)
    page = client.get(solution.get_absolute_url()).content.decode()
    assert "Nộp đơn yêu cầu công nhận" in page
    solution.refresh_from_db()
    step = reverse("initiatives:step", args=[solution.pk])
    client.post(step, {"action": "submit", "version": solution.version})
    solution.refresh_from_db()
    assert solution.state == S.SUBMITTED
    client.force_login(secretary)
    today = f"{timezone.localdate():%d/%m/%Y}"
    given = {"parts": ["trials"], "reason": "Bổ sung số liệu của lớp thứ hai.", "until": today, "version": solution.version}
    client.post(reverse("initiatives:return", args=[solution.pk]), given)
    solution.refresh_from_db()
    assert (solution.state, solution.returned_parts) == (S.RETURNED, ["trials"])
    client.force_login(teacher)
    assert client.get(reverse("initiatives:edit", args=[solution.pk])).status_code == 302
    assert client.get(reverse("initiatives:trial_edit", args=[trial.pk])).status_code == 200


def test_what_is_missing_is_listed_with_links(client, solution, teacher):
    client.force_login(teacher)
    page = client.get(solution.get_absolute_url()).content.decode()
    for route in ("description", "trial_add", "evidence_add", "likeness"):
        assert f'href="{reverse(f"initiatives:{route}", args=[solution.pk])}"' in page
    assert "Chưa có tệp minh chứng nào." in page


def test_authors_are_written_with_shares_and_what_was_typed_stays(client, solution, teacher, colleague):
    client.force_login(teacher)
    place = reverse("initiatives:authors", args=[solution.pk])
    sent = {
        "version": solution.version, "authors-TOTAL_FORMS": 3, "authors-INITIAL_FORMS": 0,
        "authors-0-person": teacher.person_id, "authors-0-share": 60,
        "authors-1-person": colleague.person_id, "authors-1-share": 30,
        "authors-2-person": "", "authors-2-share": 10, "authors-2-name": "Trần Văn Ổn", "authors-2-unit": "",
    }  # fmt: skip
    page = client.post(place, sent).content.decode()
    assert "cần cả họ tên và đơn vị" in page
    assert 'value="Trần Văn Ổn"' in page
    assert client.post(place, sent | {"authors-2-unit": "Trường Mầm non Gia Thụy"}).status_code == 302
    assert list(Author.objects.filter(solution=solution).values_list("share", flat=True)) == [60, 30, 10]


def test_a_co_author_answers_on_the_page(client, solution, teacher, colleague, at):
    add_co_author(solution, teacher, colleague, at, yes=False)
    author = solution.authors.get(person=colleague.person)
    client.force_login(colleague)
    assert "Xác nhận đúng" in client.get(solution.get_absolute_url()).content.decode()
    client.post(reverse("initiatives:answer", args=[author.pk]), {"share": 50, "tra-loi": "dong-y"})
    author.refresh_from_db()
    assert author.has_confirmed


def test_whoever_lost_the_version_is_told_and_loses_nothing_typed(client, solution, teacher):
    client.force_login(teacher)
    sent = {"name": "Tên khác", "year": 2023, "kind": "INITIATIVE", "level": "truong", "version": 0}
    answer = client.post(reverse("initiatives:edit", args=[solution.pk]), sent)
    page = answer.content.decode()
    assert "Tên khác" in page
    assert "vừa lưu sau khi thầy/cô mở trang" in page
    assert client.post(reverse("initiatives:edit", args=[solution.pk]), sent | {"version": 1}).status_code == 302


def test_the_registration_of_the_year_offers_its_idea(client, teacher, principal, at):
    now = timezone.now()
    turn = make_round(principal=principal, at=now, year=year_on(now.date()))
    planned = make_registration(turn, teacher, now)
    client.force_login(teacher)
    assert planned.initiative in client.get(reverse("initiatives:mine")).content.decode()
    page = client.get(f"{reverse('initiatives:add')}?dang-ky={planned.pk}").content.decode()
    assert planned.initiative in page
    assert client.get(f"{reverse('initiatives:add')}?dang-ky=0x").status_code == 200


def test_the_list_is_searched_without_marks_sorted_and_counted(client, solution, teacher, at, secretary):
    make_solution(teacher, at, name="Vườn rau của bé", year=2022)
    client.force_login(secretary)
    page = client.get(reverse("initiatives:list"), {"q": "vuon rau"})
    assert [row.name for row in page.context["rows"]] == ["Vườn rau của bé"]
    page = client.get(reverse("initiatives:list"), {"nam": 2023, "trang-thai": "IDEA"})
    assert [row.pk for row in page.context["rows"]] == [solution.pk]
    assert client.get(reverse("initiatives:list_excel"), {"q": "vuon"}).status_code == 200


@pytest.mark.parametrize("route", ["list", "mine", "list_excel"])
def test_a_list_asks_as_often_for_three_rows_as_for_one(client, teacher, at, route, django_assert_num_queries):
    make_solution(teacher, at)
    client.force_login(teacher)
    client.get(reverse(f"initiatives:{route}"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse(f"initiatives:{route}"))
    for name in ("Vườn rau của bé", "Góc sách ở cửa lớp"):
        make_solution(teacher, at, name=name)
    with django_assert_num_queries(len(one)):
        client.get(reverse(f"initiatives:{route}"))


def test_the_page_asks_as_often_for_three_trials_as_for_one(client, solution, teacher, at, django_assert_num_queries):
    make_trial(solution, teacher, at)
    client.force_login(teacher)
    client.get(solution.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(solution.get_absolute_url())
    for place in ("Lớp A2", "Lớp A3"):
        make_trial(solution, teacher, at, place=place)
    with django_assert_num_queries(len(one)):
        client.get(solution.get_absolute_url())


def test_a_recognised_one_shows_its_award_and_its_replications(client, submitted, teacher, at, school):
    kept = InitiativeFactory(school=school, name=submitted.name)
    author = InitiativeAuthor.objects.create(initiative=kept, person=teacher.person, share=100)
    entry = HonorEntryFactory(school=school, person=teacher.person)
    InitiativeUse.objects.create(author=author, entry=entry)
    Solution.objects.filter(pk=submitted.pk).update(state=S.RECOGNISED, ledger_initiative=kept)
    submitted.refresh_from_db()
    log_replication(submitted, who="Cô Oanh", place="Lớp B2", since=date(2023, 9, 20), result="", actor=teacher, at=at)
    client.force_login(teacher)
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert entry.honor_name in page
    assert "Cô Oanh" in page
    sent = {"who": "Tổ nhà trẻ", "place": "Lớp D1", "since": "01/10/2023", "result": "Trẻ thích.", "files": other_upload()}
    assert client.post(reverse("initiatives:replicate", args=[submitted.pk]), sent).status_code == 302
    assert submitted.replications.count() == 2
    assert SolutionFile.objects.filter(replication__isnull=False).count() == 1
    removed = submitted.replications.get(who="Tổ nhà trẻ")
    client.post(reverse("initiatives:replication_remove", args=[removed.pk]))
    assert submitted.replications.count() == 1
    assert SolutionFile.objects.filter(replication__isnull=False).count() == 0


@pytest.mark.any_database
@pytest.mark.parametrize("paper", ["request_file", "description_file"])
@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_papers_are_drawn(client, ready, teacher, paper, form, begins):
    client.force_login(teacher)
    answer = client.get(reverse(f"initiatives:{paper}", args=[ready.pk, form]))
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert client.get(reverse(f"initiatives:{paper}", args=[ready.pk, "odt"])).status_code == 404


def test_evidence_cannot_act_in_our_origin(client, ready, teacher):
    client.force_login(teacher)
    answer = client.get(reverse("initiatives:evidence", args=[ready.files.first().pk]))
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"

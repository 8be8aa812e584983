"""The school's own outlines: copied, changed, ended; what was written by one keeps it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from nominations.writings.enums import Use
from nominations.writings.loading import load_outlines
from nominations.writings.models import Outline
from nominations.writings.queries import outline_for
from nominations.writings.services.outlines import copy_outline, end_outline, save_outline
from tests.factories.writings import OutlineFactory, WritingFactory, section
from thiduakt.audit.models import AuditEvent
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
ROWS = [section("part", "KẾT QUẢ", 2), section("results", "Kết quả", 3, is_required=True)]


@pytest.fixture
def of_state():
    return OutlineFactory(code="mau", use=Use.TOPIC)


@pytest.fixture
def own(of_state, secretary, at):
    return copy_outline(of_state, actor=secretary, at=at)


def saved(outline, actor, at, **told):
    values = {"name": "Mẫu mới", "source": "", "sections": ROWS, "version": outline.version} | told
    return save_outline(outline, actor=actor, at=at, **values)


def test_an_own_outline_takes_the_place_of_the_systems_from_the_day_it_is_made(own, of_state, secretary, at):
    today = at.date()

    assert (own.school, own.code, own.sections) == (secretary.person.school, "mau", of_state.sections)
    assert outline_for(secretary.school_id, Use.TOPIC, on=today) == own
    assert outline_for(secretary.school_id, Use.TOPIC, on=today - timedelta(days=1)) != own
    assert AuditEvent.objects.get().verb == "outline.copy"


def test_one_for_a_single_honor_stands_beside_the_general_one(own, of_state, secretary, at):
    special = copy_outline(of_state, honor_code="GK_HT_CN", actor=secretary, at=at)

    def taken(code):
        return outline_for(secretary.school_id, Use.TOPIC, honor_code=code, on=at.date())

    assert special.code == "mau-gk_ht_cn"
    assert (taken("GK_HT_CN"), taken("LDTT")) == (special, own)


def test_there_is_one_own_outline_for_each_case(own, of_state, secretary, at):
    with pytest.raises(ValidationError, match="đã có mẫu riêng"):
        copy_outline(of_state, actor=secretary, at=at)


def test_an_outline_that_nothing_is_written_by_is_changed_in_its_place(own, secretary, at):
    changed = saved(own, secretary, at)

    assert (changed.pk, changed.name, changed.version) == (own.pk, "Mẫu mới", 2)
    assert [part.name for part in changed.parts] == ["I. KẾT QUẢ", "1. Kết quả"]


def test_what_was_written_by_an_outline_keeps_it(own, secretary, school, at):
    writing = WritingFactory(school=school, outline=own)

    changed = saved(own, secretary, at)

    assert changed.pk != own.pk
    assert outline_for(school.pk, Use.TOPIC, on=at.date()) == changed
    writing.refresh_from_db()
    assert writing.outline == own
    assert len(writing.outline.sections) == 4


def test_a_new_section_gets_a_key_and_an_old_one_keeps_its_own(own, secretary, at):
    rows = [*ROWS, {"title": " Việc  khác ", "level": 2, "fill": "lạ", "min_words": 9_999}]

    changed = saved(own, secretary, at, sections=rows)

    assert [each["key"] for each in changed.sections] == ["part", "results", "muc_3"]
    assert changed.sections[2] == {
        "key": "muc_3", "title": "Việc khác", "hint": "", "level": 2, "fill": "", "is_required": False, "min_words": 2000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "ít nhất một mục"),
        ([section(f"a{n}", "Mục", 2) for n in range(41)], "nhiều nhất là 40"),
        ([section("a", "Mục", 3)], "phải là phần"),
        ([section("a", "Một", 2), section("a", "Hai", 2)], "hai mục trùng nhau"),
    ],
)
def test_what_no_outline_can_be_is_refused(own, secretary, at, rows, sentence):
    with pytest.raises(ValidationError, match=sentence):
        saved(own, secretary, at, sections=rows)


def test_two_people_do_not_overwrite_each_other(own, secretary, principal, at):
    saved(own, principal, at)

    with pytest.raises(StaleError):
        saved(own, secretary, at)


def test_an_own_outline_ends_and_the_systems_is_back(own, of_state, secretary, at):
    end_outline(own, version=1, actor=secretary, at=at)

    found = outline_for(secretary.school_id, Use.TOPIC, on=at.date())
    assert found.school is None
    with pytest.raises(MoveRefusedError):
        saved(Outline.objects.get(pk=own.pk), secretary, at, version=2)


def test_only_those_who_may_and_only_the_own(own, of_state, teacher, stranger, secretary, at):
    for actor in (teacher, stranger):
        with pytest.raises(PermissionDenied):
            saved(own, actor, at)
        with pytest.raises(PermissionDenied):
            end_outline(own, version=1, actor=actor, at=at)
    with pytest.raises(PermissionDenied):
        copy_outline(of_state, actor=teacher, at=at)
    with pytest.raises(PermissionDenied):
        copy_outline(own, actor=stranger, at=at)
    with pytest.raises(PermissionDenied):
        saved(of_state, secretary, at)


def test_loading_again_adds_nothing_and_a_later_day_takes_the_place(monkeypatch, tmp_path):
    before = Outline.objects.filter(school=None).count()
    load_outlines(Outline)
    assert Outline.objects.filter(school=None).count() == before

    file = tmp_path / "outlines.json"
    told = '[{"code": "bao-cao-lop", "name": "Mới", "use": "CLASS", "sections": [], "from_on": "2030-01-01"}]'
    file.write_text(told)
    monkeypatch.setattr("nominations.writings.loading.FILE", file)
    load_outlines(Outline)
    old, new = Outline.objects.filter(code="bao-cao-lop").order_by("pk")
    assert (str(old.until_on), new.until_on, new.name) == ("2030-01-01", None, "Mới")


def test_the_pages_lead_from_the_list_to_an_own_outline(client, secretary, of_state):
    client.force_login(secretary)
    page = client.get(reverse("writings:outlines")).content.decode()
    assert "Mô tả sáng kiến" in page
    assert "chưa đối chiếu văn bản" in page

    answer = client.post(reverse("writings:outline_copy", args=[of_state.pk]), {"honor": "LDTT"}, follow=True)
    own = Outline.objects.get(school=secretary.school_id)
    assert answer.redirect_chain[-1][0] == reverse("writings:outline_edit", args=[own.pk])
    typed = {
        "name": "Mẫu của quận", "source": "QĐ 1", "version": 1, "sections-TOTAL_FORMS": 2, "sections-INITIAL_FORMS": 1,
        "sections-0-key": "part", "sections-0-title": "KẾT QUẢ", "sections-0-level": 2, "sections-0-ORDER": 1,
        "sections-1-title": "Số liệu", "sections-1-level": 3, "sections-1-ORDER": 2, "sections-1-is_required": "on",
    }  # fmt: skip
    client.post(reverse("writings:outline_edit", args=[own.pk]), typed)
    own.refresh_from_db()
    assert [part.title for part in own.parts] == ["KẾT QUẢ", "Số liệu"]

    client.post(reverse("writings:outline_end", args=[own.pk]), {"version": 2})
    own.refresh_from_db()
    assert own.until_on is not None


def test_an_honor_that_does_not_exist_is_refused(client, secretary, of_state):
    client.force_login(secretary)
    page = client.post(reverse("writings:outline_copy", args=[of_state.pk]), {"honor": "XYZ"}, follow=True)
    assert "trong danh sách" in page.content.decode()


def test_a_refused_outline_comes_back_with_everything_in_it(client, own, secretary):
    client.force_login(secretary)
    typed = {
        "name": "", "source": "Văn bản số 9", "version": 1, "sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 0,
        "sections-0-title": "Số liệu", "sections-0-level": 3, "sections-0-ORDER": 1,
    }  # fmt: skip
    page = client.post(reverse("writings:outline_edit", args=[own.pk]), typed).content.decode()
    assert "Văn bản số 9" in page
    assert "Số liệu" in page


def test_each_finds_the_outlines_that_are_theirs(client, own, of_state, teacher, stranger, secretary):
    pages = [
        reverse("writings:outlines"),
        *(reverse(f"writings:{name}", args=[own.pk]) for name in ("outline", "outline_edit")),
    ]
    client.force_login(secretary)
    assert {client.get(page).status_code for page in pages} == {200}
    assert client.get(reverse("writings:outline_edit", args=[of_state.pk])).status_code == 404
    assert client.get(reverse("writings:outline_copy", args=[own.pk])).status_code == 302
    client.force_login(teacher)
    assert {client.get(page).status_code for page in pages} == {403}
    client.force_login(stranger)
    assert [client.get(page).status_code for page in pages] == [200, 404, 404]
    assert client.post(reverse("writings:outline_end", args=[own.pk]), {"version": 1}).status_code == 404
    client.logout()
    assert {client.get(page).status_code for page in pages} == {302}

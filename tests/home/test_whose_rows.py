"""Whose rows: two schools, a superior's user, a person of two roles, a delegation with dates.

Every route is asked for every row of another school, and every page is read for words that are not for its reader. Who may
see what is written here by hand; the permission table is not asked.
"""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core import serializers
from django.urls import get_resolver
from django.utils import timezone

from tests.factories.school import DelegationFactory, GroupFactory, UserFactory
from tests.home.world import World, furnish
from thiduakt.catalog.models import LegalTextQuerySet
from thiduakt.catalog.models.honors import DatedRowQuerySet
from thiduakt.documents.models import Document, RegisterEntry
from thiduakt.documents.models.document import DocumentQuerySet
from thiduakt.permissions import Role
from thiduakt.routes import routes
from thiduakt.school.models import RoleAssignment, School
from thiduakt.school.querysets import OfSchoolQuerySet

pytestmark = pytest.mark.django_db
HERE, THERE = "Zqa", "Zqb"  # the marks of our school's words and of the other one's
PUBLIC = {"dang-nhap/", "dang-nhap/ma-xac-thuc/", "dang-xuat/", "suc-khoe/song", "suc-khoe/san-sang", "mau-giao-dien/"}
SIGNS_OUT = "dang-xuat/"
# Printing a page takes the engine of papers a second; what is in the book is asked of its Excel file.
PRINTED = re.compile(r"\.pdf$")
SLUGS = {
    "<slug:form>": ("pdf", "docx"),
    "<slug:action>": ("submit", "sign", "issue", "approve"),
    "<slug:kind>": ("ky-luat", "nghi", "xac-minh"),
    "<slug:key>": ("public_days",),
    "<slug:code>": ("LDTT",),
}

PATHS = [path for path, _ in routes(get_resolver().url_patterns)]
OF_A_ROW = [path for path in PATHS if "<id:pk>" in path]
LISTS = [path for path in PATHS if "<" not in path and path != SIGNS_OUT and not PRINTED.search(path)]
LISTS += [
    "nha-truong/vai-tro/?tab=proposed",
    "nha-truong/vai-tro/?tab=past",
    "thu-vien/?tab=truong",
    "danh-muc/de-xuat/?tab=da-duyet",
    "van-ban/so-di/?nam=2023",
    *(f"so-khen-thuong/rieng/{kind}/{file}" for kind in SLUGS["<slug:kind>"] for file in ("", "danh-sach.xlsx")),
]


def addresses(path: str, key: int) -> list[str]:
    """A path with a row's key in it, once for each word that may stand beside the key."""
    filled = re.sub(r"<id:(?!pk)\w+>", "1", path.replace("<id:pk>", str(key)))
    for slug, words in SLUGS.items():
        if slug in filled:
            return [f"/{filled.replace(slug, word)}" for word in words]
    return [f"/{filled}"]


def text_of(response) -> str:
    """All that an answer says: the pages of an Excel file too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


@pytest.fixture
def people(request, school):
    names = "principal deputy clerk secretary technician group_head teacher accountant inspector superior stranger"
    return {name: request.getfixturevalue(name) for name in names.split()}


@pytest.fixture
def everything(school):
    """Somebody of our school who holds every role there is, and every delegation: only the border can stop them."""
    user = UserFactory(school=school, full_name="Người có mọi vai trò", roles=list(Role))
    for action in ("plan.edit", "plan.view_draft", "document.sign", "plan.end"):
        DelegationFactory(person=user.person, action=action)
    return user


@pytest.fixture
def here(people, school, group) -> World:
    """Our school; the group head was asked about one draft, the teacher was not."""
    return furnish(school, HERE, 700_000, head=people["principal"], group=group, asked=[people["group_head"].person])


@pytest.fixture
def there(people, everything, other_school) -> World:
    """Made last, so that no later row of ours takes a key beside theirs."""
    School.objects.filter(pk=other_school.pk).update(name=f"Trường {THERE}School")
    stranger = people["stranger"]
    group = GroupFactory(school=other_school, name=f"{THERE}Group2")
    return furnish(other_school, THERE, 800_000, head=stranger, group=group, asked=[stranger.person])


def fingerprint(world: World) -> str:
    """Every stored value of every row of a world, and how many papers its school has."""
    rows = [type(row)._base_manager.get(pk=row.pk) for row in world.rows.values()]
    return serializers.serialize("json", rows) + str(Document.objects.filter(school=world.school).count())


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_route_reaches_a_row_of_another_school(client, there, everything, method):
    """Each route, with the key of each row there: nothing is shown, nothing is changed, whatever the key is a key of."""
    client.force_login(everything)
    before, leaks, odd = fingerprint(there), [], []
    for path in OF_A_ROW:
        for name, row in there.rows.items():
            for address in addresses(path, row.pk):
                response = getattr(client, method)(address)
                if response.status_code not in {302, 403, 404, 405}:
                    odd.append((address, name, response.status_code))
                if THERE in text_of(response):
                    leaks.append((address, name))

    assert leaks == []
    assert odd == []
    assert fingerprint(there) == before


def test_no_list_holds_a_row_of_another_school(client, here, there, everything):
    client.force_login(everything)

    assert [path for path in LISTS if THERE in text_of(client.get(f"/{path}"))] == []
    assert any(HERE in text_of(client.get(f"/{path}")) for path in LISTS)


def test_the_probe_would_see_a_leak(client, there, people):
    """Its own school reads those words: what the probes look for is really there to be found."""
    client.force_login(people["stranger"])

    found = {name for path in LISTS for name in there.words_in(text_of(client.get(f"/{path}")))}

    assert {"Draft", "Issued", "Entry", "Person", "Text", "Group"} <= found


def unbounded(rows, *args, **kwargs):
    return rows.all()


@pytest.mark.parametrize(
    ("border", "name", "path"),
    [
        (LegalTextQuerySet, "visible_to", "thu-vien/<id:pk>/"),
        (DatedRowQuerySet, "visible_to", "danh-muc/de-xuat/quy-dinh/<id:pk>/"),
        (DocumentQuerySet, "visible_to", "ke-hoach/<id:pk>/"),
        (OfSchoolQuerySet, "open_to", "nha-truong/vai-tro/<id:pk>/"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_with_a_border_taken_down_the_probes_find_leaks(client, there, everything, monkeypatch, border, name, path):
    monkeypatch.setattr(border, name, unbounded)
    client.force_login(everything)

    shown = [
        row for row in there.rows.values() for address in addresses(path, row.pk) if THERE in text_of(client.get(address))
    ]

    assert shown


def test_whoever_is_not_signed_in_reaches_nothing(client, here):
    shown = []
    for path in PATHS:
        if path in PUBLIC:
            continue
        for address in addresses(path, here.rows["Issued"].pk):
            for method in (client.get, client.post):
                response = method(address)
                if response.status_code != 302 or not response.url.startswith("/dang-nhap/"):
                    shown.append((address, response.status_code))

    assert shown == []
    assert not any(HERE in text_of(client.get(f"/{path}")) for path in PUBLIC)


# What each person of the school finds on all its lists together, by hand. The names are those of tests/home/world.py.
PAPERS = {"Issued", "Sent", "NewHonor", "NewRule"}  # and what is proposed as law of the school
STAFF_LIST = {"Person", "Group"}
OF_PEOPLE = {"Honor", "Initiative", "Rating", "Transfer"}
PRIVATE = {"Discipline", "Leave", "Verification"}
PUPILS = {"Class", "Pupil"}
ON_THE_LISTS = {
    "principal": PAPERS
    | STAFF_LIST
    | OF_PEOPLE
    | PRIVATE
    | PUPILS
    | {"Draft", "Asked", "Entry", "Account", "Role", "Delegation", "Opening", "Text", "Batch"},
    "deputy": PAPERS | STAFF_LIST | OF_PEOPLE | PUPILS | {"Draft", "Asked", "Entry", "Opening", "Text"},
    "clerk": PAPERS | STAFF_LIST | OF_PEOPLE | PUPILS | {"Draft", "Asked", "Entry", "Opening", "Text", "Batch"},
    "secretary": PAPERS | OF_PEOPLE | PRIVATE | PUPILS | {"Person", "Text", "Group", "Batch"},
    "technician": {"Text", "Group", "Person", "Account", "Role", "Delegation"},
    "group_head": PAPERS | STAFF_LIST | OF_PEOPLE | {"Asked", "Text"},
    "teacher": PAPERS | STAFF_LIST | {"Text"},
    "accountant": PAPERS | {"Text", "Group"},
    "inspector": PAPERS | STAFF_LIST | OF_PEOPLE | {"Entry", "Opening", "Account", "Role", "Delegation", "Text"},
}


@pytest.mark.parametrize("who", ON_THE_LISTS)
def test_a_list_holds_what_is_for_its_reader_and_nothing_else(client, here, people, who):
    client.force_login(people[who])

    found = {name for path in LISTS for name in here.words_in(text_of(client.get(f"/{path}")))}

    assert found == ON_THE_LISTS[who]


# Who opens the pages of a row, by hand; to everybody else of the school there is no such page, or it is not theirs.
DRAFTERS = "principal deputy clerk"
ALL = "principal deputy clerk secretary group_head teacher accountant inspector"
PAGES_OF_A_ROW = {
    ("ke-hoach/<id:pk>/", "Draft"): DRAFTERS,
    ("ke-hoach/<id:pk>/", "Asked"): f"{DRAFTERS} group_head",
    ("ke-hoach/<id:pk>/", "Issued"): ALL,
    ("van-ban/<id:pk>/sua/", "Draft"): "principal deputy",
    ("van-ban/<id:pk>/lan-luu/", "Draft"): DRAFTERS,
    ("van-ban/ban-ky/<id:pk>/", "Copy"): ALL,
    ("van-ban/so-di/<id:pk>/sua/", "Entry"): "clerk",
    ("nha-truong/vien-chuc/<id:pk>/", "Person"): "principal deputy clerk accountant group_head",
    ("nha-truong/tai-khoan/<id:pk>/", "Person"): "principal technician inspector",
    ("nha-truong/vai-tro/<id:pk>/", "Role"): "principal technician inspector",
    ("so-khen-thuong/<id:pk>/", "Honor"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/<id:pk>/huy/", "Honor"): "principal secretary",
    ("so-khen-thuong/<id:pk>/gach-bo/", "Honor"): "principal secretary",
    ("so-khen-thuong/vien-chuc/<id:pk>/", "Person"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/vien-chuc/<id:pk>/ho-so.xlsx", "Person"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/to/<id:pk>/", "Group"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/ghi/vien-chuc/<id:pk>/", "Person"): "principal secretary clerk",
    ("so-khen-thuong/ghi/to/<id:pk>/", "Group"): "principal secretary clerk",
    ("so-khen-thuong/sang-kien/<id:pk>/", "Initiative"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/sang-kien/<id:pk>/sua/", "Initiative"): "principal secretary",
    ("so-khen-thuong/xep-loai/<id:pk>/sua/", "Rating"): "principal secretary",
    ("so-khen-thuong/chuyen-cong-tac/<id:pk>/sua/", "Transfer"): "principal secretary",
    ("nhap-excel/luot/<id:pk>/", "Batch"): "principal clerk secretary",
    ("nhap-excel/luot/<id:pk>/dong-chua-ghi.xlsx", "Batch"): "principal clerk secretary",
    ("nha-truong/lop/<id:pk>/", "Class"): "principal deputy clerk secretary",
    ("nha-truong/hoc-sinh/<id:pk>/sua/", "Pupil"): "principal deputy clerk",
    ("thu-vien/<id:pk>/", "Text"): f"{ALL} technician",
    ("danh-muc/de-xuat/khen-thuong/<id:pk>/", "NewHonor"): ALL,
    ("danh-muc/de-xuat/quy-dinh/<id:pk>/", "NewRule"): ALL,
    ("thu-vien/<id:pk>/tep/", "Text"): f"{ALL} technician",
    ("thu-vien/<id:pk>/sua/", "Text"): "principal deputy clerk secretary",
}


@pytest.mark.parametrize(("path", "name"), PAGES_OF_A_ROW, ids=str)
def test_a_row_is_opened_by_whom_it_is_for(client, here, people, path, name):
    (address,) = addresses(path, here.rows[name].pk)
    opened, told = set(), set()
    for who, user in people.items():
        client.force_login(user)
        response = client.get(address, follow=True)
        if response.status_code == 200:
            opened.add(who)
        else:
            assert response.status_code in {403, 404}, (who, response.status_code)
            if here.word(name) in text_of(response):
                told.add(who)

    assert opened == set(PAGES_OF_A_ROW[path, name].split())
    assert told == set()


def test_a_superior_sees_what_was_sent_up_and_nothing_else(client, here, there, people):
    client.force_login(people["superior"])
    texts = {path: text_of(client.get(f"/{path}")) for path in LISTS}
    opened = {
        name
        for name, row in here.rows.items()
        for path in OF_A_ROW
        for address in addresses(path, row.pk)
        if not address.endswith((".pdf", ".docx", ".png")) and client.get(address).status_code == 200
    }

    told = {path for path, text in texts.items() if here.words_in(text)}
    assert told == {"ke-hoach/", "ke-hoach/danh-sach.xlsx", "van-ban/", "van-ban/danh-sach.xlsx"}
    assert set().union(*(world.words_in(text) for text in texts.values() for world in (here, there))) == {"Sent"}
    assert opened == {"Sent"}
    assert client.get(f"/ke-hoach/{there.rows['Sent'].pk}/").status_code == 200


def test_what_is_sent_up_tomorrow_is_not_seen_today(client, here, people):
    tomorrow = timezone.localdate() + timedelta(days=1)
    RegisterEntry.objects.filter(document=here.rows["Sent"]).update(sent_up_on=tomorrow)
    client.force_login(people["superior"])

    assert client.get(f"/ke-hoach/{here.rows['Sent'].pk}/").status_code == 404


def test_a_superior_of_nobody_sees_nothing(client, here, other_school):
    stray = UserFactory(school=other_school, full_name="Ngô Quang Ẩn", roles=[Role.SUPERIOR])
    client.force_login(stray)

    assert client.get(f"/ke-hoach/{here.rows['Sent'].pk}/").status_code == 404
    assert here.words_in("".join(text_of(client.get(f"/{path}")) for path in LISTS)) == set()


# Two roles of one person: what either opens, by hand.
OPENED = {
    Role.ACCOUNTANT: {"ke-hoach/", "thu-vien/", "nha-truong/"},
    Role.INSPECTOR: {
        "ke-hoach/", "thu-vien/", "nha-truong/", "nha-truong/vien-chuc/", "nha-truong/tai-khoan/", "nha-truong/vai-tro/",
        "nha-truong/uy-quyen/", "van-ban/so-di/", "van-ban/day-so/", "nhat-ky/",
    },
    Role.CLERK: {
        "ke-hoach/", "thu-vien/", "thu-vien/them/", "nha-truong/", "nha-truong/vien-chuc/", "nha-truong/vien-chuc/them/",
        "nha-truong/the-thuc/them/", "van-ban/so-di/", "van-ban/day-so/", "van-ban/day-so/de-xuat/",
    },
    Role.TECHNICIAN: {
        "thu-vien/", "nha-truong/", "nha-truong/tai-khoan/", "nha-truong/vai-tro/", "nha-truong/vai-tro/de-xuat/",
        "nha-truong/uy-quyen/",
    },
}  # fmt: skip
ASKED = sorted(set().union(*OPENED.values()))


@pytest.mark.parametrize(
    "roles",
    [
        (Role.ACCOUNTANT,), (Role.INSPECTOR,), (Role.CLERK,), (Role.TECHNICIAN,),
        (Role.ACCOUNTANT, Role.INSPECTOR), (Role.ACCOUNTANT, Role.CLERK), (Role.CLERK, Role.INSPECTOR),
        (Role.TECHNICIAN, Role.ACCOUNTANT),
    ],
    ids="+".join,
)  # fmt: skip
def test_a_person_of_two_roles_may_do_what_either_may(client, school, roles):
    client.force_login(UserFactory(school=school, roles=roles))

    opened = {path for path in ASKED if client.get(f"/{path}").status_code == 200}

    assert opened == set().union(*(OPENED[role] for role in roles))


def test_a_second_role_counts_within_its_own_days_only(client, school):
    user = UserFactory(school=school, roles=[Role.ACCOUNTANT, Role.CLERK])
    today = timezone.localdate()
    held = RoleAssignment.objects.filter(person=user.person, role=Role.CLERK)

    def opens(**days):
        held.update(**days)
        client.force_login(user)
        return [client.get(path).status_code for path in ("/van-ban/so-di/", "/ke-hoach/")]

    assert opens(starts_on=today, ends_on=today) == [200, 200]
    assert opens(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1)) == [403, 200]
    assert opens(starts_on=today + timedelta(days=1), ends_on=None) == [403, 200]


@pytest.mark.parametrize(
    ("first", "last", "is_open"),
    [(0, 0, True), (-5, 0, True), (0, 5, True), (-5, 5, True), (-5, -1, False), (1, 5, False)],
)
def test_a_delegation_holds_from_its_first_day_to_its_last(client, here, people, first, last, is_open):
    """The secretary drafts only where the principal has delegated it, in days from today."""
    today = timezone.localdate()
    secretary = people["secretary"]
    for action in ("plan.edit", "plan.view_draft"):
        DelegationFactory(
            person=secretary.person,
            action=action,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
        )
    client.force_login(secretary)

    statuses = [client.get(f"/{path}".replace("<id:pk>", str(here.rows["Draft"].pk))).status_code for path in (
        "ke-hoach/<id:pk>/", "van-ban/<id:pk>/sua/", "ke-hoach/moi/",
    )]  # fmt: skip

    assert statuses == ([200, 200, 200] if is_open else [404, 404, 403])


def test_a_delegation_opens_what_it_names_and_no_more(client, here, people):
    secretary = people["secretary"]
    DelegationFactory(person=secretary.person, action="plan.view_draft")
    client.force_login(secretary)
    draft = here.rows["Draft"].pk

    assert client.get(f"/ke-hoach/{draft}/").status_code == 200
    assert client.get(f"/van-ban/{draft}/sua/").status_code == 403
    assert client.get("/ke-hoach/moi/").status_code == 403


def test_a_delegation_to_whom_the_table_does_not_name_opens_nothing(client, here, people):
    for action in ("plan.edit", "plan.view_draft", "document.sign"):
        DelegationFactory(person=people["teacher"].person, action=action)
    client.force_login(people["teacher"])

    assert client.get(f"/ke-hoach/{here.rows['Draft'].pk}/").status_code == 404
    assert client.get("/ke-hoach/moi/").status_code == 403


def test_a_delegation_does_not_cross_to_another_school(client, there, people):
    for action in ("plan.edit", "plan.view_draft"):
        DelegationFactory(person=people["secretary"].person, action=action)
    client.force_login(people["secretary"])

    assert client.get(f"/van-ban/{there.rows['Draft'].pk}/sua/").status_code == 404

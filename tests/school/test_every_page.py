"""The questions that every page of the room is asked: the right person, a colleague, a stranger, nobody, the wrong method.

Who may is written here by hand, page by page.
"""

import hashlib
import re
import time

import pytest
from django.core import serializers
from django.urls import get_resolver

from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import DelegationFactory, PersonFactory, RoleAssignmentFactory
from thiduakt.audit.models import AuditEvent, AuditHead
from thiduakt.permissions import Role
from thiduakt.routes import routes
from thiduakt.school import models
from thiduakt.school.enums import RoleState
from thiduakt.school.services.sign_ins import begin_sign_in

COLLEAGUES = "principal deputy clerk group_head teacher inspector"
STAFF = "principal deputy clerk secretary technician group_head teacher accountant inspector"
HEADS = "principal deputy clerk"
AT_WORK = "principal deputy clerk secretary group_head teacher accountant inspector"

# address -> (who may look, who may act: None where nothing is posted)
READERS_OF_PUPILS = "principal deputy secretary clerk"
OF_A_CLASS = " teacher group_head inspector"  # their own classes; here they have none
PAGES = {
    "": (STAFF, None),
    "to-va-vai-tro.xlsx": (STAFF, None),
    "mat-khau/": (STAFF, STAFF),
    "bao-ve/": (STAFF, None),
    "bao-ve/xac-nhan/": (STAFF, STAFF),
    "bao-ve/hai-buoc/": (STAFF, STAFF),
    "bao-ve/hai-buoc/tat/": (None, STAFF),
    "bao-ve/ma-du-phong/": (None, STAFF),
    "bao-ve/phien-khac/ket-thuc/": (None, STAFF),
    "bao-ve/phien/{sign_in}/ket-thuc/": (None, STAFF),
    "nguoi-than/": (AT_WORK, AT_WORK),
    "nguoi-than/{kin}/rut/": (None, AT_WORK),
    "the-thuc/them/": ("principal clerk", "principal clerk"),
    "nam-hoc/them/": ("principal clerk", "principal clerk"),
    "to/them/": (HEADS, HEADS),
    "to/{group}/sua/": (HEADS, HEADS),
    "to/{group}/xoa/": (None, HEADS),
    "vien-chuc/": (COLLEAGUES, None),
    "vien-chuc/danh-sach.xlsx": (COLLEAGUES, None),
    "vien-chuc/them/": (HEADS, HEADS),
    "vien-chuc/{colleague}/": (HEADS + " accountant group_head", None),
    "vien-chuc/{colleague}/sua/": (HEADS, HEADS),
    "tai-khoan/": ("principal technician inspector", None),
    "tai-khoan/danh-sach.xlsx": ("principal technician inspector", None),
    "tai-khoan/{colleague}/": ("principal technician inspector", None),
    "tai-khoan/{newcomer}/mo/": ("technician", "technician"),
    "tai-khoan/{colleague}/dat-lai-mat-khau/": (None, "technician"),
    "tai-khoan/phieu/": ("technician", "technician"),
    "tai-khoan/{colleague}/bo-hai-buoc/": (None, "technician"),
    "tai-khoan/{colleague}/mo-khoa-dang-nhap/": (None, "principal technician"),
    "tai-khoan/{colleague}/ket-thuc-phien/": (None, "principal technician"),
    "tai-khoan/{colleague}/khoa/": (None, "technician"),
    "tai-khoan/{colleague}/mo-lai/": (None, "technician"),
    "vai-tro/": ("principal technician inspector", None),
    "vai-tro/danh-sach.xlsx": ("principal technician inspector", None),
    "vai-tro/de-xuat/": ("technician", "technician"),
    "vai-tro/{role}/": ("principal technician inspector", None),
    "vai-tro/{role}/buoc/": (None, "principal"),
    "vai-tro/{role}/rut/": (None, "technician"),
    "vai-tro/{held}/thoi-giao/": ("technician", "technician"),
    "uy-quyen/": ("principal technician inspector", None),
    "uy-quyen/danh-sach.xlsx": ("principal technician inspector", None),
    "uy-quyen/them/": ("principal", "principal"),
    "uy-quyen/{delegation}/ket-thuc/": ("principal", "principal"),
    "uy-quyen/{delegation}/huy/": (None, "principal"),
    "lop/": (READERS_OF_PUPILS + OF_A_CLASS, None),
    "lop/danh-sach.xlsx": (READERS_OF_PUPILS + OF_A_CLASS, None),
    "lop/them/": (HEADS, HEADS),
    "lop/{class}/": (READERS_OF_PUPILS, None),
    "lop/{class}/sua/": (HEADS, HEADS),
    "lop/{class}/xoa/": (None, HEADS),
    "hoc-sinh/": (READERS_OF_PUPILS + OF_A_CLASS, None),
    "hoc-sinh/danh-sach.xlsx": (READERS_OF_PUPILS + OF_A_CLASS, None),
    "hoc-sinh/them/": (HEADS, HEADS),
    "hoc-sinh/{pupil}/sua/": (HEADS, HEADS),
}
ONE_ROW = [address for address in PAGES if "{" in address]
# About oneself: open to everybody with an account.
OWN = ("mat-khau/", "bao-ve/")
# A colleague whose table says "own rows" or "own group" may ask, but finds nobody else's page.
FINDS_NOTHING = {
    *(("vien-chuc/{colleague}/", who) for who in ("teacher", "inspector")),
    *(("lop/{class}/", who) for who in OF_A_CLASS.split()),
}


@pytest.fixture
def people(request):
    """The whole cast by name."""
    return {name: request.getfixturevalue(name) for name in (*STAFF.split(), "superior", "stranger")}


@pytest.fixture
def rows(school, group, people, at):
    colleague = PersonFactory(school=school, group=group, full_name="Nguyễn Thị Ánh")
    account = models.User.objects.create(person=colleague, username="anhnt")
    return {
        "sign_in": begin_sign_in(account, address="203.0.113.7", device="Chrome trên máy Windows", at=at).pk,
        "group": group.pk,
        "colleague": colleague.pk,
        "newcomer": PersonFactory(school=school).pk,
        "role": RoleAssignmentFactory(person=colleague, role=Role.GROUP_HEAD, state=RoleState.PROPOSED).pk,
        "held": RoleAssignmentFactory(person=colleague, role=Role.TEACHER).pk,
        "delegation": DelegationFactory(person=people["deputy"].person).pk,
        "class": SchoolClassFactory(school=school).pk,
        "pupil": PupilFactory(school=school).pk,
        "kin": models.Kinship.objects.create(
            person=colleague, relative=PersonFactory(school=school), relation="chị", declared_by=account, declared_at=at
        ).pk,
    }


def database_state():
    """A fingerprint of every row of the room and of the log."""
    rows = [row for model in (*all_models(), AuditEvent, AuditHead) for row in model.objects.order_by("pk")]
    return hashlib.sha256(serializers.serialize("json", rows).encode()).hexdigest()


def all_models():
    names = ("School", "Letterhead", "SchoolYear", "Group", "Person", "User", "SignIn", "SecondFactor")
    return [
        *(getattr(models, name) for name in names),
        models.RoleAssignment,
        models.Delegation,
        models.SchoolClass,
        models.Pupil,
        models.Kinship,
    ]


def sign_in(client, user):
    """With the password given a moment ago."""
    client.force_login(user)
    session = client.session
    session["confirmed_at"] = time.time()
    session.save()


def asked(client, method, address):
    return getattr(client, method)(f"/nha-truong/{address}").status_code


def test_every_page_of_the_room_is_asked():
    paths = [path for path, _ in routes(get_resolver().url_patterns)]
    ours = {path.removeprefix("nha-truong/") for path in paths if path.startswith("nha-truong/")}

    assert {re.sub(r"<id:pk>", "#", path) for path in ours} == {re.sub(r"{\w+}", "#", address) for address in PAGES}


@pytest.mark.parametrize("who", [*STAFF.split(), "superior"])
def test_who_may_look_and_who_may_not(client, people, rows, who):
    sign_in(client, people[who])
    expected, found = {}, {}
    for address, (lookers, _) in PAGES.items():
        if lookers is None:
            continue
        own = address.startswith(OWN)
        refused = 404 if (address, who) in FINDS_NOTHING else 403
        expected[address] = 200 if who in lookers.split() or own else refused
        found[address] = asked(client, "get", address.format(**rows))

    assert found == expected


@pytest.mark.parametrize("who", [*STAFF.split(), "superior"])
def test_who_may_not_act_changes_nothing(client, people, rows, who):
    sign_in(client, people[who])
    before = database_state()
    forbidden = [address for address, (_, actors) in PAGES.items() if actors and who not in actors.split()]
    forbidden = [address for address in forbidden if not address.startswith(OWN)]

    assert {address: asked(client, "post", address.format(**rows)) for address in forbidden} == dict.fromkeys(forbidden, 403)
    assert database_state() == before


@pytest.mark.parametrize("address", ONE_ROW)
def test_a_row_of_another_school_is_not_there(client, people, rows, address):
    """The strangers hold every role in their own school: only the border stops them."""
    stranger = people["stranger"]
    for role in (Role.TECHNICIAN, Role.CLERK):
        RoleAssignmentFactory(person=stranger.person, role=role)
    sign_in(client, stranger)
    before = database_state()

    lookers, actors = PAGES[address]
    if lookers:
        assert asked(client, "get", address.format(**rows)) == 404
    if actors:
        assert asked(client, "post", address.format(**rows)) == 404
    assert database_state() == before


@pytest.mark.parametrize("address", ONE_ROW)
def test_a_row_that_never_was_is_not_there(client, people, rows, address):
    for role in (Role.PRINCIPAL, Role.CLERK):
        RoleAssignmentFactory(person=people["technician"].person, role=role)
    sign_in(client, people["technician"])
    method = "get" if PAGES[address][0] else "post"

    for pk in (0, 987_654, 10**30):
        assert asked(client, method, address.format(**dict.fromkeys(rows, pk))) == 404


def test_the_wrong_method_is_refused(client, people, rows):
    for role in (Role.PRINCIPAL, Role.CLERK):
        RoleAssignmentFactory(person=people["technician"].person, role=role)
    sign_in(client, people["technician"])

    for address, (lookers, actors) in PAGES.items():
        assert asked(client, "delete", address.format(**rows)) == 405, address
        if lookers is None:  # a lost session signed in again: back to the page with the button
            assert asked(client, "get", address.format(**rows)) == 302, address
        if actors is None:
            assert asked(client, "post", address.format(**rows)) == 405, address


def test_looking_changes_nothing(client, people, rows):
    for role in (Role.PRINCIPAL, Role.CLERK):
        RoleAssignmentFactory(person=people["technician"].person, role=role)
    sign_in(client, people["technician"])
    before = database_state()

    for _ in range(2):
        for address, (lookers, _actors) in PAGES.items():
            if lookers:
                assert asked(client, "get", address.format(**rows)) == 200, address

    assert database_state() == before


def test_nobody_else_s_page_says_who_they_are(client, people, rows):
    """A page that is refused tells no name."""
    sign_in(client, people["teacher"])

    response = client.get(f"/nha-truong/vien-chuc/{rows['colleague']}/")

    assert "Nguyễn Thị Ánh" not in response.content.decode()


def test_pages_of_somebody_signed_in_stay_in_no_cache(client, people):
    sign_in(client, people["teacher"])

    assert client.get("/nha-truong/vien-chuc/")["Cache-Control"] == "no-store, private"

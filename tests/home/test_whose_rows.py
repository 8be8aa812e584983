"""Whose rows: two schools, the people of one of them, a superior's user.

Every route is asked for every row of another school, and every page is read for words that are not for its reader. Who may
see what is written here by hand; the permission table is not asked.
"""

from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone

from tests.factories.school import UserFactory
from tests.home.probing import LISTS, OF_A_ROW, PATHS, PUBLIC, addresses, text_of
from tests.home.world import HERE, THERE, World
from thiduakt.catalog.models import LegalTextQuerySet
from thiduakt.catalog.models.honors import DatedRowQuerySet
from thiduakt.documents.models import Document, RegisterEntry
from thiduakt.documents.models.document import DocumentQuerySet
from thiduakt.permissions import Role
from thiduakt.school.querysets import OfSchoolQuerySet

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


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
        for key in there.keys:
            for address in addresses(path, key):
                response = getattr(client, method)(address)
                if response.status_code not in {302, 403, 404, 405}:
                    odd.append((address, response.status_code))
                if THERE in text_of(response):
                    leaks.append(address)

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

    shown = [key for key in there.keys for address in addresses(path, key) if THERE in text_of(client.get(address))]

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
# Also what is proposed as law of the school.
PAPERS = {
    "Issued", "Sent", "NewHonor", "NewRule", "Target", "Round", "Campaign", "Contest", "Exemplar",
    "Posting", "Review", "Council", "Award", "FromAbove", "Ceremony",
}  # fmt: skip
STAFF_LIST = {"Person", "Group"}
OF_PEOPLE = {"Honor", "Initiative", "Rating", "Transfer", "Solution"}
PRIVATE = {"Discipline", "Leave", "Verification"}
JUDGED = {"Judged", "Refused", "Known", "Concluded"}
JUDGING = JUDGED | {"Rubric", "Judging", "Above"}
PUPILS = {"Class", "Pupil"}
OF_PUPILS = {"Praise", "Prize"}  # what they received
ON_THE_LISTS = {
    "principal": PAPERS
    | JUDGING
    | STAFF_LIST
    | OF_PEOPLE
    | PRIVATE
    | PUPILS
    | OF_PUPILS
    | {"Draft", "Asked", "Entry", "Account", "Role", "Delegation", "Opening", "Text", "Batch", "Mailing"}
    | {"Movement", "Sheet", "Trial", "Found", "Report", "Dossier", "Outline", "Founding", "Poll"}
    | {"Announced", "Naming", "Session", "Planned", "Awarding", "Blanked", "Press", "Packed", "Back"},
    "deputy": PAPERS
    | JUDGING
    | STAFF_LIST
    | OF_PEOPLE
    | PUPILS
    | OF_PUPILS
    | {"Draft", "Asked", "Entry", "Opening", "Text", "Mailing", "Movement", "Sheet", "Trial", "Found", "Report"}
    | {"Dossier", "Outline", "Founding", "Awarding", "Packed"},
    "clerk": PAPERS
    | JUDGED
    | STAFF_LIST
    | OF_PEOPLE
    | PUPILS
    | OF_PUPILS
    | {"Draft", "Asked", "Entry", "Opening", "Text", "Batch", "Found", "Report", "Awarding"}
    | {"Announced", "Naming", "Blanked", "Press", "Packed"},
    "secretary": PAPERS
    | JUDGING
    | OF_PEOPLE
    | PRIVATE
    | PUPILS
    | OF_PUPILS
    | {"Person", "Text", "Group", "Batch", "Mailing", "Movement", "Sheet", "Trial", "Found", "Report"}
    | {"Dossier", "Outline", "Founding", "Session", "Planned", "Awarding", "Blanked", "Press", "Packed"},
    "technician": {"Text", "Group", "Person", "Account", "Role", "Delegation"},
    "group_head": PAPERS | STAFF_LIST | OF_PEOPLE | {"Asked", "Text", "Found", "Dossier"},
    "teacher": PAPERS | STAFF_LIST | {"Text"},
    "accountant": PAPERS | {"Text", "Group", "Person", "Back"},
    "inspector": PAPERS
    | JUDGED
    | STAFF_LIST
    | OF_PEOPLE
    | OF_PUPILS
    | {"Entry", "Opening", "Account", "Role", "Delegation", "Text", "Sheet", "Found", "Dossier", "Poll", "Session"}
    | {"Packed", "Back"},
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
    ("dang-ky/dot/<id:pk>/", "Round"): "principal deputy clerk secretary group_head teacher inspector",
    ("dang-ky/dot/<id:pk>/danh-sach/", "Round"): "principal deputy clerk secretary group_head teacher inspector",
    ("dang-ky/dot/<id:pk>/cua-toi/", "Round"): "principal deputy clerk secretary group_head teacher accountant inspector",
    ("dang-ky/dot/<id:pk>/gia-han/", "Round"): "principal",
    ("dang-ky/<id:pk>/", "Registration"): "principal deputy clerk secretary group_head inspector",
    ("dien-hinh/<id:pk>/", "Exemplar"): ALL,
    ("dien-hinh/<id:pk>/", "Found"): "principal deputy clerk secretary group_head inspector",
    ("dien-hinh/<id:pk>/sua/", "Found"): "principal deputy secretary",
    ("bao-cao/<id:pk>/", "Report"): "principal deputy clerk secretary",
    ("bao-cao/<id:pk>/so-lieu/", "Report"): "principal deputy clerk secretary",
    ("dang-ky/phieu/<id:pk>/", "SignedForm"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/<id:pk>/", "Honor"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/<id:pk>/huy/", "Honor"): "principal secretary",
    ("so-khen-thuong/<id:pk>/gach-bo/", "Honor"): "principal secretary",
    ("so-khen-thuong/vien-chuc/<id:pk>/", "Person"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/vien-chuc/<id:pk>/ho-so.xlsx", "Person"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/to/<id:pk>/", "Group"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/hoc-sinh/<id:pk>/", "Pupil"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/hoc-sinh/<id:pk>/ho-so.xlsx", "Pupil"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/lop/<id:pk>/", "Class"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/<id:pk>/", "Praise"): "principal deputy clerk secretary inspector",
    ("so-khen-thuong/ghi/vien-chuc/<id:pk>/", "Person"): "principal secretary clerk",
    ("so-khen-thuong/ghi/to/<id:pk>/", "Group"): "principal secretary clerk",
    ("so-khen-thuong/sang-kien/<id:pk>/", "Initiative"): "principal deputy clerk secretary group_head inspector",
    ("so-khen-thuong/sang-kien/<id:pk>/sua/", "Initiative"): "principal secretary",
    ("so-khen-thuong/xep-loai/<id:pk>/sua/", "Rating"): "principal secretary",
    ("so-khen-thuong/chuyen-cong-tac/<id:pk>/sua/", "Transfer"): "principal secretary",
    ("nhap-excel/luot/<id:pk>/", "Batch"): "principal clerk secretary",
    ("nhap-excel/luot/<id:pk>/dong-chua-ghi.xlsx", "Batch"): "principal clerk secretary",
    ("thong-bao/chung/<id:pk>/", "Mailing"): "principal deputy secretary",
    ("thong-bao/chung/<id:pk>/sua/", "Mailing"): "principal deputy secretary",
    ("nha-truong/lop/<id:pk>/", "Class"): "principal deputy clerk secretary",
    ("nha-truong/hoc-sinh/<id:pk>/sua/", "Pupil"): "principal deputy clerk",
    ("thu-vien/<id:pk>/", "Text"): f"{ALL} technician",
    ("danh-muc/de-xuat/khen-thuong/<id:pk>/", "NewHonor"): ALL,
    ("danh-muc/de-xuat/quy-dinh/<id:pk>/", "NewRule"): ALL,
    ("phong-trao/<id:pk>/", "Campaign"): ALL,
    ("phong-trao/<id:pk>/", "Movement"): "principal deputy secretary",
    ("phong-trao/<id:pk>/sua/", "Movement"): "principal deputy secretary",
    ("phong-trao/hoat-dong/<id:pk>/", "Campaign"): "principal deputy secretary",
    ("cham-diem/<id:pk>/", "Sheet"): "principal deputy secretary inspector",
    ("cham-diem/<id:pk>/bang.xlsx", "Sheet"): "principal deputy secretary inspector",
    ("cham-diem/<id:pk>/sua/", "Sheet"): "principal deputy secretary",
    ("cham-diem/hoi-dong/<id:pk>/", "Sheet"): "principal deputy secretary",
    ("bo-phieu/<id:pk>/", "Poll"): "principal inspector",
    ("hoi-thi/<id:pk>/", "Contest"): ALL,
    ("hoi-thi/<id:pk>/", "Trial"): "principal deputy secretary",
    ("hoi-thi/<id:pk>/sua/", "Trial"): "principal deputy secretary",
    ("hoi-thi/bai/<id:pk>/", "Essay"): "principal deputy secretary",
    ("hoi-thi/tep/<id:pk>/", "Attached"): "principal deputy secretary",
    ("chi-tieu/<id:pk>/", "Target"): ALL,
    ("chi-tieu/<id:pk>/sua/", "Target"): "principal deputy secretary",
    ("chi-tieu/<id:pk>/ket-qua/", "Target"): "principal deputy secretary",
    ("chi-tieu/minh-chung/<id:pk>/", "Proof"): ALL,
    ("chi-tieu/to/<id:pk>/", "Group"): ALL,
    ("chi-tieu/ke-hoach/<id:pk>/", "Draft"): DRAFTERS,
    ("chi-tieu/ke-hoach/<id:pk>/phan-cong/", "Issued"): ALL,
    ("cong-khai-ho-so/<id:pk>/", "Posting"): ALL,
    ("cong-khai-ho-so/<id:pk>/ket-thuc/", "Posting"): "principal deputy secretary",
    ("cong-khai-ho-so/phan-anh/<id:pk>/", "Opinion"): "principal secretary inspector",
    ("dot-xet/<id:pk>/", "Review"): ALL,
    ("dot-xet/<id:pk>/cua-toi/", "Review"): ALL,
    ("dot-xet/<id:pk>/gia-han/", "Review"): "principal deputy secretary",
    ("dot-xet/<id:pk>/tu-dang-ky/", "Review"): "principal deputy secretary",
    ("khen-thuong/<id:pk>/", "Award"): ALL,
    ("khen-thuong/<id:pk>/danh-sach.xlsx", "FromAbove"): ALL,
    ("khen-thuong/<id:pk>/", "Awarding"): "principal deputy clerk secretary",
    ("khen-thuong/<id:pk>/sua/", "Awarding"): "principal deputy clerk secretary",
    ("khen-thuong/dong/<id:pk>/sua/", "Awarding"): "principal deputy clerk secretary",
    ("khen-thuong/<id:pk>/huy/", "Award"): "principal",
    ("khen-thuong/tep/<id:pk>/", "Scanned"): ALL,
    ("cong-bo/<id:pk>/", "Announced"): "principal clerk",
    ("cong-bo/<id:pk>/sua/", "Announced"): "principal clerk",
    ("cong-bo/<id:pk>/dong-y/", "Announced"): "principal clerk",
    ("cong-bo/dong-y/tep/<id:pk>/", "Slip"): "principal clerk",
    ("le-trao-thuong/<id:pk>/", "Ceremony"): ALL,
    ("le-trao-thuong/<id:pk>/sua/", "Ceremony"): "principal deputy clerk secretary",
    ("le-trao-thuong/luot/<id:pk>/trao/", "Ceremony"): "principal deputy clerk secretary",
    ("ho-so/<id:pk>/", "Dossier"): "principal deputy secretary group_head inspector",
    ("ho-so/<id:pk>/sua/", "Dossier"): "principal deputy group_head",
    ("ho-so/<id:pk>/tra-lai/", "Dossier"): "principal deputy secretary",
    ("ho-so/<id:pk>/bao-cao/xem/", "Written"): "principal deputy secretary group_head inspector",
    ("ho-so/<id:pk>/bao-cao/cac-lan-luu/", "Written"): "principal deputy secretary group_head inspector",
    ("ho-so/<id:pk>/minh-chung/", "Written"): "principal deputy secretary group_head inspector",
    ("ho-so/minh-chung/<id:pk>/", "Proven"): "principal deputy secretary group_head inspector",
    ("mau-bao-cao/<id:pk>/", "Outline"): "principal deputy secretary",
    ("mau-bao-cao/<id:pk>/sua/", "Outline"): "principal deputy secretary",
    ("sang-kien/<id:pk>/", "Solution"): "principal deputy clerk secretary group_head inspector",
    ("sang-kien/<id:pk>/so-trung/", "Solution"): "principal deputy clerk secretary group_head inspector",
    ("sang-kien/<id:pk>/tra-lai/", "Solution"): "principal deputy secretary",
    ("sang-kien/so-trung/<id:pk>/", "Alike"): "principal deputy clerk secretary group_head inspector",
    ("sang-kien/so-trung/<id:pk>/xem-xet/", "Alike"): "principal deputy secretary",
    ("sang-kien/minh-chung/<id:pk>/", "Seen"): "principal deputy clerk secretary group_head inspector",
    ("sang-kien/giay-dong-y/<id:pk>/", "Agreed"): "principal deputy clerk secretary group_head inspector",
    ("cham-sang-kien/<id:pk>/", "Judging"): "principal deputy secretary",
    ("cham-sang-kien/<id:pk>/", "Concluded"): "principal deputy clerk secretary inspector",
    ("cham-sang-kien/<id:pk>/ket-qua/", "Concluded"): "principal deputy clerk secretary inspector",
    ("cham-sang-kien/<id:pk>/ket-qua/", "Judging"): "",
    ("cham-sang-kien/<id:pk>/gia-han/", "Judging"): "principal deputy secretary",
    ("cham-sang-kien/phieu/<id:pk>/", "Noted"): "",
    ("cham-sang-kien/tieu-chi/<id:pk>/", "Rubric"): "principal deputy secretary",
    ("cham-sang-kien/tieu-chi/<id:pk>/sua/", "Rubric"): "principal deputy secretary",
    ("cham-sang-kien/xem-xet-lai/<id:pk>/", "Appealed"): "principal deputy secretary",
    ("cham-sang-kien/cap-tren/<id:pk>/", "Above"): "principal deputy secretary",
    ("hoi-dong/<id:pk>/", "Council"): ALL,
    ("hoi-dong/<id:pk>/", "Founding"): "principal deputy secretary",
    ("hoi-dong/<id:pk>/sua/", "Founding"): "principal deputy secretary",
    ("hoi-dong/kien-toan/<id:pk>/sua/", "Renewed"): "principal deputy secretary",
    ("phien-hop/<id:pk>/", "Session"): "principal secretary inspector",
    ("phien-hop/<id:pk>/", "Planned"): "principal secretary",
    ("phien-hop/<id:pk>/sua/", "Planned"): "principal secretary",
    ("giay-khen/quyet-dinh/<id:pk>/", "Award"): "principal deputy clerk secretary",
    ("giay-khen/quyet-dinh/<id:pk>/", "Awarding"): "",
    ("giay-khen/lan-in/<id:pk>/", "Printed"): "principal deputy clerk secretary",
    ("giay-khen/phoi/<id:pk>/", "Blanked"): "principal clerk secretary",
    ("giay-khen/may-in/<id:pk>/", "Press"): "principal clerk secretary",
    ("trinh-cap-tren/<id:pk>/", "Packed"): "principal deputy clerk secretary inspector",
    ("trinh-cap-tren/<id:pk>/sua/", "Packed"): "principal deputy secretary",
    ("trinh-cap-tren/<id:pk>/nop/", "Packed"): "clerk",
    ("trinh-cap-tren/giay-to/<id:pk>/", "Packed"): "principal deputy clerk secretary inspector",
    ("trinh-cap-tren/ban-chup/<id:pk>/", "Packed"): "principal deputy clerk secretary inspector",
    ("tien-thuong/quyet-dinh/<id:pk>/", "Award"): "principal accountant inspector",
    ("tien-thuong/khoan/<id:pk>/", "Due"): "principal accountant inspector",
    ("tien-thuong/khoan/<id:pk>/chi/", "Due"): "accountant",
    ("tien-thuong/quy/<id:pk>/", "Entered"): "principal accountant inspector",
    ("tien-thuong/dong/<id:pk>/dao/", "Entered"): "accountant",
    ("tien-thuong/du-toan/<id:pk>/", "Estimated"): "principal accountant inspector",
    ("tien-thuong/thu-hoi/<id:pk>/", "Back"): "principal accountant inspector",
    ("tien-thuong/thu-hoi/<id:pk>/nop-lai/", "Back"): "accountant",
    ("binh-xet/<id:pk>/", "Meeting"): "principal deputy secretary group_head inspector",
    ("binh-xet/<id:pk>/ghi/", "Meeting"): "group_head",
    ("tham-dinh/ho-so/<id:pk>/", "Appraised"): "principal deputy secretary",
    ("tham-dinh/ho-so/<id:pk>/", "Waived"): "principal deputy secretary",
    ("tham-dinh/dot/<id:pk>/", "Review"): "principal deputy secretary",
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
        key
        for key in here.keys
        for path in OF_A_ROW
        for address in addresses(path, key)
        if not address.endswith((".pdf", ".docx", ".png")) and client.get(address).status_code == 200
    }

    told = {path for path, text in texts.items() if here.words_in(text)}
    assert told == {"ke-hoach/", "ke-hoach/danh-sach.xlsx", "van-ban/", "van-ban/danh-sach.xlsx"}
    assert set().union(*(world.words_in(text) for text in texts.values() for world in (here, there))) == {"Sent"}
    assert opened == {here.rows["Sent"].pk}
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

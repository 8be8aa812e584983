from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.ledger import AuthorFactory, HonorEntryFactory, UseFactory, ending
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.ledger.models import HonorEntry, Initiative, InitiativeAuthor, InitiativeUse
from thiduakt.ledger.services.initiatives import (
    NewAuthor,
    NewInitiative,
    add_initiative,
    edit_initiative,
    known_initiatives,
    record_initiatives,
    record_use,
    remove_initiative,
    take_back_use,
)
from thiduakt.workflow import StaleError

pytestmark = pytest.mark.django_db
NAME = "Một số biện pháp giúp trẻ 5–6 tuổi làm quen chữ cái"
TOLD = {"name": NAME, "year": 2022, "level": "co_so"}
OUTSIDERS = ["teacher", "group_head", "deputy", "technician", "inspector", "stranger"]


@pytest.fixture
def dao(school, group):
    return PersonFactory(school=school, group=group, full_name="Đỗ Thị Đào")


@pytest.fixture
def anh(school):
    return PersonFactory(school=school, full_name="Nguyễn Thị Ánh")


def shares(initiative):
    return {str(author.person): author.share for author in initiative.authors.all()}


def test_initiatives_are_written_with_their_authors_and_uses(dao, anh, school, secretary, at):
    entry = HonorEntryFactory(person=dao, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    rows = [
        NewInitiative(**TOLD, authors=[NewAuthor(dao, 60, entry), NewAuthor(anh, 40)], decision_number="77/QĐ-UBND"),
        NewInitiative(**TOLD | {"name": "Trò chơi  dân gian", "level": "tinh"}, authors=[NewAuthor(anh)]),
    ]

    written = record_initiatives(rows, actor=secretary, at=at)

    assert [shares(one) for one in written] == [{"Đỗ Thị Đào": 60, "Nguyễn Thị Ánh": 40}, {"Nguyễn Thị Ánh": 100}]
    use = InitiativeUse.objects.get()
    assert (use.author.person, use.author.initiative, use.entry) == (dao, written[0], entry)
    assert [str(one) for one in Initiative.objects.matching("tro choi dan gian")] == ["Trò chơi dân gian"]
    assert list(Initiative.objects.matching("77/qd-ubnd")) == [written[0]]
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes) == ("initiative.enter", {"số dòng": 2})


def test_the_same_list_again_changes_nothing(dao, anh, secretary, at):
    rows = [NewInitiative(**TOLD, authors=[NewAuthor(dao)]), NewInitiative(**TOLD, authors=[NewAuthor(anh)])]
    assert len(record_initiatives([*rows, rows[0]], actor=secretary, at=at)) == 2

    typed_otherwise = NewInitiative(**TOLD | {"name": NAME.upper()}, authors=[NewAuthor(dao, 50), NewAuthor(anh, 50)])

    assert record_initiatives([*rows, typed_otherwise], actor=secretary, at=at) == []
    assert len(known_initiatives(dao.school)) == 2
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"authors": []}, "authors", "cần ít nhất một tác giả"),
        ({"authors": [("dao", 60), ("anh", 30)]}, "authors", "hiện cộng lại là 90"),
        ({"authors": [("dao", 50), ("dao", 50)]}, "authors", "Mỗi tác giả chỉ ghi một lần"),
        ({"authors": [("dao", 0), ("anh", 100)]}, "authors", "từ 1 đến 100"),
        ({"level": "khac"}, "level", "chọn một mục"),
        ({"kind": "khac"}, "kind", "chọn một mục"),
        ({"name": " "}, "name", "chưa điền"),
        ({"name": "Đ" * 501}, "name", "500"),
        ({"year": 2024}, "year", "đến 2023"),
        ({"decided_on": date(2023, 10, 6)}, "decided_on", "không được sau hôm nay"),
    ],
)
def test_one_faulty_row_stops_the_lot(request, dao, secretary, at, wrong, field, sentence):
    if "authors" in wrong:
        wrong = {"authors": [NewAuthor(request.getfixturevalue(who), share) for who, share in wrong["authors"]]}
    good = NewInitiative(**TOLD | {"name": "Khác"}, authors=[NewAuthor(dao)])

    with pytest.raises(ValidationError) as refusal:
        record_initiatives([good, NewInitiative(**TOLD | {"authors": [NewAuthor(dao)]} | wrong)], actor=secretary, at=at)

    assert list(refusal.value.message_dict) == [field]
    assert sentence in refusal.value.messages[0]
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_those_who_keep_the_ledger_write_initiatives(request, who, dao, at):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        record_initiatives([NewInitiative(**TOLD, authors=[NewAuthor(dao)])], actor=actor, at=at)
    with pytest.raises(PermissionDenied):
        add_initiative(NewInitiative(**TOLD, authors=[NewAuthor(dao)]), actor=actor, at=at)
    with pytest.raises(PermissionDenied):
        record_use(AuthorFactory(person=dao), entry=HonorEntryFactory(person=dao), actor=actor, at=at)


def test_an_author_of_another_school_is_refused(secretary, other_school, at):
    with pytest.raises(PermissionDenied):
        record_initiatives(
            [NewInitiative(**TOLD, authors=[NewAuthor(PersonFactory(school=other_school))])], actor=secretary, at=at
        )


def test_one_is_added_by_hand_and_not_twice(dao, anh, secretary, at):
    add_initiative(NewInitiative(**TOLD, authors=[NewAuthor(dao)]), actor=secretary, at=at)

    with pytest.raises(ValidationError, match="Sổ đã ghi sáng kiến cùng tên"):
        add_initiative(NewInitiative(**TOLD, authors=[NewAuthor(dao)]), actor=secretary, at=at)

    assert add_initiative(NewInitiative(**TOLD, authors=[NewAuthor(anh)]), actor=secretary, at=at).pk


# Uses


def test_an_initiative_is_used_once(dao, secretary, at):
    author = AuthorFactory(person=dao)
    first = HonorEntryFactory(person=dao, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    second = HonorEntryFactory(person=dao, code="BK_TP_CN", honor_name="Bằng khen của Chủ tịch UBND Thành phố")
    record_use(author, entry=first, actor=secretary, at=at)

    with pytest.raises(ValidationError) as refusal:
        record_use(author, entry=second, actor=secretary, at=at)

    (sentence,) = refusal.value.messages
    assert "đã dùng để xét Chiến sĩ thi đua cơ sở, năm học 2022–2023" in sentence
    assert "5007/BNV-TĐKT" in sentence
    assert InitiativeUse.objects.get().entry == first


def test_each_author_uses_it_for_an_honor_of_the_own(dao, anh, secretary, at):
    one = AuthorFactory(person=dao, share=50)
    other = InitiativeAuthor.objects.create(initiative=one.initiative, person=anh, share=50)

    record_use(one, entry=HonorEntryFactory(person=dao, code="CSTDCS"), actor=secretary, at=at)
    record_use(other, entry=HonorEntryFactory(person=anh, code="CSTDCS"), actor=secretary, at=at)

    assert InitiativeUse.objects.count() == 2


def test_what_cannot_have_used_it_is_refused(dao, anh, secretary, at):
    author = AuthorFactory(person=dao)
    revoked = HonorEntryFactory(person=dao)
    line = ending(revoked)

    for entry, sentence in (
        (HonorEntryFactory(person=anh), "không phải của tác giả"),
        (revoked, "đã hủy hoặc đã gạch bỏ"),
        (line, "đã hủy hoặc đã gạch bỏ"),
        (HonorEntryFactory(person=dao, year=2021), "năm học trước"),
        (HonorEntryFactory(person=dao, year=2023), "Lao động tiên tiến không xét bằng sáng kiến"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            record_use(author, entry=entry, actor=secretary, at=at)


def test_a_use_recorded_by_mistake_is_taken_back_with_a_reason(dao, secretary, clerk, at):
    use = UseFactory(author__person=dao)
    with pytest.raises(PermissionDenied):
        take_back_use(use, reason="Nhầm.", actor=clerk, at=at)
    with pytest.raises(ValidationError, match="cần ghi lý do"):
        take_back_use(use, reason="", actor=secretary, at=at)

    take_back_use(use, reason="Danh hiệu đã bị hủy.", actor=secretary, at=at)

    assert not InitiativeUse.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("initiative.take_back", "Danh hiệu đã bị hủy.")


# Corrections


def test_an_edit_changes_names_and_authors_alike(dao, anh, secretary, at):
    initiative = AuthorFactory(person=dao).initiative
    initiative.name = "Tên mới"

    edit_initiative(
        initiative, authors=[NewAuthor(dao, 70), NewAuthor(anh, 30)], version=1, reason="Thiếu tên.", actor=secretary, at=at
    )

    initiative.refresh_from_db()
    assert (initiative.version, initiative.search_key[:7]) == (2, "ten moi")
    assert shares(initiative) == {"Đỗ Thị Đào": 70, "Nguyễn Thị Ánh": 30}
    event = AuditEvent.objects.get()
    assert (event.verb, event.changes, event.reason) == ("initiative.edit", {"fields": ["name", "authors"]}, "Thiếu tên.")


def test_saving_what_stands_is_no_change(dao, secretary, at):
    initiative = AuthorFactory(person=dao).initiative

    edit_initiative(initiative, authors=[NewAuthor(dao)], version=1, reason="", actor=secretary, at=at)

    assert not AuditEvent.objects.exists()


def test_an_edit_makes_none_of_those_the_book_has(dao, anh, secretary, at):
    standing = AuthorFactory(person=dao).initiative
    other = AuthorFactory(person=dao, initiative__name="Khác").initiative
    of_anh = AuthorFactory(person=anh).initiative
    other.name = NAME.upper()

    for edited, authors in ((other, [NewAuthor(dao)]), (of_anh, [NewAuthor(anh, 50), NewAuthor(dao, 50)])):
        with pytest.raises(ValidationError, match="Sổ đã ghi sáng kiến cùng tên") as refusal:
            edit_initiative(edited, authors=authors, version=1, reason="Nhầm.", actor=secretary, at=at)
        assert list(refusal.value.message_dict) == ["name"]

    standing.level = "tinh"
    assert edit_initiative(standing, authors=[NewAuthor(dao)], version=1, reason="Nhầm.", actor=secretary, at=at)
    assert [shares(one) for one in (other, of_anh)] == [{"Đỗ Thị Đào": 100}, {"Nguyễn Thị Ánh": 100}]


def test_the_year_does_not_pass_that_of_the_honor_that_used_it(dao, secretary, at):
    author = AuthorFactory(person=dao, initiative__year=2020)
    UseFactory(author=author, entry=HonorEntryFactory(person=dao, year=2021))
    initiative, told = author.initiative, {"authors": [NewAuthor(dao)], "reason": "Nhầm năm.", "actor": secretary, "at": at}
    initiative.year = 2021
    edit_initiative(initiative, version=1, **told)
    initiative.year = 2022

    with pytest.raises(ValidationError) as refusal:
        edit_initiative(initiative, version=2, **told)

    assert list(refusal.value.message_dict) == ["year"]
    assert Initiative.objects.get().year == 2021


def test_a_use_is_asked_of_the_line_as_it_stands_now(dao, secretary, at):
    author, entry = AuthorFactory(person=dao), HonorEntryFactory(person=dao)
    read_before = HonorEntry.objects.select_related("ended_by").get(pk=entry.pk)
    ending(entry)

    with pytest.raises(ValidationError, match="đã hủy hoặc đã gạch bỏ"):
        record_use(author, entry=read_before, actor=secretary, at=at)


def test_an_author_for_whom_it_was_used_stays(dao, anh, secretary, at):
    use = UseFactory(author__person=dao)

    with pytest.raises(ValidationError, match="Đỗ Thị Đào đã dùng sáng kiến này nên vẫn là tác giả"):
        edit_initiative(use.author.initiative, authors=[NewAuthor(anh)], version=1, reason="Nhầm.", actor=secretary, at=at)

    assert shares(use.author.initiative) == {"Đỗ Thị Đào": 100}


def test_of_two_edits_the_second_is_told(dao, secretary, at):
    first = AuthorFactory(person=dao).initiative
    second = Initiative.objects.get()
    first.level, second.level = "tinh", "truong"
    edit_initiative(first, authors=[NewAuthor(dao)], version=1, reason="Nhầm.", actor=secretary, at=at)

    with pytest.raises(StaleError) as refusal:
        edit_initiative(second, authors=[NewAuthor(dao)], version=1, reason="Nhầm.", actor=secretary, at=at)

    assert refusal.value.version == 2
    assert Initiative.objects.get().level == "tinh"


def test_what_was_used_is_not_removed(dao, anh, secretary, at):
    use, other = UseFactory(author__person=dao), AuthorFactory(person=anh, initiative__name="Khác")
    with pytest.raises(ValidationError, match="nên không xóa được"):
        remove_initiative(use.author.initiative, reason="Nhầm.", actor=secretary, at=at)

    remove_initiative(other.initiative, reason="Ghi hai lần.", actor=secretary, at=at)

    assert [str(one) for one in Initiative.objects.all()] == [NAME]

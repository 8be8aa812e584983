"""Ký, cấp số, ban hành: NĐ 30/2020/NĐ-CP, Điều 15."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.documents import DocumentFactory
from tests.factories.school import LetterheadFactory, RoleAssignmentFactory, UserFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.composing import compose
from thiduakt.documents.enums import OpeningState, SeriesMode
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, NumberSeries, RegisterEntry
from thiduakt.documents.services.issuing import expected_number, issue_document, sign_document, snapshot_hash
from thiduakt.documents.services.openings import decide_opening, propose_opening
from thiduakt.permissions import Role
from thiduakt.school.enums import Numbering
from thiduakt.workflow import MoveRefusedError

TODAY = date(2023, 10, 5)


@pytest.fixture
def signed(principal):
    """Makes signed plans, one a call."""

    def make(**values):
        given = {"school": principal.school, "signer": principal.person, "state": "SIGNED", "signed_on": date(2023, 10, 2)}
        return DocumentFactory(**given | values)

    return make


@pytest.fixture
def issue(clerk, at):
    def act(document, issued_on=TODAY, actor=clerk, moment=at, **values):
        return issue_document(document, issued_on=issued_on, actor=actor, at=moment, **values)

    return act


def test_numbers_begin_at_01_and_follow_without_a_gap(signed, issue):
    assert [issue(signed()).notation for _ in range(3)] == ["01/KH-MNGB", "02/KH-MNGB", "03/KH-MNGB"]


def test_each_kind_has_its_own_series(signed, issue):
    issue(signed())

    assert issue(signed(kind=Kind.NOTICE)).notation == "01/TB-MNGB"
    assert issue(signed(kind=Kind.LETTER)).notation == "01/MNGB"


def test_a_school_with_one_series_numbers_all_kinds_in_it(school, signed, issue):
    school.numbering = Numbering.COMMON
    school.save()

    assert [issue(signed(kind=kind)).notation for kind in (Kind.PLAN, Kind.NOTICE)] == ["01/KH-MNGB", "02/TB-MNGB"]


def test_schools_do_not_share_a_series(signed, issue, stranger, at):
    issue(signed())
    clerk_there = UserFactory(school=stranger.school, roles=[Role.CLERK])
    there = signed(school=stranger.school, signer=stranger.person)

    assert issue_document(there, issued_on=TODAY, actor=clerk_there, at=at).number == 1


def test_the_next_year_begins_again(signed, issue, at):
    issue(signed())
    later = at + timedelta(days=120)

    assert issue(signed(), date(2024, 2, 2), moment=later).notation == "01/KH-MNGB"
    assert {(series.year, series.last) for series in NumberSeries.objects.all()} == {(2023, 1), (2024, 1)}


@pytest.mark.parametrize(
    ("moment", "year"),
    [(datetime(2023, 12, 31, 16, 59, 59, tzinfo=UTC), 2023), (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), 2024)],
)
def test_the_year_turns_at_midnight_in_hanoi(moment, year, signed, issue):
    new_year = date(2024, 1, 1)

    if year == 2024:
        assert issue(signed(), new_year, moment=moment).year == 2024
    else:
        with pytest.raises(ValidationError, match="không được sau hôm nay"):
            issue(signed(), new_year, moment=moment)


def test_issuing_writes_everything_at_once(signed, issue):
    issued = Document.objects.get(pk=issue(signed()).pk)

    assert (issued.state, issued.series, issued.year, issued.number) == ("ISSUED", "KH", 2023, 1)
    assert (issued.symbol, issued.issued_on) == ("KH-MNGB", TODAY)
    assert issued.snapshot["paper"]["number"] == 1
    assert issued.snapshot_hash == snapshot_hash(issued.snapshot)
    assert RegisterEntry.objects.get(document=issued).archive_holder == "VT"
    event = AuditEvent.objects.get(verb="document.issue")
    assert event.changes["state"] == ["SIGNED", "ISSUED"]
    assert "snapshot" not in event.changes


def test_issuing_twice_gives_the_same_number(signed, issue):
    document = signed()
    first = issue(document)

    assert issue(document).number == first.number
    assert NumberSeries.objects.get().last == 1
    assert AuditEvent.objects.filter(verb="document.issue").count() == 1


def test_a_refused_issue_takes_no_number(signed, issue):
    with pytest.raises(MoveRefusedError, match="Chưa có nơi nhận"):
        issue(signed(recipients=[]))

    assert not NumberSeries.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_clerk_does_not_number_what_the_clerk_signed(signed, clerk, issue):
    RoleAssignmentFactory(person=clerk.person, role=Role.PRINCIPAL)

    with pytest.raises(PermissionDenied):
        issue(signed(signer=clerk.person))


def test_a_later_number_has_no_earlier_date(signed, issue):
    issue(signed(), date(2023, 10, 5))

    with pytest.raises(ValidationError, match="Số sau không được ghi ngày trước số đó"):
        issue(signed(), date(2023, 10, 4))


def test_the_date_is_not_before_the_signature(signed, issue):
    with pytest.raises(ValidationError, match="không được trước ngày ký"):
        issue(signed(signed_on=date(2023, 10, 5)), date(2023, 10, 4))


def test_the_date_is_not_in_the_future(signed, issue):
    with pytest.raises(ValidationError, match="không được sau hôm nay"):
        issue(signed(), date(2023, 10, 6))


def test_yesterday_needs_no_reason(signed, issue):
    assert issue(signed(), date(2023, 10, 4)).number == 1


def test_a_day_before_yesterday_needs_a_reason_which_is_kept(signed, issue):
    document = signed()

    with pytest.raises(ValidationError, match="ghi rõ lý do"):
        issue(document, date(2023, 10, 3))
    issue(document, date(2023, 10, 3), reason="Mất điện ngày 4/10.")

    assert AuditEvent.objects.get(verb="document.issue").reason == "Mất điện ngày 4/10."


@pytest.mark.parametrize(
    ("issued_on", "today", "needs_reason"),
    [
        (date(2023, 10, 6), date(2023, 10, 9), False),  # Friday's paper on Monday
        (date(2023, 10, 6), date(2023, 10, 10), True),
        (date(2023, 10, 7), date(2023, 10, 9), False),  # Saturday's on Monday
        (date(2023, 10, 7), date(2023, 10, 10), True),
        (date(2023, 10, 5), date(2023, 10, 7), True),  # Thursday's on Saturday: Friday was the day
    ],
)
def test_the_number_is_due_on_the_next_working_day(issued_on, today, needs_reason, signed, issue, at):
    moment = at.replace(day=today.day)

    if needs_reason:
        with pytest.raises(ValidationError, match="ghi rõ lý do"):
            issue(signed(), issued_on, moment=moment)
    else:
        assert issue(signed(), issued_on, moment=moment).number == 1


def test_the_day_of_signing_is_not_in_the_future(principal, at):
    document = DocumentFactory(school=principal.school, signer=principal.person, state="SUBMITTED")

    with pytest.raises(ValidationError, match="Ngày ký không được sau hôm nay"):
        sign_document(document, signed_on=date(2023, 10, 6), actor=principal, at=at)


def test_nobody_signs_for_a_day_before_the_appointment(school, at):
    newcomer = UserFactory(school=school, full_name="Nguyễn Thị Yến")
    RoleAssignmentFactory(person=newcomer.person, role=Role.PRINCIPAL, starts_on=date(2023, 10, 3))
    document = DocumentFactory(school=school, signer=newcomer.person, state="SUBMITTED")

    with pytest.raises(ValidationError, match="không giữ chức hiệu trưởng"):
        sign_document(document, signed_on=date(2023, 10, 2), actor=newcomer, at=at)


def test_the_capacity_is_that_of_the_day_of_signing(school, deputy, clerk, at):
    """Signed as a deputy on 2 October, promoted on the 4th, numbered on the 5th."""
    document = DocumentFactory(school=school, signer=deputy.person, state="SIGNED", signed_on=date(2023, 10, 2))
    deputy.person.role_assignments.update(ends_on=date(2023, 10, 3))
    RoleAssignmentFactory(person=deputy.person, role=Role.PRINCIPAL, starts_on=date(2023, 10, 4))

    assert compose(document, dated=TODAY).signatures[0].right.capacity == ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")


def test_the_letterhead_is_that_of_the_date(school, signed, issue):
    LetterheadFactory(school=school, valid_from=TODAY, parent_lines="UBND PHƯỜNG GIANG BIÊN", office_code="MNGB2")

    assert issue(signed(dated_on=TODAY)).notation == "01/KH-MNGB2"


def test_the_expected_number_is_the_one_that_is_given(signed, issue):
    issue(signed())
    document = signed()

    assert expected_number(document, TODAY) == issue(document).notation == "02/KH-MNGB"


def test_the_expected_number_is_told_where_the_day_has_no_letterhead(signed):
    assert expected_number(signed(), date(2014, 12, 31)) == "01/KH-MNGB"


def test_what_is_not_signed_expects_no_number(principal):
    assert expected_number(DocumentFactory(school=principal.school, signer=principal.person), TODAY) == ""


@pytest.fixture
def external(school):
    return NumberSeries.objects.create(school=school, year=2023, series="KH", mode=SeriesMode.EXTERNAL)


def test_an_external_series_asks_for_the_number(external, signed, issue):
    document = signed()

    with pytest.raises(ValidationError, match="nhập số đã được cấp"):
        issue(document)
    assert issue(document, number=17).notation == "17/KH-MNGB"


def test_an_external_number_is_given_once(external, signed, issue):
    issue(signed(), number=17)

    with pytest.raises(ValidationError, match="Số 17 đã dùng"):
        issue(signed(), number=17)


def test_an_external_number_may_leave_a_gap_and_come_late(external, signed, issue):
    issue(signed(), number=17)
    issue(signed(), number=12)

    external.refresh_from_db()
    assert external.last == 17


@pytest.mark.parametrize("number", [100_000, 10**30])
def test_an_external_number_has_five_digits_at_most(number, external, signed, issue):
    with pytest.raises(ValidationError, match="không quá 99999"):
        issue(signed(), number=number)


def test_the_last_day_of_a_year_is_numbered_in_january_from_that_years_external_series(external, signed, issue, at):
    document = signed(signed_on=date(2023, 12, 29))
    january = at.replace(year=2024, month=1, day=2)

    assert issue(document, date(2023, 12, 31), moment=january, number=88, reason="Nghỉ Tết.").year == 2023


@pytest.mark.parametrize("number", [0, -1])
def test_an_external_number_is_positive(number, external, signed, issue):
    with pytest.raises(ValidationError):
        issue(signed(), number=number)


def test_a_number_by_hand_is_refused_where_the_system_gives_them(signed, issue):
    with pytest.raises(ValidationError, match="không nhập số bằng tay"):
        issue(signed(), number=5)


@pytest.fixture
def propose(clerk, at):
    def act(**values):
        given = {"year": 2023, "series": "KH", "last": 41, "last_date": date(2023, 9, 29), "mode": SeriesMode.AUTO}
        return propose_opening(**given | values, reason="Sổ giấy đến hết tháng 9.", actor=clerk, at=at)

    return act


def test_a_paper_book_is_continued_once_the_principal_agrees(propose, principal, signed, issue, at):
    decide_opening(propose(), "approve", actor=principal, at=at)

    assert issue(signed()).notation == "42/KH-MNGB"


def test_a_proposal_alone_changes_no_number(propose, signed, issue):
    propose()

    assert issue(signed()).notation == "01/KH-MNGB"


def test_who_proposes_does_not_approve(propose, clerk, at):
    opening = propose()
    RoleAssignmentFactory(person=clerk.person, role=Role.PRINCIPAL)

    with pytest.raises(PermissionDenied):
        decide_opening(opening, "approve", actor=type(clerk).objects.get(pk=clerk.pk), at=at)


@pytest.mark.parametrize("who", ["deputy", "teacher", "technician", "stranger"])
def test_others_do_not_approve(who, propose, request, at):
    with pytest.raises(PermissionDenied):
        decide_opening(propose(), "approve", actor=request.getfixturevalue(who), at=at)


def test_a_refusal_needs_a_reason_and_opens_nothing(propose, principal, at):
    opening = propose()

    with pytest.raises(MoveRefusedError):
        decide_opening(opening, "refuse", actor=principal, at=at)
    assert (
        decide_opening(opening, "refuse", actor=principal, at=at, reason="Sổ giấy chỉ có 40 số.").state
        == OpeningState.REFUSED
    )
    assert not NumberSeries.objects.exists()


def test_a_series_that_gave_numbers_is_not_started_again(propose, signed, issue, principal, at):
    opening = propose()
    issue(signed())

    with pytest.raises(MoveRefusedError, match="đã cấp số"):
        decide_opening(opening, "approve", actor=principal, at=at)
    with pytest.raises(ValidationError):
        propose(series="KH")


def test_one_proposal_at_a_time(propose):
    propose()

    with pytest.raises(ValidationError, match="đang chờ duyệt"):
        propose(last=42)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"last_date": None}, "Cần ngày của số cuối"),
        ({"last_date": date(2022, 12, 30)}, "phải thuộc năm 2023"),
        ({"last_date": date(2023, 10, 6)}, "không được sau hôm nay"),
        ({"series": ""}, "'series'"),
        ({"series": "XYZ"}, "không lấy số theo dãy này"),
        ({"series": "VB"}, "không lấy số theo dãy này"),
        ({"mode": "HAND"}, "'mode'"),
        ({"year": 1999, "last_date": date(1999, 9, 29)}, "Năm phải từ 2000 đến 2100"),
        ({"year": 2101, "last_date": date(2101, 9, 29)}, "Năm phải từ 2000 đến 2100"),
        ({"last": -1}, "Số cuối không được âm"),
        ({"last": 100_000}, "Số cuối không quá 99999"),
        ({"last": 10**30}, "Số cuối không quá 99999"),
    ],
)
def test_a_proposal_is_whole_and_plausible(fault, sentence, propose):
    with pytest.raises(ValidationError, match=sentence):
        propose(**fault)


def test_a_school_with_one_series_proposes_for_that_one_only(propose, school):
    school.numbering = Numbering.COMMON
    school.save()

    with pytest.raises(ValidationError, match="không lấy số theo dãy này"):
        propose(series="KH")
    assert propose(series="VB").series == "VB"


def test_a_new_paper_ends_the_one_it_replaces(signed, issue):
    older = issue(signed())
    newer = issue(signed(replaces=older))

    older.refresh_from_db()
    assert (older.state, newer.state) == ("REPLACED", "ISSUED")
    assert AuditEvent.objects.get(verb="document.replace").reason == "Kế hoạch số 02/KH-MNGB."


def test_a_new_paper_ends_the_one_it_revokes(signed, issue):
    older = issue(signed())
    issue(signed(revokes=older))

    older.refresh_from_db()
    assert older.state == "REVOKED"


def test_a_paper_that_is_not_yet_issued_ends_nothing(signed, issue):
    older = issue(signed())
    signed(replaces=older)

    older.refresh_from_db()
    assert older.state == "ISSUED"

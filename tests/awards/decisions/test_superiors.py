"""Results of superiors: in force at once, each line tied to the dossier that went up, whom it refuses told as well."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine, DecisionFile, Refusal
from awards.decisions.queries import sent_up
from awards.decisions.services.drafting import NewLine
from awards.decisions.services.superiors import SuperiorsDecision, record_superior
from tests.factories.decisions import held_review, passed
from tests.factories.ledger import AuthorFactory, HonorEntryFactory, UseFactory
from tests.factories.school import PersonFactory
from thiduakt.ledger.models import HonorEntry, InitiativeUse
from thiduakt.ledger.services.ending import revoke
from thiduakt.school.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def fighter(review, school):
    """Chiến sĩ thi đua cơ sở, which the district decides on."""
    person = PersonFactory(school=school, full_name="Phùng Thị Ước")
    return passed(review, person=person, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")


@pytest.fixture
def told(fighter):
    return lambda **more: SuperiorsDecision(
        **{
            "name": "Công nhận danh hiệu Chiến sĩ thi đua cơ sở", "number": "1520/QĐ-UBND", "decided_on": date(2023, 10, 4),
            "issuer": "Chủ tịch UBND quận Long Biên", "year": 2023, "awarded": [fighter], **more,
        }
    )  # fmt: skip


def scan() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    return SimpleUploadedFile("qd-1520.png", picture.getvalue())


def test_what_went_up_is_offered(fighter, dossier, school, at) -> None:
    assert sent_up(school.pk, at.date()) == [fighter]


def test_the_ledger_has_it_with_the_number_of_the_superior(told, secretary, fighter, school, at) -> None:
    decision = record_superior(told(), [scan()], actor=secretary, at=at)
    assert (decision.state, decision.notation, decision.issuer_told) == (
        DecisionState.IN_FORCE, "1520/QĐ-UBND", "Chủ tịch UBND quận Long Biên",
    )  # fmt: skip
    line = decision.lines.get()
    assert (line.dossier, line.is_title, line.amount) == (fighter, True, 0)
    assert (line.entry.source, line.entry.decision_number) == ("BY_SUPERIOR", "1520/QĐ-UBND")
    assert DecisionFile.objects.get().original_name == "qd-1520.png"
    assert sent_up(school.pk, at.date()) == []


def test_its_initiative_counts_as_used(told, fighter, secretary, at) -> None:
    author = AuthorFactory(person=fighter.person, initiative__year=2023)
    fighter.initiatives.add(author.initiative)
    decision = record_superior(told(), actor=secretary, at=at)
    assert InitiativeUse.objects.get().entry == decision.lines.get().entry


def test_an_initiative_that_another_honor_has_used_is_refused(told, fighter, secretary, at) -> None:
    author = AuthorFactory(person=fighter.person, initiative__year=2022)
    UseFactory(author=author, entry=HonorEntryFactory(person=fighter.person, code="CSTDCS", year=2022))
    fighter.initiatives.add(author.initiative)
    with pytest.raises(ValidationError, match="đã dùng để xét"):
        record_superior(told(), actor=secretary, at=at)
    assert not AwardDecision.objects.exists()


def test_a_line_that_the_ledger_has_by_that_number_is_tied_to_and_not_written_again(told, fighter, secretary, at) -> None:
    entry = HonorEntryFactory(
        person=fighter.person, code="CSTDCS", year=2023, decision_number="1520/QĐ-UBND", decided_on=date(2023, 10, 4)
    )
    decision = record_superior(told(), actor=secretary, at=at)
    assert decision.lines.get().entry == entry
    assert HonorEntry.objects.count() == 1


def test_a_title_that_the_ledger_has_by_another_number_is_refused(told, fighter, secretary, at) -> None:
    HonorEntryFactory(
        person=fighter.person, code="CSTDCS", year=2023, decision_number="7/QĐ-UBND", decided_on=date(2023, 10, 4)
    )
    with pytest.raises(ValidationError, match="mỗi năm học chỉ ghi một dòng"):
        record_superior(told(), actor=secretary, at=at)


def test_whom_the_superior_refuses_is_told_with_the_reason(told, fighter, review, school, secretary, at) -> None:
    other = passed(review, person=PersonFactory(school=school), code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    record_superior(told(refused=[(other, "Vượt tỷ lệ")]), actor=secretary, at=at)
    assert (Refusal.objects.get().dossier, Refusal.objects.get().reason) == (other, "Vượt tỷ lệ")
    assert sent_up(school.pk, at.date()) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"number": " "}, "Thầy/cô ghi như trên quyết định"),
        ({"decided_on": date(2023, 10, 6)}, "không được sau hôm nay"),
        ({"awarded": []}, "chọn ít nhất một hồ sơ"),
    ],
)
def test_what_lacks_is_asked_for(told, secretary, at, more, sentence) -> None:
    with pytest.raises(ValidationError, match=sentence):
        record_superior(told(**more), actor=secretary, at=at)


def test_one_decision_is_entered_once(told, secretary, review, school, at) -> None:
    record_superior(told(), actor=secretary, at=at)
    with pytest.raises(ValidationError, match="hồ sơ đã có quyết định"):
        record_superior(told(), actor=secretary, at=at)
    other = passed(review, person=PersonFactory(school=school), code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    with pytest.raises(ValidationError, match="đã được ghi"):
        record_superior(told(awarded=[other]), actor=secretary, at=at)


def test_a_file_of_another_kind_is_refused_and_nothing_entered(told, secretary, at) -> None:
    with pytest.raises(ValidationError):
        record_superior(told(), [SimpleUploadedFile("a.exe", b"MZ")], actor=secretary, at=at)
    assert not AwardDecision.objects.exists()


def test_what_the_principal_decides_on_is_no_result_of_a_superior(told, dossier, school, secretary, at) -> None:
    with pytest.raises(ValidationError, match=r"do Hiệu trưởng quyết định[.] Thầy/cô lập quyết định khen thưởng của trường"):
        record_superior(told(awarded=[dossier]), actor=secretary, at=at)
    with pytest.raises(ValidationError, match="do Hiệu trưởng quyết định"):
        record_superior(told(refused=[(dossier, "Không đủ điều kiện")]), actor=secretary, at=at)
    other = NewLine(PersonFactory(school=school), "GK_HT_CN", "Có nhiều giờ dạy tốt")
    with pytest.raises(ValidationError, match="do Hiệu trưởng quyết định"):
        record_superior(told(others=[other]), actor=secretary, at=at)
    assert not AwardDecision.objects.exists()


def test_the_year_is_that_of_the_round_and_one_holder_stands_once(told, fighter, review, school, secretary, at) -> None:
    with pytest.raises(ValidationError, match="hồ sơ thuộc đợt xét năm học 2023–2024"):
        record_superior(told(year=2022), actor=secretary, at=at)
    twin = passed(held_review(school), person=fighter.person, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    with pytest.raises(ValidationError, match="có hai hồ sơ"):
        record_superior(told(awarded=[fighter, twin]), actor=secretary, at=at)


@pytest.mark.parametrize("who", ["principal", "deputy", "teacher", "accountant", "stranger"])
def test_nobody_but_secretary_and_clerk_enters_it(who, request, told, at) -> None:
    with pytest.raises(PermissionDenied):
        record_superior(told(), actor=request.getfixturevalue(who), at=at)


def test_cancelled_in_the_ledger_by_the_superior_the_line_stands_no_more(told, secretary, at) -> None:
    decision = record_superior(told(), actor=secretary, at=at)
    line = decision.lines.get()
    revoke(
        line.entry, ground="d", reason="Có bản án.", decision_number="9/QĐ-UBND", decided_on=at.date(),
        issuer="Chủ tịch UBND quận Long Biên", actor=secretary, at=at,
    )  # fmt: skip
    assert not AwardLine.objects.standing().exists()
    assert AwardLine.objects.get(pk=line.pk).is_cancelled


def test_a_dossier_that_may_rest_on_a_cancelled_title_says_so(told, fighter, school, secretary, client, at) -> None:
    decision = record_superior(told(), actor=secretary, at=at)
    later = passed(
        held_review(school, year=2024, name="Xét năm sau"), person=fighter.person, code="CSTD_TP",
        honor_name="Chiến sĩ thi đua Thành phố", state="DRAFT",
    )  # fmt: skip
    client.force_login(secretary)
    assert "Cần xem lại" not in client.get(later.get_absolute_url()).content.decode()
    revoke(
        decision.lines.get().entry, ground="d", reason="Có bản án.", decision_number="9/QĐ-UBND", decided_on=at.date(),
        issuer="Chủ tịch UBND quận Long Biên", actor=secretary, at=at,
    )  # fmt: skip
    page = client.get(later.get_absolute_url()).content.decode()
    assert "Có thể dựa vào Chiến sĩ thi đua cơ sở năm học 2023–2024 đã bị hủy." in page


def test_whom_a_superior_refused_is_read_by_those_alone_who_read_the_dossier(
    client, told, review, school, secretary, teacher, at
) -> None:
    other = passed(review, person=PersonFactory(school=school), code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    decision = record_superior(told(refused=[(other, "Vượt tỷ lệ")]), actor=secretary, at=at)

    def told_to(reader: User) -> bool:
        client.force_login(reader)
        return "Vượt tỷ lệ" in client.get(decision.get_absolute_url()).text

    assert told_to(secretary)
    assert not told_to(teacher)

"""Twice the same honor, two honors for one deed, an initiative used twice: each is found, and leads to the other."""

from datetime import date

import pytest

from nominations.dossiers.duplicates import INITIATIVE_USED, are_alike, same_honor, same_merit, used_up
from nominations.dossiers.services import road
from nominations.dossiers.services.drafting import Content, TwinError, write
from tests.factories.campaigns import CampaignFactory
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.ledger import AuthorFactory, HonorEntryFactory
from thiduakt.ledger.models import InitiativeUse
from thiduakt.workflow import MoveRefusedError

from .conftest import SUMMARY, begun, make_review

pytestmark = pytest.mark.django_db

OTHER_DEED = "Cứu một trẻ bị hóc dị vật trong giờ ăn trưa tại lớp."


@pytest.fixture
def sudden(school):
    return ReviewFactory(school=school, name="Đột xuất", merit="dot_xuat", is_short=True)


def test_the_same_title_in_another_round_of_the_year_stands_in_the_way(dossier, principal, teacher, now):
    second = make_review(principal, now, name="Xét bổ sung")

    with pytest.raises(TwinError, match="đã có hồ sơ Lao động tiên tiến ở đợt “Xét thi đua cuối năm”") as refused:
        begun(second, teacher, now)
    assert refused.value.twins[0].url == dossier.get_absolute_url()


def test_it_is_found_again_when_it_is_handed_in(review, dossier, teacher, now):
    """The other one may have been begun for the same person by somebody else in the meantime."""
    DossierFactory(review=ReviewFactory(school=review.school, name="Xét bổ sung"), person=teacher.person)

    with pytest.raises(MoveRefusedError, match="Xét bổ sung"):
        road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)


def test_of_another_year_or_withdrawn_it_is_none(review, dossier, teacher):
    DossierFactory(review=ReviewFactory(school=review.school, year=2022), person=teacher.person)
    DossierFactory(review=ReviewFactory(school=review.school), person=teacher.person, state="WITHDRAWN")

    assert same_honor(dossier) == []


def test_what_the_ledger_holds_for_the_year_stands_in_the_way(review, dossier, teacher):
    entry = HonorEntryFactory(person=teacher.person, school=teacher.school, year=2023, code="LDTT")

    assert [twin.url for twin in same_honor(dossier)] == [entry.get_absolute_url()]


def test_a_commendation_is_given_again_for_another_deed(review, sudden, teacher):
    yearly = DossierFactory(review=review, person=teacher.person, code="GK_HT_CN")
    DossierFactory(review=sudden, person=teacher.person, code="GK_HT_CN", summary=OTHER_DEED, merit_on=date(2023, 10, 2))

    assert same_honor(yearly) == []


def test_the_same_deed_is_told_by_its_day_its_campaign_or_its_words(school, sudden, teacher):
    campaign = CampaignFactory(school=school)
    first = {"review": sudden, "person": teacher.person, "code": "GK_HT_CN"}
    one = DossierFactory(**first, summary=SUMMARY, merit_on=date(2023, 10, 2), campaign=campaign)
    other = ReviewFactory(school=school, merit="chuyen_de")
    second = {"review": other, "person": teacher.person, "code": "GK_PHUONG_CN"}

    told = [
        DossierFactory.build(**second, school=school, **difference)
        for difference in (
            {"summary": OTHER_DEED},
            {"summary": OTHER_DEED, "merit_on": date(2023, 10, 2)},
            {"summary": OTHER_DEED, "campaign": campaign},
            {"summary": f"{SUMMARY} Thêm một câu."},
        )
    ]

    assert [[twin.other for twin in same_merit(dossier)] for dossier in told] == [[], [one], [one], [one]]


def test_a_title_of_the_year_beside_a_commendation_of_the_year_is_no_second_one(review, teacher):
    title = DossierFactory(review=review, person=teacher.person, summary=SUMMARY)
    DossierFactory(review=review, person=teacher.person, code="GK_HT_CN", summary=SUMMARY)

    assert same_merit(title) == []


def test_a_second_honor_for_one_deed_asks_for_a_reason(school, sudden, short_review, teacher, now):
    campaign = CampaignFactory(school=school)
    DossierFactory(review=sudden, person=teacher.person, code="GK_QUAN_CN", campaign=campaign)
    dossier = begun(short_review, teacher, now, code="GK_HT_CN", campaign=campaign, merit_on=now.date(), summary=OTHER_DEED)

    with pytest.raises(MoveRefusedError, match="lý do đề nghị thêm"):
        road.hand_in(dossier, version=dossier.version, actor=teacher, at=now)
    content = Content(
        code="GK_HT_CN", summary=OTHER_DEED, campaign=campaign, merit_on=now.date(), twin_reason="Cấp khác, việc khác."
    )
    told = write(dossier, content, version=dossier.version, actor=teacher, at=now)
    assert road.hand_in(told, version=told.version, actor=teacher, at=now).state == "SUBMITTED"


def test_an_initiative_that_was_used_is_told_and_holds_up_the_appraisal(review, teacher, secretary, now):
    author = AuthorFactory(person=teacher.person)
    entry = HonorEntryFactory(person=teacher.person, school=teacher.school, year=2022, code="CSTDCS")
    InitiativeUse.objects.create(author=author, entry=entry)
    dossier = DossierFactory(review=review, person=teacher.person, code="CSTDCS", state="SUBMITTED")
    dossier.initiatives.add(author.initiative)

    with pytest.raises(MoveRefusedError, match="đã dùng để xét"):
        road.appraise(dossier, actor=secretary, at=now)
    waived = road.waive(dossier, INITIATIVE_USED, actor=secretary, at=now)
    assert road.appraise(waived, actor=secretary, at=now).state == "APPRAISED"


def test_an_initiative_claimed_by_two_dossiers_is_told_in_both(review, teacher):
    author = AuthorFactory(person=teacher.person, initiative__name="Trò chơi dân gian")
    one = DossierFactory(review=review, person=teacher.person, code="CSTDCS")
    other = DossierFactory(review=review, person=teacher.person, code="GK_HT_CN")
    for dossier in (one, other):
        dossier.initiatives.add(author.initiative)

    assert used_up(one) == [f"Sáng kiến “Trò chơi dân gian” đang dùng ở hồ sơ {other.honor_name} (đợt “{review}”)."]


def test_a_co_author_may_use_it_too(review, teacher, group_head):
    author = AuthorFactory(person=teacher.person, share=60)
    AuthorFactory(initiative=author.initiative, person=group_head.person, share=40)
    for user in (teacher, group_head):
        DossierFactory(review=review, person=user.person, code="CSTDCS").initiatives.add(author.initiative)

    assert used_up(DossierFactory._meta.model.objects.get(person=teacher.person)) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (SUMMARY, SUMMARY.upper(), True),
        (SUMMARY, OTHER_DEED, False),
        ("Dạy tốt.", "Dạy tốt.", False),
        ("", "", False),
    ],
)
def test_texts_are_alike_by_the_words_they_share(one, other, alike):
    assert are_alike(one, other) is alike

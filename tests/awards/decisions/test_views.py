"""The pages of award decisions: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from awards.decisions.enums import DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.services.ending import begin_cancellation
from tests.factories.decisions import (
    NAME,
    AwardDecisionFactory,
    AwardLineFactory,
    CancellationFactory,
    drafted,
    held_review,
    in_force,
    passed,
)
from tests.factories.documents import DocumentFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.school import PersonFactory
from thiduakt.documents.models import Document
from thiduakt.home.tasks.decisions import decision_tasks
from thiduakt.ledger.models import HonorEntry
from thiduakt.school.models import ClassMember
from thiduakt.vietnamese import dong

pytestmark = pytest.mark.django_db
LIST = "/khen-thuong/"
WRITING = ("edit", "discard", "paper", "articles")


def address(name: str, pk: int) -> str:
    return reverse(f"decisions:{name}", args=[pk])


def told(client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.fixture
def begun(client, review, dossier, other, secretary) -> AwardDecision:
    """Begun on the page by the secretary from a round."""
    client.force_login(secretary)
    sent = {"name": NAME, "fund": "EMULATION", "dossiers": [dossier.pk, other.pk]}
    client.post(reverse("decisions:from_review", args=[review.pk]), sent)
    return AwardDecision.objects.get()


def test_a_decision_is_begun_from_a_round_and_says_who_is_left_out(client, review, dossier, secretary, school) -> None:
    passed(review, person=PersonFactory(school=school, full_name="Vũ Thị Ước"), code="LDTT", honor_name="Lao động tiên tiến")
    client.force_login(secretary)
    assert "1 hồ sơ đưa vào quyết định được, 1 hồ sơ không" in told(client, reverse("decisions:start"))
    page = told(client, reverse("decisions:from_review", args=[review.pk]))
    assert "Đỗ Thị Đào (Giáo viên): Giấy khen của Hiệu trưởng" in page
    assert "Thẩm quyền quyết định: Chủ tịch UBND quận" in page


def test_the_page_of_a_draft_tells_the_money_of_each_and_why(client, begun) -> None:
    page = told(client, begun.get_absolute_url())
    assert dong(begun.lines.first().amount) in page
    assert "Hệ số 0,3 × lương cơ sở" in page
    assert "Soạn văn bản quyết định" in page


def test_the_paper_is_begun_on_the_page(client, begun) -> None:
    answer = client.post(address("paper", begun.pk), follow=True)
    assert "Đã soạn văn bản." in answer.content.decode()
    paper = Document.objects.get()
    assert f'href="{paper.get_absolute_url()}"' in told(client, begun.get_absolute_url())


def test_a_refused_form_keeps_everything_typed(client, review, dossier, secretary) -> None:
    client.force_login(secretary)
    page = client.post(reverse("decisions:from_review", args=[review.pk]), {"name": "Khen cuối năm", "fund": "BONUS"})
    assert "Khen cuối năm" in page.content.decode()
    assert not AwardDecision.objects.exists()


def test_a_line_is_edited_and_taken_out_on_its_page(client, begun) -> None:
    line = begun.lines.first()
    sent = {
        "holder_name": "Đỗ Thị Đào",
        "unit": "Tổ trưởng",
        "citation": "Ba giờ dạy tốt",
        "position": 2,
        "version": begun.version,
    }
    page = client.post(address("line_edit", line.pk), sent, follow=True).content.decode()
    assert "Ba giờ dạy tốt" in page
    stale = client.post(address("line_edit", line.pk), sent | {"citation": "Khác hẳn"}).content.decode()
    assert "Có người vừa lưu" in stale
    assert "Khác hẳn" in stale
    begun.refresh_from_db()
    client.post(address("line_remove", line.pk), {"version": begun.version})
    assert [one.holder_name for one in begun.lines.all()] == ["Lò Văn Ỏn"]


def test_somebody_is_honored_without_a_council_for_a_reason(client, principal, school, teacher) -> None:
    client.force_login(principal)
    sent = {"name": "Tặng Giấy khen đột xuất", "merit": "dot_xuat", "fund": "NONE", "no_council_reason": "", "year": 2026}
    sent["year"] = timezone.localdate().year if timezone.localdate().month >= 8 else timezone.localdate().year - 1
    page = client.post(reverse("decisions:without_council"), sent).content.decode()
    assert "Tặng Giấy khen đột xuất" in page
    client.post(reverse("decisions:without_council"), sent | {"no_council_reason": "Khen kịp thời."})
    decision = AwardDecision.objects.get()
    asked = told(client, address("add_line", decision.pk) + "?q=dao")
    assert "Đỗ Thị Đào" in asked
    line = {"holder": f"p{teacher.person_id}", "code": "GK_HT_CN", "citation": "Cứu cháu bé ngã xuống ao"}
    client.post(address("add_line", decision.pk) + "?q=dao", line)
    outside = {
        "outside_name": "Nguyễn Văn Ẩn",
        "outside_unit": "Hội cha mẹ học sinh",
        "code": "GK_HT_CN",
        "citation": "Tặng sách",
    }
    client.post(address("add_line", decision.pk), outside)
    assert [one.holder_name for one in decision.lines.all()] == ["Đỗ Thị Đào", "Nguyễn Văn Ẩn"]
    keys = [f"p{PersonFactory(school=teacher.school).pk}" for _ in range(2)]
    both = {"holder": keys, "code": "GK_HT_CN", "citation": "Tốt"}
    client.post(address("add_line", decision.pk), both)
    assert decision.lines.count() == 4
    own = {"holder": f"p{principal.person_id}", "code": "GK_HT_CN", "citation": "Chỉ đạo tốt"}
    assert "Hiệu trưởng không tự khen mình" in client.post(address("add_line", decision.pk), own).content.decode()


def test_a_pupil_is_found_by_name_and_named_with_the_class(client, principal, school) -> None:
    decision = AwardDecisionFactory(school=school, merit="dot_xuat", no_council_reason="Khen kịp thời.")
    pupil = PupilFactory(school=school, full_name="Nguyễn Gia Bảo")
    ClassMember.objects.create(
        pupil=pupil, school_class=SchoolClassFactory(school=school, name="Lớp lá 1", year=2023), year=2023
    )
    client.force_login(principal)
    assert "Nguyễn Gia Bảo (Lớp lá 1)" in told(client, address("add_line", decision.pk) + "?loai=hoc-sinh&q=bao")
    sent = {"holder": f"h{pupil.pk}", "code": "GK_HS_CN", "citation": "Nhặt được của rơi"}
    client.post(address("add_line", decision.pk) + "?loai=hoc-sinh&q=bao", sent)
    assert AwardLine.objects.get().unit == "Lớp lá 1"


def test_everybody_reads_what_is_decided_and_nobody_the_sums(client, decided, teacher) -> None:
    client.force_login(teacher)
    page = told(client, decided.get_absolute_url())
    assert "Đỗ Thị Đào" in page
    assert "540.000" not in page
    assert "Hủy khen thưởng" not in page
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address("lines_excel", decided.pk)).content)).active
    assert all("540" not in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_draft_is_not_there_for_a_teacher(client, draft, teacher) -> None:
    client.force_login(teacher)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert str(draft) not in told(client, LIST)


def test_the_list_is_searched_narrowed_and_taken_as_a_sheet(client, decided, draft, secretary, school) -> None:
    AwardDecisionFactory(school=school, name="Tặng Giấy khen cho học sinh giỏi", year=2022)
    client.force_login(secretary)
    assert "học sinh giỏi" in told(client, LIST + "?q=hoc sinh")
    assert "học sinh giỏi" not in told(client, LIST + "?nam=2023")
    assert "học sinh giỏi" not in told(client, LIST + "?trang-thai=IN_FORCE")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("decisions:list_excel") + "?q=01/QD").content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == 1]
    assert rows[0][2] == "01/QĐ-MNGB"
    assert rows[0][7] == 2


def test_awards_are_cancelled_on_the_pages(client, decided, principal) -> None:
    client.force_login(principal)
    assert "trong 05 ngày làm việc" in told(client, address("cancel", decided.pk))
    sent = {"ground": "a", "finding": "Kết luận: khai sai.", "found_on": "03/10/2023", "lines": [decided.lines.first().pk]}
    page = client.post(address("cancel", decided.pk), sent, follow=True).content.decode()
    assert "Kết luận: khai sai." in page
    row = Cancellation.objects.get()
    answer = client.post(address("cancellation_paper", row.pk), follow=True).content.decode()
    assert "Đã soạn quyết định hủy." in answer
    assert client.post(address("cancellation_discard", row.pk), follow=True).status_code == 200
    assert Cancellation.objects.exists()


def test_a_correction_is_begun_on_the_page(client, decided, principal) -> None:
    client.force_login(principal)
    page = client.post(address("correct", decided.pk), follow=True).content.decode()
    assert "Đã lập quyết định đính chính" in page
    assert AwardDecision.objects.filter(replaces=decided).count() == 1


def test_a_superiors_decision_is_entered_on_the_page(client, review, school, clerk) -> None:
    person = PersonFactory(school=school, full_name="Phùng Thị Ước")
    one = passed(review, person=person, code="CSTDCS", honor_name="Chiến sĩ thi đua cơ sở")
    client.force_login(clerk)
    assert "checked" in told(client, reverse("decisions:superior") + f"?ho-so={one.pk}")
    sent = {
        "name": "Công nhận CSTĐCS", "number": "1520/QĐ-UBND", "decided_on": "04/10/2023", "issuer": "Chủ tịch UBND quận",
        "year": 2023, "merit": "cong_trang", "awarded": [one.pk],
    }  # fmt: skip
    page = client.post(reverse("decisions:superior"), sent, follow=True).content.decode()
    assert "Đã ghi kết quả của cấp trên vào sổ khen thưởng." in page
    assert HonorEntry.objects.get().holder_name == "Phùng Thị Ước"


@pytest.mark.parametrize("who", ["teacher", "accountant", "stranger", "superior", "technician"])
def test_who_may_not_write_is_refused_or_told_of_nothing(client, draft, who, request) -> None:
    client.force_login(request.getfixturevalue(who))
    for name in WRITING:
        assert client.post(address(name, draft.pk)).status_code in {403, 404}
    assert client.get(address("edit", draft.pk)).status_code in {403, 404}
    assert AwardDecision.objects.get(pk=draft.pk).version == draft.version


def test_a_stranger_finds_no_decision_of_another_school(client, decided, draft, stranger) -> None:
    client.force_login(stranger)
    for name in ("decision", "lines_excel", "edit", "cancel"):
        assert client.get(address(name, decided.pk)).status_code == 404
    for name in ("paper", "discard", "correct"):
        assert client.post(address(name, decided.pk)).status_code == 404
    assert client.get(address("line_edit", decided.lines.first().pk)).status_code == 404


def test_nobody_is_sent_to_sign_in(client, decided) -> None:
    for url in (LIST, decided.get_absolute_url(), address("edit", decided.pk), reverse("decisions:superior")):
        assert client.get(url).url.startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["discard", "paper", "articles", "correct"])
def test_what_changes_something_is_posted(client, decided, principal, name) -> None:
    client.force_login(principal)
    assert client.get(address(name, decided.pk)).status_code == 302
    assert AwardDecision.objects.get(pk=decided.pk).version == decided.version


def test_what_is_decided_is_read_and_not_written(client, decided, principal) -> None:
    client.force_login(principal)
    assert client.get(address("edit", decided.pk)).url == decided.get_absolute_url()
    page = client.post(address("discard", decided.pk), follow=True).content.decode()
    assert "không sửa được" in page
    assert AwardDecision.objects.filter(pk=decided.pk, state=DecisionState.IN_FORCE).exists()


def test_a_secretary_does_not_cancel(client, decided, secretary) -> None:
    client.force_login(secretary)
    assert client.get(address("cancel", decided.pk)).status_code == 403
    assert client.post(address("correct", decided.pk)).status_code == 403


def test_whoever_is_in_the_list_is_warned_and_so_is_of_a_signer(
    client, school, review, deputy, principal, secretary, at
) -> None:
    decision = AwardDecisionFactory(school=school, review=review)
    AwardLineFactory(decision=decision, person=secretary.person)
    client.force_login(secretary)
    assert "Thầy/cô có tên trong quyết định này" in told(client, decision.get_absolute_url())


def test_one_merit_that_the_ledger_tells_already_is_warned_of(client, decided, school, secretary) -> None:
    person, citation = decided.lines.first().person, decided.lines.first().citation
    again = AwardDecisionFactory(school=school, merit="dot_xuat", no_council_reason="Khen kịp thời.")
    AwardLineFactory(decision=again, person=person, citation=citation)
    client.force_login(secretary)
    assert "thành tích có vẻ đã được khen" in told(client, again.get_absolute_url())


def test_the_dossier_and_the_line_of_the_ledger_lead_to_the_decision(client, decided, dossier, secretary) -> None:
    client.force_login(secretary)
    for row in (dossier, decided.lines.first().entry):
        assert f'href="{decided.get_absolute_url()}"' in told(client, row.get_absolute_url())


def test_of_a_decision_that_is_drawn_up_the_nominee_is_told_nothing(client, draft, dossier, teacher) -> None:
    dossier.person = teacher.person
    dossier.save()
    client.force_login(teacher)
    assert draft.name not in told(client, dossier.get_absolute_url())


def test_the_page_of_the_paper_leads_to_the_award_and_to_what_comes_next(client, school, secretary, principal, clerk, at):
    review = held_review(school)
    draft = drafted(review, [passed(review, person=PersonFactory(school=school))], actor=secretary, at=at)
    decision = in_force(draft, principal=principal, clerk=clerk, at=at)
    client.force_login(clerk)

    page = client.get(decision.document.get_absolute_url()).text

    assert f'href="{decision.get_absolute_url()}"' in page
    assert reverse("certificates:decision", args=[decision.pk]) in page


def test_why_an_award_was_cancelled_is_for_those_who_keep_decisions(client, decided, principal, teacher, at) -> None:
    line = decided.lines.first()
    told = {"ground": "a", "finding": "Khai sai giờ dạy.", "found_on": at.date(), "created_by": principal.person}
    row = CancellationFactory(decision=decided, state="IN_FORCE", document=DocumentFactory(school=decided.school), **told)
    AwardLine.objects.filter(pk=line.pk).update(cancellation=row)
    for reader, knows in ((principal, True), (teacher, False)):
        client.force_login(reader)
        page = client.get(decided.get_absolute_url()).text
        assert ("Khai sai giờ dạy." in page) is knows
        assert "hủy 1/2" in page


def test_the_home_of_whoever_signs_tells_of_a_draft_that_another_person_made(
    draft, secretary, principal, deputy, at
) -> None:
    def told(user):
        return [
            (one.label, one.title, one.detail) for one in decision_tasks(user, at) if one.url == draft.get_absolute_url()
        ]

    assert told(secretary) == [("Soạn tiếp quyết định khen thưởng", draft.name, "năm học 2023–2024")]
    by_whom = f"{secretary.person} lập, năm học 2023–2024, chưa soạn văn bản"
    assert told(principal) == [("Xem quyết định khen thưởng đang lập để ký", draft.name, by_whom)]
    assert told(deputy) == []


def test_a_cancellation_that_was_begun_comes_first_on_the_page(client, decided, principal, at) -> None:
    line = decided.lines.first()
    told = {"ground": "a", "finding": "Khai sai giờ dạy.", "found_on": at.date()}
    begin_cancellation(decided, [line], **told, actor=principal, at=at)
    client.force_login(principal)
    page = client.get(decided.get_absolute_url()).text
    assert page.index("Soạn quyết định hủy") < page.index("Năm học, loại hình")
    assert "Giấy khen của Hiệu trưởng" in page
    assert "(cán bộ, giáo viên, nhân viên) – cá nhân" not in page

"""The papers as printed stand up to the acceptance list; their căn cứ name điểm, khoản, Điều."""

import re
from datetime import date

import pytest

from awards.certificates.enums import RunState
from awards.certificates.models import Certificate, PrintedSheet, PrintRun
from awards.decisions.bases import bases_of
from awards.decisions.checking import not_as_listed
from awards.decisions.enums import FundKind
from awards.decisions.models import AwardLine
from awards.decisions.printing import carried_out
from awards.decisions.services.drafting import remove_line, save_decision
from awards.decisions.services.ending import begin_cancellation
from awards.decisions.services.papers import begin_cancellation_paper, begin_paper, reread_articles
from awards.rewards.models import Payment
from nominations.dossiers.enums import NomineeKind
from tests.documents.checker import check_docx, check_pdf, expectation
from tests.factories.decisions import drafted, passed
from tests.factories.dossiers import OutsiderFactory
from tests.factories.pupils import PupilFactory
from tests.factories.school import GroupFactory, PersonFactory
from thiduakt.documents.composing import compose
from thiduakt.documents.flows import missing_parts
from thiduakt.documents.models import Document
from thiduakt.documents.paper import Paper
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.rendering.docx import paper_docx
from thiduakt.documents.rendering.pdf import paper_pdf
from thiduakt.documents.richtext import plain_text
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LONG = "Tôn Nữ Nguyễn Thị Hoàng Phương Ánh Tuyết Minh Châu Quỳnh Hương"


def without_fault(document: Document) -> Paper:
    document.bases = [
        re.sub(r" ?\[CẦN BỔ SUNG[^]]*\]", " số 01/BB-HĐTĐKT ngày 04 tháng 10 năm 2023", line) for line in document.bases
    ]
    paper = compose(document, number=25, dated=document.dated_on)
    assert check_pdf(paper_pdf(paper), expects=expectation(paper)) == []
    assert check_docx(paper_docx(paper), paper) == []
    return paper


@pytest.fixture
def mixed(review, dossier, school):
    """A person, a tổ, a pupil, somebody from outside."""
    group = GroupFactory(school=school, name="Tổ Nuôi dưỡng")
    pupil = PupilFactory(school=school, full_name="Nguyễn Gia Bảo")
    outsider = OutsiderFactory(school=school)
    team = "Giấy khen của Hiệu trưởng (cán bộ, giáo viên, nhân viên) – tập thể"
    learner = "Giấy khen của Hiệu trưởng cho người học (cá nhân)"
    return [
        dossier,
        passed(review, person=None, group=group, holder_kind=NomineeKind.GROUP, code="GK_HT_TT", honor_name=team),
        passed(review, person=None, pupil=pupil, holder_kind=NomineeKind.PUPIL, code="GK_HS_CN", honor_name=learner),
        passed(review, person=None, outsider=outsider, holder_kind=NomineeKind.OUTSIDER),
    ]  # fmt: skip


def test_the_decision_says_who_is_given_what_and_what_is_paid(draft, secretary, at) -> None:
    paper = begin_paper(draft, actor=secretary, at=at)
    assert paper.subject == "Về việc tặng Giấy khen cho cán bộ, giáo viên, nhân viên có thành tích năm học 2023–2024"
    assert (
        "Điều 1.</strong> Tặng Giấy khen cho 02 cá nhân có thành tích trong năm học 2023–2024 (có danh sách kèm theo)."
        in paper.body
    )
    assert "tổng số 1.080.000 đồng (bằng chữ: một triệu không trăm tám mươi nghìn đồng)" in paper.body
    assert paper.recipients == ["Như Điều 3", "Lưu: VT, HSTĐKT"]
    table = paper.appendices[0]["table"]
    assert [column["title"] for column in table["columns"]] == [
        "STT", "Họ và tên (Ông/Bà)", "Chức vụ, đơn vị (tổ)", "Thành tích", "Tiền thưởng (đồng)", "Ghi chú",
    ]  # fmt: skip
    assert table["rows"][0][:3] == ["1", "Bà Đỗ Thị Đào", "Giáo viên"]
    assert table["rows"][1][4] == "540.000"
    assert paper.appendices[0]["closing"] == "Danh sách này có 02 cá nhân; tổng số tiền thưởng: 1.080.000 đồng./."
    without_fault(paper)


def test_each_kind_has_a_list_that_tells_the_number_in_the_golden_book(review, mixed, secretary, at) -> None:
    paper = begin_paper(drafted(review, mixed, actor=secretary, at=at), actor=secretary, at=at)
    assert [one["title"] for one in paper.appendices] == [
        "Danh sách tập thể được tặng Giấy khen năm học 2023–2024",
        "Danh sách cá nhân được tặng Giấy khen năm học 2023–2024",
        "Danh sách học sinh được tặng Giấy khen năm học 2023–2024",
        "Danh sách cá nhân ngoài trường được tặng Giấy khen năm học 2023–2024",
    ]
    rows = [row for one in paper.appendices for row in one["table"]["rows"]]
    assert [(row[0], row[-1]) for row in rows] == [("1", f"Sổ vàng số {place}") for place in range(1, 5)]
    assert "Tặng Giấy khen cho 01 tập thể, 02 cá nhân và 01 học sinh có thành tích" in paper.body
    assert "(có các danh sách kèm theo)" in paper.body
    without_fault(paper)


@pytest.mark.parametrize("count", [1, 45])
def test_long_names_and_long_lists_have_no_fault(review, school, secretary, at, count) -> None:
    found = [
        passed(review, person=PersonFactory(school=school, full_name=name), summary="Có nhiều giờ dạy tốt. " * 8)
        for name in [LONG, *["Đỗ Thị Đào"] * (count - 1)]
    ]
    without_fault(begin_paper(drafted(review, found, actor=secretary, at=at), actor=secretary, at=at))


def test_without_money_there_is_no_article_and_no_column_of_it(review, dossier, other, secretary, at) -> None:
    decision = drafted(review, [dossier, other], fund=FundKind.NONE, actor=secretary, at=at)
    paper = begin_paper(decision, actor=secretary, at=at)
    assert "tiền thưởng" not in paper.body
    assert paper.recipients[0] == "Như Điều 2"
    assert all("Tiền" not in column["title"] for column in paper.appendices[0]["table"]["columns"])


def test_one_who_is_honored_alone_is_named_in_the_first_article_and_in_no_list(review, dossier, secretary, at) -> None:
    paper = begin_paper(drafted(review, [dossier], actor=secretary, at=at), actor=secretary, at=at)
    assert plain_text(paper.body).split("\n") == [
        "Điều 1. Tặng Giấy khen cho Bà Đỗ Thị Đào, Giáo viên, có thành tích trong năm học 2023–2024: "
        + dossier.summary.rstrip(".") + ".",
        (
            "Điều 2. Kèm theo khen thưởng là tiền thưởng 540.000 đồng (bằng chữ: năm trăm bốn mươi nghìn đồng); chi từ quỹ "
            "thi đua, khen thưởng của nhà trường theo quy định."
        ),
        "Điều 3. Các tổ, bộ phận có liên quan của nhà trường và Bà Đỗ Thị Đào chịu trách nhiệm thi hành Quyết định này./.",
    ]  # fmt: skip
    assert paper.appendices == []
    without_fault(paper)


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ([0, 1], "tổ, bộ phận có liên quan của nhà trường và các tập thể, cá nhân có tên tại Điều 1 chịu"),
        ([1, 1], "của nhà trường và các tập thể có tên tại Điều 1 chịu"),
        ([0, 0], "của nhà trường và các cá nhân có tên tại Điều 1 chịu"),
    ],
)
def test_articles_speak_of_persons_and_collectives_as_far_as_there_are_any(kinds, sentence) -> None:
    made = [AwardLine(holder_kind="PERSON"), AwardLine(holder_kind="GROUP")]
    assert sentence in carried_out([made[kind] for kind in kinds])


def test_a_paper_whose_articles_were_drawn_up_for_other_lines_is_not_submitted(draft, secretary, at) -> None:
    begin_paper(draft, actor=secretary, at=at)
    draft.refresh_from_db()
    remove_line(draft.lines.last(), version=draft.version, actor=secretary, at=at)
    draft.refresh_from_db()
    assert draft.document.appendices == []
    assert "Quyết định chỉ còn Đỗ Thị Đào, Điều 1 chưa ghi tên." in str(list(not_as_listed(draft.document)))
    assert list(not_as_listed(reread_articles(draft, actor=secretary, at=at))) == []


def test_the_minutes_of_the_council_are_asked_for_until_they_have_their_number(draft, secretary, at) -> None:
    paper = begin_paper(draft, actor=secretary, at=at)
    assert "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng [CẦN BỔ SUNG: số, ngày biên bản];" in paper.bases
    assert paper.bases[-1] == "Theo đề nghị của Hội đồng Thi đua - Khen thưởng Trường Mầm non Giang Biên."
    assert [str(one) for one in missing_parts(paper)] == ["Còn chỗ ghi [CẦN BỔ SUNG], cần điền hoặc xóa đi."]


def test_the_reader_of_proofs_finds_nothing_but_what_is_to_be_filled(draft, secretary, at) -> None:
    paper = begin_paper(draft, actor=secretary, at=at)
    assert [one.words for one in proofread(paper) if "CẦN BỔ SUNG" not in one.words] == []


def test_articles_name_point_clause_and_article(school) -> None:
    told = bases_of(["GK_HT_CN"], regime="A_2003", day=date(2021, 6, 1), school_id=school.pk)
    assert any("điểm d khoản 1, điểm b khoản 2 Điều 73 Nghị định số 91/2017/NĐ-CP" in line for line in told), told
    told = bases_of(["GK_HS_CN", "LDTT"], regime="B1_2022_ND98", day=date(2024, 6, 1), school_id=school.pk)
    assert any(line.startswith("Căn cứ khoản 1 Điều 24, khoản 1, khoản 2, khoản 3 Điều 80 Luật Thi đua") for line in told), (
        told
    )
    assert any("khoản 2 Điều 11 Thông tư số 29/2023/TT-BGDĐT" in line for line in told), told


def test_articles_are_cited_by_their_numbers_whatever_the_order_of_the_honors(school) -> None:
    told = bases_of(["TTLDTT", "LDTT", "CSTDCS"], regime="B1_2022_ND98", day=date(2024, 6, 1), school_id=school.pk)
    law = next(line for line in told if "Luật Thi đua" in line)
    cited = [int(number) for number in re.findall(r"Điều (\d+)", law)]
    assert cited == sorted(set(cited))
    assert {23, 24, 28} <= set(cited)


def test_an_article_that_nobody_has_read_is_not_cited(school) -> None:
    told = bases_of(["GK_HT_CN"], regime="A_2003", day=date(2021, 6, 1), school_id=school.pk)
    assert not any("Điều 74" in line for line in told)
    assert any("Luật Thi đua, khen thưởng" in line for line in told)


def test_a_decision_has_one_paper(draft, secretary, at) -> None:
    begin_paper(draft, actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="Đã có bản nháp"):
        begin_paper(draft, actor=secretary, at=at)


def test_the_articles_are_drawn_up_anew_when_asked(draft, secretary, at) -> None:
    paper = begin_paper(draft, actor=secretary, at=at)
    draft.refresh_from_db()
    told = {"name": draft.name, "fund": FundKind.NONE, "no_council_reason": ""}
    save_decision(draft, told, version=draft.version, actor=secretary, at=at)
    paper.refresh_from_db()
    assert "tiền thưởng" in paper.body
    assert "tiền thưởng" not in reread_articles(draft, actor=secretary, at=at).body


FOUND = {"ground": "a", "finding": "Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt", "found_on": date(2023, 10, 3)}


def test_who_loses_an_award_alone_is_named_and_gives_back_what_was_given(decided, principal, at) -> None:
    line = decided.lines.first()
    row = begin_cancellation(decided, [line], **FOUND, actor=principal, at=at)
    Payment.objects.filter(line=line).update(paid_on=at.date(), manner="CASH")
    paper = begin_cancellation_paper(row, actor=principal, at=at)
    assert plain_text(paper.body).split("\n") == [
        (
            "Điều 1. Hủy Giấy khen đã tặng Bà Đỗ Thị Đào, Giáo viên, tại Quyết định số 01/QĐ-MNGB ngày 05 tháng 10 năm 2023 "
            "của Hiệu trưởng Trường Mầm non Giang Biên. Lý do: gian dối trong kê khai (điểm a khoản 2 Điều 93 Luật Thi đua, "
            "khen thưởng): Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt."
        ),
        (
            "Điều 2. Thu hồi tiền thưởng đã chi của Bà Đỗ Thị Đào, số tiền 540.000 đồng (bằng chữ: năm trăm bốn mươi nghìn "
            "đồng)."
        ),
        "Điều 3. Các tổ, bộ phận có liên quan của nhà trường và Bà Đỗ Thị Đào chịu trách nhiệm thi hành Quyết định này./.",
    ]
    assert paper.bases[-1] == "Xét kết luận ngày 03 tháng 10 năm 2023."
    assert (paper.appendices, paper.revokes) == ([], None)
    without_fault(paper)


def test_where_nothing_was_given_nothing_is_ordered_back(decided, principal, at) -> None:
    row = begin_cancellation(decided, list(decided.lines.all()), **FOUND, actor=principal, at=at)
    paper = begin_cancellation_paper(row, actor=principal, at=at)
    assert "Hủy toàn bộ khen thưởng (có danh sách kèm theo) tại Quyết định số 01/QĐ-MNGB" in paper.body
    assert "Thu hồi" not in paper.body
    assert paper.recipients[0] == "Như Điều 2"
    assert paper.appendices[0]["title"] == "Danh sách cá nhân bị hủy khen thưởng năm học 2023–2024"
    assert paper.appendices[0]["table"]["rows"][0][3] == "Giấy khen"
    without_fault(paper)


def test_certificates_that_were_drawn_are_ordered_back(decided, principal, at) -> None:
    told = {"school": decided.school, "name": "In", "total": 1, "requested_by": principal, "requested_at": at}
    run = PrintRun.objects.create(state=RunState.READY, **told)
    PrintedSheet.objects.create(run=run, certificate=Certificate.objects.get(line=decided.lines.first()), position=1)
    row = begin_cancellation(decided, list(decided.lines.all()), **FOUND, actor=principal, at=at)
    body = begin_cancellation_paper(row, actor=principal, at=at).body
    assert "Thu hồi giấy khen đã cấp của các cá nhân nêu tại Điều 1." in body

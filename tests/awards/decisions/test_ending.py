"""Hủy theo Điều 93 and đính chính: each by a decision of its own, in whose transaction the ledger follows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from awards.decisions.enums import CancellationState, DecisionState
from awards.decisions.models import AwardDecision, AwardLine, Cancellation
from awards.decisions.queries import candidates
from awards.decisions.services.drafting import save_line
from awards.decisions.services.ending import begin_cancellation, begin_correction, discard_cancellation
from awards.decisions.services.papers import begin_cancellation_paper, begin_paper
from tests.factories.decisions import in_force, walked
from tests.factories.school import DelegationFactory
from thiduakt.documents.models import Document
from thiduakt.documents.services.revoking import start_revocation
from thiduakt.ledger.models import HonorEntry
from thiduakt.ledger.services.ending import revoke
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = pytest.mark.django_db
FOUND = {"ground": "a", "finding": "Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt.", "found_on": date(2023, 10, 3)}


@pytest.fixture
def begin(decided, principal, at):
    """Of so many lines, from the first on."""

    def act(count: int, **told) -> Cancellation:
        lines = list(decided.lines.all()[:count])
        return begin_cancellation(decided, lines, **FOUND | told, actor=principal, at=at)

    return act


@pytest.fixture
def cancelled(principal, clerk, at):
    def act(row: Cancellation) -> Document:
        return walked(begin_cancellation_paper(row, actor=principal, at=at), principal, clerk, at)

    return act


def test_of_some_lines_the_decision_stays_in_force_and_the_ledger_tells_the_ground(
    begin, cancelled, decided, dossier
) -> None:
    row = begin(1)
    assert AwardLine.objects.standing().count() == 2
    cancelled(row)
    decided.refresh_from_db()
    assert decided.state == DecisionState.IN_FORCE
    assert [line.holder_name for line in AwardLine.objects.standing()] == ["Lò Văn Ỏn"]
    ended = HonorEntry.objects.get(kind="REVOKED")
    assert (ended.ends.holder_name, ended.ground, ended.decision_number) == ("Đỗ Thị Đào", "a", "02/QĐ-MNGB")
    assert ended.reason.startswith("Hiệu trưởng kết luận: kê khai thêm giờ dạy tốt.")
    assert Document.objects.get(pk=decided.document_id).state == "ISSUED"
    assert Notice.objects.filter(person=dossier.person, subject__startswith="Khen thưởng bị hủy").exists()


def test_of_all_lines_the_decision_is_cancelled_with_its_paper(begin, cancelled, decided) -> None:
    row = begin(2)
    cancelled(row)
    decided.refresh_from_db()
    row.refresh_from_db()
    assert (decided.state, row.state) == (DecisionState.CANCELLED, CancellationState.IN_FORCE)
    assert Document.objects.get(pk=decided.document_id).state == "REVOKED"
    assert not HonorEntry.objects.standing().exists()
    assert HonorEntry.objects.honors().count() == 2


def test_the_last_lines_that_stand_end_the_decision(begin, cancelled, decided, principal, at) -> None:
    cancelled(begin(1))
    row = begin_cancellation(decided, [decided.lines.last()], **FOUND, actor=principal, at=at)
    cancelled(row)
    decided.refresh_from_db()
    assert decided.state == DecisionState.CANCELLED


def test_what_was_cancelled_may_be_decided_on_anew(begin, cancelled, review, dossier, at) -> None:
    cancelled(begin(1))
    assert candidates(review, at.date())[0] == [dossier]


def test_what_is_cancelled_is_not_cancelled_again(begin, cancelled) -> None:
    cancelled(begin(1))
    with pytest.raises(ValidationError, match="còn hiệu lực"):
        begin(1)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"ground": "e"}, "Điều 93"),
        ({"found_on": date(2023, 10, 6)}, "sau hôm nay"),
        ({"finding": " "}, "không được để trống|trống"),
    ],
)
def test_a_cancellation_says_on_which_ground_it_stands(begin, told, sentence) -> None:
    with pytest.raises(ValidationError):
        begin(1, **told)


def test_there_is_one_cancellation_at_a_time(begin, decided, principal, at) -> None:
    row = begin(1)
    with pytest.raises(MoveRefusedError, match="chưa ban hành"):
        begin(1)
    with pytest.raises(MoveRefusedError, match="chưa ban hành"):
        begin_correction(decided, actor=principal, at=at)
    discard_cancellation(row, actor=principal, at=at)
    assert decided.lines.filter(cancellation__isnull=False).count() == 0
    begin(1)


@pytest.mark.parametrize("who", ["secretary", "clerk", "deputy", "teacher", "stranger"])
def test_nobody_but_the_principal_cancels(who, request, decided, at) -> None:
    with pytest.raises(PermissionDenied):
        begin_cancellation(decided, list(decided.lines.all()), **FOUND, actor=request.getfixturevalue(who), at=at)


def test_a_deputy_cancels_who_was_given_it(decided, deputy, at) -> None:
    DelegationFactory(person=deputy.person, action="award.cancel")
    assert begin_cancellation(decided, list(decided.lines.all()), **FOUND, actor=deputy, at=at)


def test_a_plain_revocation_of_the_paper_is_refused(decided, principal, clerk, at) -> None:
    paper = start_revocation(Document.objects.get(pk=decided.document_id), actor=principal, at=at)
    Document.objects.filter(pk=paper.pk).update(body="<p><strong>Điều 1.</strong> Thu hồi./.</p>")
    with pytest.raises(MoveRefusedError, match="chỉ hủy theo Điều 93"):
        walked(Document.objects.get(pk=paper.pk), principal, clerk, at)
    assert HonorEntry.objects.standing().count() == 2


def test_a_line_of_the_ledger_is_not_cancelled_beside_its_decision(decided, principal, at) -> None:
    entry = decided.lines.first().entry
    with pytest.raises(ValidationError, match="lập ở trang quyết định ấy"):
        revoke(
            entry, ground="a", reason="Khai sai.", decision_number="9/QĐ", decided_on=at.date(), issuer="Hiệu trưởng",
            actor=principal, at=at,
        )  # fmt: skip


# Đính chính


@pytest.fixture
def newer(decided, principal, at) -> AwardDecision:
    return begin_correction(decided, actor=principal, at=at)


def test_a_correction_begins_with_the_same_awards_and_changes_nothing_yet(newer, decided) -> None:
    assert [(one.holder_name, one.amount) for one in newer.lines.all()] == [("Đỗ Thị Đào", 540_000), ("Lò Văn Ỏn", 540_000)]
    assert newer.replaces == decided
    assert list(AwardLine.objects.standing()) == list(decided.lines.all())


def test_issued_it_takes_the_place_of_the_older_one_in_the_ledger(newer, decided, principal, clerk, at) -> None:
    told = {"holder_name": "Đỗ Thị Đào", "unit": "Tổ trưởng", "citation": "Có 3 giờ dạy tốt cấp quận", "position": 1}
    save_line(newer.lines.first(), told, version=newer.version, actor=principal, at=at)
    newer.refresh_from_db()
    in_force(newer, principal=principal, clerk=clerk, at=at)
    decided.refresh_from_db()
    assert decided.state == DecisionState.REPLACED
    assert Document.objects.get(pk=decided.document_id).state == "REPLACED"
    standing = HonorEntry.objects.standing().order_by("pk")
    assert [(one.holder_name, one.citation, one.decision_number) for one in standing] == [
        ("Đỗ Thị Đào", "Có 3 giờ dạy tốt cấp quận", "02/QĐ-MNGB"),
        ("Lò Văn Ỏn", decided.lines.last().citation, "02/QĐ-MNGB"),
    ]
    assert HonorEntry.objects.filter(kind="REPLACED").count() == 2
    assert set(AwardLine.objects.standing().values_list("decision", flat=True)) == {newer.pk}
    assert set(AwardLine.objects.claiming().values_list("decision", flat=True)) == {newer.pk}


def test_its_paper_names_the_one_it_replaces(newer, principal, at) -> None:
    paper = begin_paper(newer, actor=principal, at=at)
    assert "Quyết định này thay thế Quyết định số 01/QĐ-MNGB ngày 05 tháng 10 năm 2023 của Hiệu trưởng" in paper.body
    assert paper.recipients[0] == "Như Điều 4"

"""What comes next, who does it and who is told: the sentence on the page, the task of somebody, the notices."""

from datetime import date

import pytest

from awards.packs.models import Pack
from awards.packs.road import next_of_superior, next_step, steps_of
from awards.packs.services.sending import answer_pack, approve_pack, decide_pack, rework_pack, send_pack
from tests.factories.decisions import AwardDecisionFactory, AwardLineFactory, walked
from tests.factories.documents import DocumentFactory
from tests.factories.packs import PackFactory, built
from thiduakt.documents.kinds import Kind
from thiduakt.home.tasks.packs import URGES, pack_tasks
from thiduakt.notices.models import Notice
from thiduakt.workflow import MoveRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAMES = {label: name for name, label in URGES.items()}
DAY = date(2023, 10, 5)
CAST = ("principal", "secretary", "clerk", "teacher", "superior", "stranger")
RECEIPT = {"kind": "RECEIPT", "told_on": DAY, "number": "12/BN", "who": "", "note": "", "due_on": None}
ASKED = {**RECEIPT, "kind": "SUPPLEMENT", "note": "Thiếu báo cáo", "due_on": date(2023, 10, 20)}


@pytest.fixture
def pack(review, dossier, secretary):
    return PackFactory(review=review, dossiers=[dossier], created_by=secretary.person)


@pytest.fixture
def sent(review, dossier, secretary, superior):
    return PackFactory(
        review=review, dossiers=[dossier], state="SENT", created_by=secretary.person, superior=superior.school
    )


@pytest.fixture
def waits(request, at):
    def asked():
        users = {who: request.getfixturevalue(who) for who in CAST}
        tasks = {who: [NAMES[task.label] for task in pack_tasks(user, at)] for who, user in users.items()}
        return {who: names for who, names in tasks.items() if names}

    return asked


def coming(pack):
    pack = Pack.objects.get(pk=pack.pk)
    step = next_step(pack, list(pack.answers.all()))
    return f"{step.who}: {step.what}"


def seen(pack):
    pack = Pack.objects.get(pk=pack.pk)
    return next_of_superior(pack, list(pack.answers.all())).what


def honor(dossier):
    decision = AwardDecisionFactory(school=dossier.school, origin="SUPERIOR", state="IN_FORCE", number="99/QĐ-UBND")
    AwardLineFactory(decision=decision, dossier=dossier, person=dossier.person)
    return decision


def told():
    return {(one.person, one.kind, one.subject) for one in Notice.objects.filter(kind__startswith="PACK")}


def test_while_it_is_written_each_step_is_named(pack, school, secretary, dossier):
    writer = secretary.person
    assert coming(pack) == f"{writer}: Soạn tờ trình, danh sách kèm theo."
    paper = DocumentFactory(school=school, kind=Kind.SUBMITTAL, created_by=writer)
    Pack.objects.update(document=paper)
    for state, expected in (
        ("DRAFT", f"{writer}: Sửa xong tờ trình rồi trình ký."),
        ("SUBMITTED", "Người ký: Đọc và ký tờ trình."),
        ("SIGNED", "Văn thư: Cấp số, ban hành tờ trình."),
    ):
        paper.state = state
        pack.document = paper
        step = next_step(pack, [])
        assert f"{step.who}: {step.what}" == expected
    Pack.objects.update(document=DocumentFactory(school=school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=writer))
    assert coming(pack) == f"{writer}: Lập bộ tệp của nội dung hiện có."
    built(pack)
    assert coming(pack) == "Hiệu trưởng: Xem bộ tệp rồi duyệt bộ hồ sơ."
    type(dossier).objects.update(paused_on=DAY, pause_reason="có phản ánh")
    assert coming(pack) == f"{writer}: Bỏ khỏi bộ những hồ sơ không trình được nữa."
    pack.lines.all().delete()
    assert coming(pack) == f"{writer}: Thêm hồ sơ hội đồng đã đề nghị khen."


def test_what_was_built_before_the_to_trinh_was_issued_holds_a_draft_of_it(pack, school, principal, clerk, secretary, at):
    paper = DocumentFactory(school=school, kind=Kind.SUBMITTAL, created_by=secretary.person)
    Pack.objects.update(document=paper)
    built(pack)

    walked(paper, principal, clerk, at)

    assert coming(pack) == f"{secretary.person}: Lập bộ tệp của nội dung hiện có."


def test_while_it_is_away_the_clerk_writes_down_what_comes(sent, dossier, superior, clerk, waits, at):
    assert coming(sent).endswith("Tiếp nhận bộ hồ sơ. Văn thư ghi biên nhận khi nhận được.")
    assert seen(sent) == "Tải bộ tệp về xem, rồi ghi đã tiếp nhận, yêu cầu bổ sung hoặc trả lại."
    assert waits() == {"superior": ["receive"]}
    answer_pack(sent, RECEIPT, [], actor=superior, at=at)
    assert coming(sent).endswith("Xét, quyết định. Văn thư ghi yêu cầu bổ sung, trả lại hoặc quyết định khi nhận được.")
    assert seen(sent).startswith("Xét hồ sơ.")
    assert waits() == {"superior": ["consider"]}
    (task,) = pack_tasks(superior, at)
    assert task.title == f"Bộ hồ sơ của {sent.school}"
    assert task.detail == f"nộp ngày 04/10/2023, {sent.review.name}"
    decision = honor(dossier)
    assert coming(sent) == "Văn thư: Mọi hồ sơ đã có kết quả trong sổ. Ghi bộ hồ sơ đã có quyết định."
    assert waits() == {"clerk": ["tie"], "superior": ["consider"]}
    decide_pack(sent, decision, actor=clerk, at=at)
    assert coming(sent) == ": Quyết định của cấp trên đã vào sổ khen thưởng, bộ hồ sơ này đã xong."
    assert waits() == {}


def test_what_is_given_back_is_mended_until_its_day(sent, superior, secretary, waits, at):
    answer_pack(sent, ASKED, [], actor=superior, at=at)

    assert coming(sent).startswith(f"{secretary.person}: Đưa về soạn lại, làm theo yêu cầu")
    assert coming(sent).endswith("Hạn hết ngày 20/10/2023.")
    assert seen(sent) == "Bổ sung theo yêu cầu rồi nộp lại. Hạn hết ngày 20/10/2023."
    assert waits() == {"principal": ["supplement"], "secretary": ["supplement"]}
    again = rework_pack(Pack.objects.get(), actor=secretary, at=at)
    assert [step["detail"] for step in steps_of(again, list(again.answers.all()))] == [str(secretary.person), "", "", "", ""]


def test_those_who_prepared_it_are_told_at_each_step(review, dossier, principal, secretary, clerk, superior, at):
    pack = PackFactory(review=review, dossiers=[dossier], created_by=secretary.person)
    paper = DocumentFactory(school=pack.school, kind=Kind.SUBMITTAL, state="ISSUED", created_by=secretary.person)
    Pack.objects.update(document=paper)
    built(pack)
    Pack.objects.get().builds.update(requested_by=principal)
    writer, builder, name = secretary.person, principal.person, str(pack)

    approve_pack(Pack.objects.get(), actor=principal, at=at)
    assert told() == {
        (writer, "PACK_STEP", f"{name} đã duyệt"), (clerk.person, "PACK_STEP", f"{name} đã duyệt, chờ thầy/cô nộp"),
    }  # fmt: skip
    Notice.objects.all().delete()
    sent = send_pack(Pack.objects.get(), sent_on=paper.issued_on, shows=True, actor=clerk, at=at)
    day = f"đã nộp ngày {paper.issued_on:%d/%m/%Y}"
    assert told() == {
        (writer, "PACK_STEP", f"{name} {day}"), (builder, "PACK_STEP", f"{name} {day}"),
        (superior.person, "PACK_STEP", f"Bộ hồ sơ của {pack.school} {day}"),
    }  # fmt: skip
    Notice.objects.all().delete()
    answer_pack(sent, {**ASKED, "told_on": at.date()}, [], actor=superior, at=at)
    assert told() == {
        (one, "PACK_BACK", f"{name}: cấp trên yêu cầu bổ sung") for one in (writer, builder)
    }  # fmt: skip
    Notice.objects.all().delete()
    rework_pack(Pack.objects.get(), actor=principal, at=at)
    assert told() == {(writer, "PACK_BACK", f"{name} được đưa về soạn lại")}


def test_a_receipt_and_a_decision_are_told(sent, dossier, secretary, clerk, at):
    answer_pack(sent, RECEIPT, [], actor=clerk, at=at)
    decide_pack(sent, honor(dossier), actor=clerk, at=at)

    assert told() >= {
        (secretary.person, "PACK_STEP", f"{sent}: cấp trên đã tiếp nhận"),
        (secretary.person, "PACK_STEP", f"{sent} đã có quyết định"),
    }


def test_a_pack_that_is_written_anew_is_not_sent(sent, clerk, secretary, at):
    Pack.objects.update(state="RETURNED")
    again = rework_pack(Pack.objects.get(), actor=secretary, at=at)
    with pytest.raises(MoveRefusedError, match="không làm được bước “Ghi đã nộp”"):
        send_pack(again, sent_on=DAY, shows=False, actor=clerk, at=at)


def test_what_is_approved_but_lacks_something_since_is_not_sent(review, dossier, clerk, secretary, at):
    pack = PackFactory(review=review, dossiers=[dossier], state="APPROVED", created_by=secretary.person)
    type(dossier).objects.update(paused_on=DAY, pause_reason="có phản ánh")

    with pytest.raises(MoveRefusedError, match="đang tạm dừng"):
        send_pack(pack, sent_on=DAY, shows=False, actor=clerk, at=at)
    assert coming(pack) == f"{secretary.person}: Đưa về soạn lại: bộ hồ sơ đã duyệt nay chưa nộp được."


def test_a_pack_is_not_written_anew_beside_another_draft_for_its_authority(sent, review, other, secretary, at):
    Pack.objects.update(state="RETURNED")
    PackFactory(review=review, dossiers=[other])

    with pytest.raises(MoveRefusedError, match="một bộ hồ sơ khác gửi cơ quan này đang soạn"):
        rework_pack(Pack.objects.get(pk=sent.pk), actor=secretary, at=at)

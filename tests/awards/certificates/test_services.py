"""What the services of certificates do, and refuse."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from PIL import Image

from awards.certificates.enums import Purpose, RunState
from awards.certificates.models import Certificate, EmblemFile, PrintedSheet, PrintRun, RunFile
from awards.certificates.queries import check_url, design_of, has_ended, sheets_of, standing_of
from awards.certificates.services.designing import (
    drop_blank,
    drop_emblem,
    put_emblem,
    save_blank,
    save_design,
    save_printer,
)
from awards.certificates.services.printing import How, clear_files, confirm_run, draw_run, retry, start_run
from awards.certificates.tasks import print_certificates
from awards.decisions.enums import CancellationState, DecisionOrigin, DecisionState
from tests.awards.certificates.looking import codes_of, lines_of, pages_of
from tests.factories.certificates import (
    AT,
    blank,
    decision_with_lines,
    printer,
    usual_places,
    with_certificates,
)
from tests.factories.certificates import lines_of as lines_in
from tests.factories.decisions import CancellationFactory, drafted, held_review, in_force, passed
from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory
from thiduakt.audit.models import AuditEvent
from thiduakt.documents.kinds import Kind
from thiduakt.files.storage import read
from thiduakt.workflow import MoveRefusedError, StaleError

pytestmark = pytest.mark.django_db
WHY = "Cháy nhà, mất giấy khen; đơn ngày 03/10/2023."


def run_of(decision, actor, **how) -> PrintRun:
    return start_run(lines_in(decision), name="Giấy khen", how=How(**how), actor=actor, at=AT)


def picture(mode="RGBA", form="PNG") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new(mode, (60, 60), "red").save(stream, form)
    return SimpleUploadedFile("quoc-huy.png", stream.getvalue(), content_type="image/png")


def words_on(certificate) -> object:
    design = design_of(certificate.line.decision.school)
    return sheets_of([certificate], design)[0].certificate


def test_each_line_of_an_issued_decision_has_a_certificate_with_its_own_code(decision, certificates):
    assert [one.line.position for one in certificates] == [1, 2, 3]
    tokens = {one.token for one in certificates}
    assert len(tokens) == 3
    assert all(re.fullmatch(r"[\w-]{22}", token, re.ASCII) for token in tokens)


def test_the_number_of_the_decision_brings_its_certificates_about(school, principal, clerk, secretary):
    review = held_review(school)
    dossiers = [passed(review, person=PersonFactory(school=school)) for _ in range(2)]
    decision = drafted(review, dossiers, actor=principal, at=AT)
    assert not Certificate.objects.exists()

    issued = in_force(decision, principal=principal, clerk=clerk, at=AT)

    assert Certificate.objects.filter(line__decision=issued).count() == 2
    assert AuditEvent.objects.filter(verb="certificate.issue").count() == 1


def test_a_line_has_no_two_certificates(certificates):
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(line=certificates[0].line)


def test_it_says_what_the_issued_paper_says(decision, certificates):
    words = words_on(certificates[0])
    assert (words.recipient, words.description) == ("Đỗ Thị Đào", "Giáo viên, Tổ mẫu giáo lớn")
    assert (words.verb, words.title) == ("TẶNG", "GIẤY KHEN")
    assert (words.decision, words.decided, words.roll_number) == (decision.notation, decision.day, 1)
    assert words.place == "Giang Biên"


def test_a_title_is_written_large(school, principal):
    decision = decision_with_lines(school, "Lò Thị Ỏn")
    decision.lines.update(code="LDTT", honor_name="Lao động tiên tiến", is_title=True, citation="")
    (one,) = with_certificates(decision, principal)
    words = words_on(one)
    assert (words.verb, words.title) == ("TẶNG DANH HIỆU", "LAO ĐỘNG TIÊN TIẾN")
    assert words.achievement == "Năm học 2023 - 2024"


def test_the_school_chooses_its_own_words(school, certificates, principal):
    own = {"GK_HT_CN": ("TẶNG", "THƯ KHEN")}
    save_design(school, awarding_title="Hiệu trưởng nhà trường", wordings=own, version=1, actor=principal, at=AT)
    words = words_on(certificates[0])
    assert (words.awarding_title, words.title) == ("Hiệu trưởng nhà trường", "THƯ KHEN")


def test_half_a_wording_is_refused(school, principal):
    with pytest.raises(ValidationError, match="cả hai dòng"):
        save_design(school, awarding_title="", wordings={"GK": ("TẶNG", " ")}, version=1, actor=principal, at=AT)


def test_two_who_change_the_design_do_not_overwrite_each_other(school, principal):
    save_design(school, awarding_title="A", wordings={}, version=1, actor=principal, at=AT)
    with pytest.raises(StaleError):
        save_design(school, awarding_title="B", wordings={}, version=1, actor=principal, at=AT)


def test_a_deputy_prints_and_does_not_design(school, deputy, decision, certificates):
    with pytest.raises(PermissionDenied):
        save_design(school, awarding_title="", wordings={}, version=1, actor=deputy, at=AT)
    assert run_of(decision, deputy).total == 3


def test_nobody_prints_for_another_school(decision, certificates, stranger):
    with pytest.raises(PermissionDenied):
        run_of(decision, stranger)
    assert not PrintRun.objects.exists()


def test_all_are_drawn_into_one_file_in_the_order_given(decision, certificates, principal):
    first, _, third = lines_in(decision)

    run = print_certificates([third, first], name="Lễ tổng kết", actor=principal, at=AT)

    run.refresh_from_db()
    assert (run.state, run.total, run.done) == (RunState.READY, 2, 2)
    pdf = run.file.read()
    assert len(pages_of(pdf)) == 2
    assert codes_of(pdf) == [check_url(certificates[2]), check_url(certificates[0])]
    assert "Nguyễn Thị Ước" in lines_of(pdf, 0)


def test_what_is_cancelled_or_has_no_certificate_is_left_out(school, decision, certificates, principal):
    paper = DocumentFactory(school=school, kind=Kind.DECISION, state="ISSUED")
    gone = CancellationFactory(decision=decision, document=paper, state=CancellationState.IN_FORCE)
    decision.lines.filter(position=2).update(cancellation=gone)
    above = decision_with_lines(school, "Bùi Thị Ước", origin=DecisionOrigin.SUPERIOR)

    run = start_run([*lines_in(decision), *lines_in(above)], name="x", how=How(), actor=principal, at=AT)

    assert list(run.sheets.values_list("certificate__line__position", flat=True)) == [1, 3]


def test_a_file_is_given_to_nobody_once_an_award_in_it_is_cancelled(school, decision, certificates, principal):
    run = print_certificates(lines_in(decision), name="Lễ tổng kết", actor=principal, at=AT)
    run.refresh_from_db()
    assert not has_ended(run)

    paper = DocumentFactory(school=school, kind=Kind.DECISION, state="ISSUED")
    gone = CancellationFactory(decision=decision, document=paper, state=CancellationState.IN_FORCE)
    decision.lines.filter(position=2).update(cancellation=gone)

    assert has_ended(run)


def test_what_is_cancelled_before_it_is_drawn_is_not_drawn(school, decision, certificates, principal):
    run = run_of(decision, principal)
    paper = DocumentFactory(school=school, kind=Kind.DECISION, state="ISSUED")
    gone = CancellationFactory(decision=decision, document=paper, state=CancellationState.IN_FORCE)
    decision.lines.filter(position=2).update(cancellation=gone)

    draw_run(run, at=AT)

    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "đã hủy hoặc được thay thế" in run.failure


def test_nothing_to_print_is_said(decision, certificates, principal):
    decision.state = DecisionState.REPLACED
    decision.save()
    with pytest.raises(MoveRefusedError, match="còn hiệu lực"):
        run_of(decision, principal)


def test_one_given_again_tells_why(decision, certificates, principal):
    with pytest.raises(ValidationError, match="ghi lý do"):
        run_of(decision, principal, purpose=Purpose.REISSUE)
    assert run_of(decision, principal, purpose=Purpose.REISSUE, note=WHY).note == WHY


def test_on_a_blank_the_printer_shifts_all(decision, certificates, principal):
    where, machine = blank(principal), printer(principal, shift_x=3, shift_y=-2)
    straight = run_of(decision, principal, blank=where)
    shifted = run_of(decision, principal, blank=where, printer=machine)
    for run in (straight, shifted):
        draw_run(run, at=AT)
    before, after = (lines_of(run.file.read())["Đỗ Thị Đào"] for run in (straight, shifted))
    assert after.x0 - before.x0 == pytest.approx(3, abs=0.05)
    assert after.top - before.top == pytest.approx(-2, abs=0.05)


def test_a_field_that_the_blank_has_already_is_not_printed(decision, certificates, principal):
    run = run_of(decision, principal, blank=blank(principal, signer={"is_shown": False}, code={"is_shown": False}))
    draw_run(run, at=AT)
    pdf = run.file.read()
    assert max(line.top for line in lines_of(pdf).values()) < 175  # the signer would stand at 180
    assert codes_of(pdf) == ["", "", ""]


def test_blanks_that_were_spoiled_are_counted_with_their_reason(decision, certificates, principal):
    run = run_of(decision, principal, blank=blank(principal))
    draw_run(run, at=AT)
    with pytest.raises(ValidationError, match="ghi lý do"):
        confirm_run(run, spoiled=2, reason=" ", actor=principal, at=AT)

    done = confirm_run(run, spoiled=2, reason="Kẹt giấy.", actor=principal, at=AT)

    assert (done.state, done.blanks_used, done.spoiled) == (RunState.PRINTED, 5, 2)


def test_on_white_paper_no_blank_is_spoiled(decision, certificates, principal):
    run = run_of(decision, principal)
    draw_run(run, at=AT)
    with pytest.raises(ValidationError, match="không dùng phôi"):
        confirm_run(run, spoiled=1, reason="Kẹt giấy.", actor=principal, at=AT)


def test_what_is_printed_is_not_printed_twice_by_one_press(decision, certificates, principal):
    run = run_of(decision, principal)
    draw_run(run, at=AT)
    confirm_run(run, spoiled=0, reason="", actor=principal, at=AT)
    with pytest.raises(MoveRefusedError):
        confirm_run(run, spoiled=0, reason="", actor=principal, at=AT)


def test_a_file_that_could_not_be_drawn_is_said_and_drawn_again(decision, certificates, principal, monkeypatch):
    def fail(*args, **kwargs):
        raise ValidationError("Máy chủ đang in nhiều văn bản khác.")

    run = run_of(decision, principal)
    with monkeypatch.context() as broken:
        broken.setattr("awards.certificates.services.printing.plain_pdf", fail)
        draw_run(run, at=AT)
    run.refresh_from_db()
    assert (run.state, run.failure) == (RunState.FAILED, "Máy chủ đang in nhiều văn bản khác.")

    again = retry(run, actor=principal, at=AT)
    draw_run(again, at=AT)

    again.refresh_from_db()
    assert (again.state, again.failure) == (RunState.READY, "")


def test_old_files_are_cleared_and_the_books_kept(decision, certificates, principal):
    old, same, young = (run_of(decision, principal) for _ in range(3))
    for run, days in ((old, 0), (same, 0), (young, 30)):
        draw_run(run, at=AT + timedelta(days=days))

    assert clear_files(at=AT + timedelta(days=61)) == 2
    assert PrintRun.objects.get(pk=old.pk).state == RunState.READY
    assert RunFile.objects.get().run == young
    assert RunFile.objects.get().read() is not None  # the others had the same content: it lies there once for all

    sha256 = RunFile.objects.get().sha256
    call_command("clear_print_files")
    assert not RunFile.objects.exists()
    assert read(RunFile.FOLDER, sha256) is None


def test_an_emblem_takes_the_place_of_the_one_before(school, principal):
    put_emblem(school, picture(), actor=principal, at=AT)
    put_emblem(school, picture("RGB"), actor=principal, at=AT)
    assert EmblemFile.objects.count() == 1
    assert design_of(school).emblem.read()

    drop_emblem(school, actor=principal, at=AT)
    assert not EmblemFile.objects.exists()


def test_an_emblem_that_is_no_picture_is_refused(school, principal):
    sheet = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(sheet)
    with pytest.raises(ValidationError, match="PNG hoặc JPG"):
        put_emblem(school, SimpleUploadedFile("a.pdf", sheet.getvalue()), actor=principal, at=AT)


def test_a_field_beside_the_sheet_is_refused(principal):
    places = usual_places()
    places["signer"] |= {"x": 250, "width": 100}
    with pytest.raises(ValidationError, match="297 mm"):
        save_blank(None, name="Phôi", places=places, actor=principal, at=AT)


def test_a_blank_without_any_field_is_refused(principal):
    places = {name: values | {"is_shown": False} for name, values in usual_places().items()}
    with pytest.raises(ValidationError, match="Chưa chọn nội dung"):
        save_blank(None, name="Phôi", places=places, actor=principal, at=AT)


def test_a_blank_out_of_use_gives_its_name_back(principal):
    one = blank(principal)
    with pytest.raises(ValidationError, match="đã có phôi"):
        blank(principal)
    drop_blank(one, actor=principal, at=AT)
    assert blank(principal).pk != one.pk
    with pytest.raises(MoveRefusedError, match="thôi dùng"):
        drop_blank(one, actor=principal, at=AT)


def test_a_printer_is_set_right_by_millimetres_and_not_by_more(principal):
    with pytest.raises(ValidationError):
        save_printer(None, values={"name": "Máy in", "shift_x": 21, "shift_y": 0}, actor=principal, at=AT)


def test_a_certificate_is_in_force_until_a_decision_cancels_it(school, decision, certificates):
    line = lines_in(decision)[0]
    assert standing_of(line).is_valid

    paper = DocumentFactory(school=school, kind=Kind.DECISION, state="ISSUED")
    line.cancellation = CancellationFactory(decision=decision, document=paper, state=CancellationState.IN_FORCE)
    line.save()

    standing = standing_of(line)
    assert (standing.is_valid, standing.label) == (False, "Đã thu hồi")
    assert standing.by == f"Quyết định số {paper.notation}, ngày 04 tháng 10 năm 2023"


def test_a_certificate_of_a_replaced_decision_names_the_newer_one(school, decision, certificates):
    newer = decision_with_lines(school, "Lò Thị Ỏn", replaces=decision)
    decision.state = DecisionState.REPLACED
    decision.save()
    standing = standing_of(lines_in(decision)[0])
    assert (standing.is_valid, standing.label) == (False, "Đã thay thế")
    assert newer.notation in standing.by


def test_a_sheet_stands_at_one_place_of_a_run(decision, certificates, principal):
    run = run_of(decision, principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedSheet.objects.create(run=run, certificate=certificates[0], position=9)

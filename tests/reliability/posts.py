"""One good post for every route that takes posts: who sends what to where, in a school where all of it is possible.

What a form's page fills in by itself is read from that page; here stands what somebody would type.
"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import lxml.html
import pikepdf
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.documents import DocumentFactory
from tests.factories.intake import HONOR_HEADS, make_batch, xlsx
from tests.factories.school import (
    PASSWORD,
    DelegationFactory,
    GroupFactory,
    PersonFactory,
    UserFactory,
)
from tests.reliability.appraisal_posts import APPRAISAL_POSTS
from tests.reliability.award_posts import AWARD_POSTS
from tests.reliability.ballot_posts import BALLOT_POSTS, BALLOT_READS
from tests.reliability.campaign_posts import CAMPAIGN_POSTS
from tests.reliability.ceremony_posts import CEREMONY_POSTS
from tests.reliability.certificate_posts import CERTIFICATE_POSTS
from tests.reliability.closing_posts import CLOSING_POSTS
from tests.reliability.contest_posts import CONTEST_POSTS
from tests.reliability.council_posts import COUNCIL_POSTS
from tests.reliability.dossier_posts import DOSSIER_POSTS
from tests.reliability.exemplar_posts import EXEMPLAR_POSTS
from tests.reliability.feedback_posts import FEEDBACK_POSTS
from tests.reliability.judging_posts import JUDGING_POSTS
from tests.reliability.ledger_posts import LEDGER_POSTS
from tests.reliability.notice_posts import NOTICE_POSTS
from tests.reliability.pack_posts import PACK_POSTS
from tests.reliability.publication_posts import PUBLICATION_POSTS
from tests.reliability.registration_posts import REGISTRATION_POSTS
from tests.reliability.report_posts import REPORT_POSTS
from tests.reliability.reward_posts import REWARD_POSTS
from tests.reliability.session_posts import SESSION_POSTS
from tests.reliability.solution_posts import SOLUTION_POSTS
from tests.reliability.target_posts import TARGET_POSTS
from tests.reliability.world import (
    Post,
    World,
    a_person,
    by,
    closed_account,
    in_a_month,
    person_with_account,
    step,
    today,
)
from tests.reliability.writing_posts import WRITING_POSTS
from tests.school.signing_in import Phone, give_phone
from thiduakt.catalog.models import LegalText
from thiduakt.documents.enums import DocumentState as S
from thiduakt.documents.kinds import Kind
from thiduakt.documents.models import Document, RegisterEntry
from thiduakt.documents.proofreading.collect import proofread
from thiduakt.documents.services.working_copies import keep
from thiduakt.intake.enums import IntakeKind
from thiduakt.intake.models import Batch
from thiduakt.intake.services.writing import step as send_on
from thiduakt.permissions import Role
from thiduakt.school.enums import RoleState
from thiduakt.school.models import User
from thiduakt.school.services.sign_ins import begin_sign_in
from thiduakt.school.services.throttling import OF_ACCOUNT, spend
from thiduakt.school.views.safety import PENDING
from thiduakt.sealing import seal

NEW_PASSWORD = "Bong-hoa-xoan-2031"


def scan(world: World) -> SimpleUploadedFile:
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(content)
    return SimpleUploadedFile("ban-ky.pdf", content.getvalue(), content_type="application/pdf")


def sheet(world: World) -> SimpleUploadedFile:
    """A head that every kind of import knows, and a name: enough for a batch to begin."""
    return SimpleUploadedFile("so-cu.xlsx", xlsx(("Họ và tên", "Danh hiệu"), ("Lò Thị Ới", "LĐTT")))


def unmapped(world: World) -> Batch:
    return make_batch(world.secretary, ("Tên cô", "Khen gì"), ("Lò Thị Ới", "LĐTT"), at=world.at)


def sheet_read(world: World) -> Batch:
    """One line to write, one to choose for."""
    PersonFactory(school=world.school, full_name="Lò Thị Ới")
    PersonFactory.create_batch(2, school=world.school, full_name="Lò Thị Mai")
    rows = [(name, "LĐTT", "2020-2021") for name in ("Lò Thị Ới", "Lò Thị Mai")]
    return make_batch(world.secretary, HONOR_HEADS[:3], *rows, at=world.at)


def people_waiting(world: World) -> Batch:
    rows = [("Họ và tên", "Giới tính", "Chức vụ"), ("Lò Thị Ới", "Nữ", "Giáo viên")]
    batch = make_batch(world.clerk, *rows, at=world.at, kind=IntakeKind.PEOPLE)
    return send_on(batch, "submit", version=batch.version, actor=world.clerk, at=world.at)


def sheet_step(who: str, action: str, route: str, batch_of: Callable[[World], Batch]) -> Callable[[World], Post]:
    def post(world: World) -> Post:
        batch = batch_of(world)
        return Post(getattr(world, who), reverse(route, args=[batch.pk, action]), {"version": batch.version})

    return post


MARKS = {f"{name}confidence": "VERIFIED" for name in ("", "authority_", "coefficient_", "threshold_")}


def proposed(route: str, key: Any, **typed: Any) -> Callable[[World], Post]:
    """A new row of the law, of that key or of the row that the world is asked for."""

    def post(world: World) -> Post:
        args = [key(world).pk if callable(key) else key]
        given = {"valid_from": world.day(), "basis": "Luật 06/2026/QH16, Điều 1"} | typed
        return Post(world.secretary, reverse(f"catalog:{route}", args=args), given)

    return post


def new_honor_proposed(world: World) -> Post:
    """An honor that the catalogue does not know."""
    given = {
        "valid_from": world.day(), "basis": "QĐ 12/2026/QĐ-UBND", "name": "Nhà giáo tiêu biểu", "kind": "LOCAL_TITLE",
        "subject_asked": "individual", "level": "tinh", "period": "năm", "authority": "Chủ tịch UBND Thành phố",
        "vote_mode": "bo_phieu", **MARKS,
    }  # fmt: skip
    return Post(world.secretary, reverse("catalog:honor_introduce"), given)


def decision(world: World) -> Document:
    return DocumentFactory(school=world.school, kind=Kind.DECISION, created_by=world.principal.person)


def restored(world: World) -> Post:
    document = world.saved_twice()
    return Post(world.principal, reverse("documents:restore", args=[document.pk, 1]), {"version": document.version})


def warning_set_aside(world: World) -> Post:
    """A warning of the proof-reader is set aside."""
    document = DocumentFactory(
        school=world.school, created_by=world.principal.person, body="<p>Đề nghị bổ xung hồ sơ./.</p>"
    )
    address = reverse("documents:proofreading_set_aside", args=[document.pk])
    return Post(world.principal, address, {"key": proofread(document)[0].key})


def typed_dropped(world: World) -> Post:
    document = world.draft()
    copy = keep(
        document, typed={"subject": "Đang gõ"}, base=document.version, known=None, actor=world.principal, at=world.at
    )
    address = reverse("documents:working_copy_drop", args=[document.pk])
    return Post(world.principal, address, {"kept": copy.kept_at.isoformat()})


def own_safety(route: str, *, has_phone: bool = True) -> Callable[[World], Post]:
    """Of a teacher, who may do without a second factor, and has confirmed a moment ago."""

    def post(world: World) -> Post:
        phone, session = Phone(), {"confirmed_at": world.at.timestamp()}
        if has_phone:
            give_phone(world.teacher)
            return Post(world.teacher, reverse(route), session=session)
        return Post(world.teacher, reverse(route), {"code": phone.code()}, session | {PENDING: seal(phone.secret)})

    return post


def another_sign_in_ended(world: World) -> Post:
    return Post(world.teacher, reverse("school:end_sign_in", args=[sign_in_of(world.teacher, world).pk]))


def other_sign_ins_ended(world: World) -> Post:
    sign_in_of(world.teacher, world)
    return Post(world.teacher, reverse("school:end_other_sign_ins"))


def sign_in_of(user: User, world: World) -> Any:
    return begin_sign_in(user, address="203.0.113.9", device="Máy khác", at=world.at)


def person_signed_in(world: World) -> Any:
    return sign_in_of(UserFactory(school=world.school), world).user.person


def person_locked_out(world: World) -> Any:
    user = UserFactory(school=world.school)
    for _ in range(OF_ACCOUNT.count):
        spend([(OF_ACCOUNT, OF_ACCOUNT.key(user.username))], at=world.at)
    return user.person


def person_with_phone(world: World) -> Any:
    user = UserFactory(school=world.school)
    give_phone(user)
    return user.person


def opening_decided(world: World) -> Post:
    return Post(world.principal, reverse("documents:series_decide", args=[world.opening().pk, "approve"]))


POSTS: dict[str, Callable[[World], Post]] = {
    "school:letterhead_add": by("principal", "school:letterhead_add", valid_from=in_a_month),
    "school:school_year_add": by(
        "principal", "school:school_year_add", starts_on="05/09/2031", ends_on="31/05/2032"
    ),
    "school:group_add": by("principal", "school:group_add", name="Tổ nhà trẻ"),
    "school:group_edit": by(
        "principal", "school:group_edit", lambda world: GroupFactory(school=world.school), name="Tổ nhà trẻ"
    ),
    "school:group_remove": by("principal", "school:group_remove", lambda world: GroupFactory(school=world.school)),
    "school:person_add": by("principal", "school:person_add", full_name="Lò Thị Ới", gender="FEMALE", post="Giáo viên"),
    "school:person_edit": by("principal", "school:person_edit", person_with_account, full_name="Lò Thị Ới"),
    "school:account_open": by(
        "technician", "school:account_open", lambda world: PersonFactory(school=world.school),
        username=lambda world: f"lothioi{a_person(world)}",
    ),
    "school:account_slips": by("technician", "school:account_slips", people=lambda world: [a_person(world)]),
    "school:account_reset_password": by("technician", "school:account_reset_password", person_with_account),
    "school:account_close": by("technician", "school:account_close", person_with_account),
    "school:account_reopen": by("technician", "school:account_reopen", closed_account),
    "school:role_propose": by(
        "technician", "school:role_propose", person=a_person, role="TTr", starts_on=today, basis="QĐ số 15"
    ),
    "school:role_move": by(
        "principal", "school:role_move", lambda world: world.role(state=RoleState.PROPOSED), action="approve"
    ),
    "school:role_withdraw": by(
        "technician", "school:role_withdraw", lambda world: world.role(state=RoleState.PROPOSED), action="withdraw"
    ),
    "school:role_end": by("technician", "school:role_end", lambda world: world.role(), ends_on=in_a_month),
    "school:delegation_grant": by(
        "principal", "school:delegation_grant", person=lambda world: world.user(Role.DEPUTY).person_id,
        action="document.sign", starts_on=today, ends_on=in_a_month, basis="Giấy ủy quyền số 01",
    ),
    "school:delegation_end": by(
        "principal", "school:delegation_end",
        lambda world: DelegationFactory(person=world.user(Role.DEPUTY).person), ends_on=in_a_month,
    ),
    "school:delegation_cancel": by(
        "principal", "school:delegation_cancel",
        lambda world: DelegationFactory(person=world.user(Role.DEPUTY).person, starts_on=world.today + timedelta(days=3)),
    ),
    "school:confirm": by("teacher", "school:confirm", password=PASSWORD),
    "school:change_password": by(
        "teacher", "school:change_password", old_password=PASSWORD, new_password=NEW_PASSWORD,
        new_password_again=NEW_PASSWORD,
    ),
    "school:second_factor": own_safety("school:second_factor", has_phone=False),
    "school:second_factor_off": own_safety("school:second_factor_off"),
    "school:recovery_codes": own_safety("school:recovery_codes"),
    "school:end_sign_in": another_sign_in_ended,
    "school:end_other_sign_ins": other_sign_ins_ended,
    "school:account_reset_second_factor": by("technician", "school:account_reset_second_factor", person_with_phone),
    "school:account_unlock": by("technician", "school:account_unlock", person_locked_out),
    "school:account_end_sign_ins": by("technician", "school:account_end_sign_ins", person_signed_in),
    "documents:working_copy_drop": typed_dropped,
    "documents:proofreading_set_aside": warning_set_aside,
    "documents:discard": by("principal", "documents:discard", decision),
    "documents:revoke": by("principal", "documents:revoke", lambda world: world.plan(S.ISSUED)),
    "documents:consult": by("principal", "documents:consult", World.draft, everybody="on", closes_on=in_a_month),
    "documents:consultation": by("teacher", "documents:consultation", World.consultation, text="Nên ghi rõ chỉ tiêu."),
    "documents:consultation_remind": by("principal", "documents:consultation_remind", World.consultation),
    "documents:consultation_prolong": by(
        "principal", "documents:consultation_prolong", World.consultation, closes_on=in_a_month
    ),
    "documents:comment_answer": by(
        "principal", "documents:comment_answer", World.comment, action="take", answer="Đã sửa theo ý kiến."
    ),
    "documents:comment_withdraw": by("teacher", "documents:comment_withdraw", World.comment),
    "documents:edit": by("principal", "documents:edit", World.draft, subject="Thi đua đợt hai"),
    "documents:restore": restored,
    "documents:step": step("principal", S.DRAFT, "submit"),
    "documents:step, sign": step("principal", S.SUBMITTED, "sign", signed_on=today),
    "documents:step, issue": step("clerk", S.SIGNED, "issue", issued_on=today),
    "documents:signed_copy_upload": by(
        "clerk", "documents:signed_copy_upload", lambda world: world.plan(S.ISSUED), file=scan
    ),
    "documents:settle_mark": by("principal", "documents:settle_mark", World.mark),
    "documents:reopen_mark": by("principal", "documents:reopen_mark", World.settled_mark),
    "documents:register_edit": by(
        "clerk", "documents:register_edit",
        lambda world: RegisterEntry.objects.get(document=world.plan(S.ISSUED).pk), copies=5,
    ),
    "documents:series_propose": by(
        "clerk", "documents:series_propose", year=lambda world: world.today.year, series="KH", last=12, last_date=today,
        mode="AUTO", reason="Đã cấp trên sổ giấy.",
    ),
    "documents:series_decide": opening_decided,
    "plans:start": by(
        "principal", "plans:start", year=lambda world: world.today.year, subject="Thi đua", dated_on=today
    ),
    "plans:import": by(
        "principal", "plans:import", text="KẾ HOẠCH\nThi đua năm học\nI. MỤC ĐÍCH\nThi đua tốt./.", create="1"
    ),
    "plans:clone": by("principal", "plans:clone", lambda world: world.plan(S.ISSUED), parts="can-cu"),
    "plans:year": by("principal", "plans:year", World.plan, year=2030),
    "plans:discard": by("principal", "plans:discard", World.plan),
    "plans:replace": by("principal", "plans:replace", lambda world: world.plan(S.ISSUED)),
    "catalog:text_add": by(
        "principal", "catalog:text_add", kind="KH", number="15/KH-PGDĐT", name="Thi đua", issuer="Phòng Giáo dục",
        issued_on=today,
    ),
    "catalog:text_edit": by("principal", "catalog:text_edit", World.text, name="về thi đua"),
    "catalog:text_complete": by(
        "principal", "catalog:text_complete", lambda world: LegalText.objects.get(number="07/2026/TT-BGDĐT"),
        name="hướng dẫn công tác thi đua, khen thưởng ngành Giáo dục",
    ),
    "catalog:text_withdraw": by("principal", "catalog:text_withdraw", World.text, reason="Nhập trùng."),
    "catalog:text_restore": by(
        "principal", "catalog:text_restore", lambda world: world.text(withdrawn_at=world.at)
    ),
    "catalog:honor_propose": proposed(
        "honor_propose", "LDTT", note="Đã đọc Công báo.", authority="Chủ tịch UBND phường", vote_mode="bo_phieu", **MARKS
    ),
    "catalog:reading_propose": proposed("reading_propose", "C_2026_amended", note="Đã đọc Công báo."),
    "catalog:rule_propose": proposed("rule_propose", World.salary, amount="2.800.000"),
    "catalog:choice_propose": proposed("choice_propose", "public_days", value="7", note="Hội đồng thống nhất."),
    "catalog:honor_introduce": new_honor_proposed,
    "catalog:withdraw_honor": by("secretary", "catalog:withdraw_honor", World.new_honor),
    "catalog:withdraw_rule": by("secretary", "catalog:withdraw_rule", World.new_choice),
    "catalog:decide_honor": by("principal", "catalog:decide_honor", World.new_honor, action="approve"),
    "catalog:decide_rule": by("principal", "catalog:decide_rule", World.new_choice, action="approve"),
    "intake:upload_vien-chuc": by("clerk", "intake:upload_vien-chuc", file=sheet),
    "intake:upload_hoc-sinh": by("clerk", "intake:upload_hoc-sinh", file=sheet),
    "intake:upload_khen-thuong": by("secretary", "intake:upload_khen-thuong", file=sheet),
    "intake:upload_xep-loai": by("secretary", "intake:upload_xep-loai", file=sheet),
    "intake:upload_sang-kien": by("secretary", "intake:upload_sang-kien", file=sheet),
    "intake:map": by("secretary", "intake:map", unmapped, cot_full_name="0", cot_honor="1"),
    "intake:decide": by("secretary", "intake:decide", sheet_read, version=3, **{"dong-3": "leave"}),
    "intake:read_again": by("secretary", "intake:read_again", sheet_read, version=3),
    "intake:discard": by("secretary", "intake:discard", sheet_read, version=3),
    "intake:step": sheet_step("secretary", "write", "intake:step", sheet_read),
    "intake:approve": sheet_step("principal", "approve", "intake:approve", people_waiting),
    **LEDGER_POSTS,
    **CAMPAIGN_POSTS,
    **TARGET_POSTS,
    **CLOSING_POSTS,
    **CONTEST_POSTS,
    **CERTIFICATE_POSTS,
    **REGISTRATION_POSTS,
    **DOSSIER_POSTS,
    **APPRAISAL_POSTS,
    **NOTICE_POSTS,
    **REPORT_POSTS,
    **FEEDBACK_POSTS,
    **JUDGING_POSTS,
    **COUNCIL_POSTS,
    **AWARD_POSTS,
    **PACK_POSTS,
    **PUBLICATION_POSTS,
    **REWARD_POSTS,
    **CEREMONY_POSTS,
    **BALLOT_POSTS,
    **SESSION_POSTS,
    **EXEMPLAR_POSTS,
    **WRITING_POSTS,
    **SOLUTION_POSTS,
}  # fmt: skip

# Routes whose post stores nothing.
READS: dict[str, Callable[[World], Post]] = {
    "documents:preview": by("principal", "documents:preview", World.draft, subject="Đợt hai", dated_on=today),
    "documents:proofreading": by("principal", "documents:proofreading", World.draft, subject="Đợt hai", dated_on=today),
    **BALLOT_READS,
    "catalog:basis_panel": by("principal", "catalog:basis_panel", bases="Căn cứ Luật;", dated_on=today),
}

# Routes that nobody sends a key to, and why their second post does no harm.
HARMLESS_TWICE = {
    "login": "signs the same person in, who was nobody before: a key belongs to an account",
    "login_code": "the same; the code of a second factor is taken once",
    "logout": "signs out whoever is signed in, and then nobody",
    "documents:working_copy": "keeps what is typed in the place of what was kept",
    "ballots:cast": "somebody votes once, key or no key: a key that is kept would tell who voted when",
    "dossiers:report_keep": "the same of a report",
    "initiatives:description_keep": "the same of a description",
}


def filled_in(client: Client, post: Post) -> dict[str, Any]:
    """What the form's page holds, with what is typed over it."""
    page = client.get(post.address)
    values: dict[str, Any] = {}
    if page.status_code == 200:
        for form in lxml.html.fromstring(page.content.decode()).forms:
            if form.method == "POST" and (form.get("action") or post.address) == post.address:
                for name, value in form.form_values():
                    values.setdefault(name, []).append(value)
    values.pop("once", None)
    return values | post.typed


# Who came in and what is being received: no business of the school's.
BESIDE = {"once.submission", "sessions.session", "school.signin", "axes.accessattempt", "axes.accesslog"}


def kept_models() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower not in BESIDE]

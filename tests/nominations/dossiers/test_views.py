"""The pages of the room, as each role finds them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.dossiers.models import Dossier, Review, ReviewExtension
from nominations.dossiers.planning import digest_of, plan_of
from nominations.dossiers.services.reviews import close_review, hold_review
from tests.factories.dossiers import DossierFactory, ReviewFactory
from tests.factories.pupils import PupilFactory, SchoolClassFactory
from tests.factories.registrations import make_registration, make_round
from tests.factories.school import GroupFactory, UserFactory
from tests.ledger.pages import page, sheet
from thiduakt.permissions import Role

from .conftest import GOOD_REASON, SUMMARY, begun, make_review

pytestmark = pytest.mark.django_db

OF_A_REVIEW = ("review", "review_extend", "draw_up", "begin_own")
KINDS = ("ca-nhan", "to", "truong", "hoc-sinh", "lop", "ngoai-truong")


def url(route, *args):
    return reverse(f"dossiers:{route}", args=args)


@pytest.fixture
def colleague(school, group):
    return UserFactory(school=school, group=group, full_name="Lê Thị Ổi", roles=[Role.TEACHER])


def typed(**other):
    return {"code": "LDTT", "summary": SUMMARY, "merit_on": "", "twin_reason": "", "version": "1"} | other


def test_every_page_opens_for_whoever_has_every_role(client, school, group, review, dossier):
    user = UserFactory(school=school, group=group, full_name="Người có mọi vai trò", roles=list(Role))
    client.force_login(user)
    addresses = [url(route) for route in ("reviews", "reviews_excel", "review_add", "list", "excel")]
    addresses += [url(route, review.pk) for route in OF_A_REVIEW] + [url("begin", review.pk, kind) for kind in KINDS]
    addresses += [url("dossier", dossier.pk), url("give_back", dossier.pk), url("edit", dossier.pk)]
    addresses += [f"{url('list')}?dot={review.pk}"]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_stranger_finds_nothing(client, stranger, review, dossier):
    client.force_login(stranger)
    addresses = [url(route, review.pk) for route in OF_A_REVIEW] + [url("begin", review.pk, "ca-nhan")]
    addresses += [url(route, dossier.pk) for route in ("dossier", "edit", "give_back")]

    assert {client.get(address).status_code for address in addresses} == {404}
    posts = [url("step", dossier.pk), url("conclude", dossier.pk), url("review_step", review.pk)]
    assert {client.post(address, {"action": "hand_in"}).status_code for address in posts} == {404}
    assert SUMMARY not in client.get(url("list")).content.decode()


def test_a_colleague_sees_the_own_and_no_other(client, colleague, dossier, review, now):
    own = begun(review, colleague, now)
    client.force_login(colleague)

    assert client.get(url("dossier", dossier.pk)).status_code == 404
    assert client.get(url("dossier", own.pk)).status_code == 200
    text = page(client, url("list"))
    assert "Lê Thị Ổi" in text
    assert "Đỗ Thị Đào" not in text


def test_a_visitor_is_led_to_the_sign_in(client, review, dossier):
    for address in (url("list"), url("review", review.pk), url("dossier", dossier.pk)):
        assert client.get(address)["Location"].startswith("/dang-nhap/")


def test_buttons_answer_to_a_press_alone(client, teacher, dossier, secretary):
    client.force_login(teacher)
    assert client.get(url("step", dossier.pk))["Location"] == dossier.get_absolute_url()
    assert client.put(url("step", dossier.pk)).status_code == 405
    client.force_login(secretary)
    assert client.put(url("conclude", dossier.pk)).status_code == 405


def test_a_round_is_written_opened_and_closed(client, principal, now):
    client.force_login(principal)
    days = {name: f"{now.date() + timedelta(days=more):%d/%m/%Y}" for name, more in
            {"opens_on": 0, "closes_on": 20, "decides_on": 40}.items()}  # fmt: skip
    told = {
        "year": 2026, "name": "Xét cuối năm", "merit": "cong_trang", "regime": "B2_2022_ND152", "regime_reason": "Luật cũ.",
        "honors": ["LDTT", "CSTDCS"], "intro": "", "version": "1", "round": "", "campaign": "", **days,
    }  # fmt: skip

    client.post(url("review_add"), told)
    review = Review.objects.get()
    client.post(url("review_step", review.pk), {"action": "open"})
    client.post(url("review_step", review.pk), {"action": "close"})

    review.refresh_from_db()
    assert (review.state, review.regime) == ("CLOSED", "B2_2022_ND152")
    assert [row.code for row in review.honors.all()] == ["LDTT", "CSTDCS"]


def test_a_round_that_is_refused_keeps_what_was_typed(client, principal, now):
    client.force_login(principal)
    day = f"{now.date():%d/%m/%Y}"

    told = {
        "year": 2026, "name": "Đợt của tôi", "merit": "cong_trang", "regime": "A_2003", "regime_reason": "",
        "honors": ["LDTT"],
        "opens_on": day, "closes_on": day, "decides_on": day, "version": "1", "round": "", "campaign": "",
        "intro": "Viết dài.",
    }  # fmt: skip
    text = client.post(url("review_add"), told).content.decode()

    assert "lý do không dùng" in text
    assert "Đợt của tôi" in text
    assert "Viết dài." in text


def test_a_round_under_a_law_that_nobody_read_wears_a_banner(client, principal, now):
    client.force_login(principal)
    unread = make_review(principal, now, regime="C_2026_amended", honors=["LDTT"])

    assert "chưa được nhập vào danh mục" in page(client, url("review", unread.pk))


def test_one_is_begun_handed_in_given_back_and_withdrawn(client, review, teacher, group_head, now):
    client.force_login(teacher)
    client.post(url("begin_own", review.pk), typed())
    dossier = Dossier.objects.get()
    client.post(url("step", dossier.pk), {"action": "hand_in", "version": dossier.version})
    client.force_login(group_head)
    dossier.refresh_from_db()
    told = {"flagged": ["summary"], "reason": GOOD_REASON, "until": f"{now.date():%d/%m/%Y}", "version": dossier.version}
    client.post(url("give_back", dossier.pk), told)
    client.force_login(teacher)
    dossier.refresh_from_db()
    assert dossier.state == "RETURNED"
    assert GOOD_REASON in page(client, dossier.get_absolute_url())

    client.post(url("edit", dossier.pk), typed(summary=f"{SUMMARY} Thêm học kỳ II.", version=dossier.version))
    dossier.refresh_from_db()
    assert dossier.summary.endswith("học kỳ II.")
    client.post(url("step", dossier.pk), {"action": "withdraw", "version": dossier.version})
    dossier.refresh_from_db()
    assert dossier.state == "WITHDRAWN"


def test_an_old_tab_is_told_so_and_loses_nothing(client, dossier, teacher):
    client.force_login(teacher)
    client.post(url("edit", dossier.pk), typed(summary="Bản của thẻ thứ nhất, đủ dài."))

    text = client.post(url("edit", dossier.pk), typed(summary="Bản của thẻ thứ hai, cũng dài.")).content.decode()

    assert "Có người vừa lưu" in text
    assert "Bản của thẻ thứ hai" in text
    dossier.refresh_from_db()
    assert dossier.summary == "Bản của thẻ thứ nhất, đủ dài."


def test_a_second_one_of_the_same_honor_shows_the_way_to_the_first(client, review, dossier, teacher):
    client.force_login(teacher)

    text = client.post(url("begin_own", review.pk), typed()).content.decode()

    assert f'href="{dossier.get_absolute_url()}"' in text
    assert SUMMARY in text


@pytest.mark.parametrize("kind", KINDS)
def test_for_whom_a_page_of_proposing_offers_only_those_who_may_be_proposed(
    client, kind, review, teacher, group_head, group, school
):
    GroupFactory(school=school, name="Tổ văn phòng")
    one = SchoolClassFactory(school=school, year=2023, name="Lớn A1")
    one.teachers.add(teacher.person)
    PupilFactory(school=school, in_class=one, full_name="Bé An")
    PupilFactory(school=school, in_class=SchoolClassFactory(school=school, year=2023, name="Nhỡ B2"), full_name="Bé Bình")
    allowed = {
        "ca-nhan": (group_head,), "to": (group_head,), "truong": (), "hoc-sinh": (teacher, group_head),
        "lop": (teacher, group_head), "ngoai-truong": (group_head,),
    }[kind]  # fmt: skip

    for user in (teacher, group_head):
        client.force_login(user)
        response = client.get(url("begin", review.pk, kind))
        assert response.status_code == (200 if user in allowed else 403)
        text = response.content.decode()
        assert "Tổ văn phòng</option>" not in text
        assert "Bé Bình" not in text
        assert "Nhỡ B2" not in text


def test_a_pupil_is_proposed_on_the_page(client, review, teacher, school):
    one = SchoolClassFactory(school=school, year=2023)
    one.teachers.add(teacher.person)
    pupil = PupilFactory(school=school, in_class=one, full_name="Bé Nguyễn Gia Ân")
    client.force_login(teacher)

    client.post(url("begin", review.pk, "hoc-sinh"), typed(holder=pupil.pk, code="GK_HS_CN"))

    assert Dossier.objects.get().pupil == pupil


def test_an_unknown_kind_is_no_page(client, review, group_head):
    client.force_login(group_head)

    assert client.get(url("begin", review.pk, "ai-do")).status_code == 404


def test_the_drafts_are_drawn_up_after_a_look(client, principal, secretary, teacher, now):
    turn = make_round(principal=principal, at=now)
    make_registration(turn, teacher, now)
    review = make_review(principal, now, round=turn, honors=["LDTT"])
    client.force_login(secretary)

    text = page(client, url("draw_up", review.pk))
    client.post(url("draw_up", review.pk), {"version": digest_of(plan_of(review))})

    assert "Đỗ Thị Đào" in text
    assert Dossier.objects.get().registration.round == turn
    assert "đã có hồ sơ" in page(client, url("draw_up", review.pk)).lower()


def test_more_time_is_given_to_one(client, principal, review, teacher, now):
    client.force_login(principal)
    told = {"person": teacher.person_id, "until": f"{now.date() + timedelta(days=25):%d/%m/%Y}", "reason": "Đi tập huấn."}

    client.post(url("review_extend", review.pk), told)

    assert ReviewExtension.objects.get().person == teacher.person
    client.force_login(teacher)
    assert client.post(url("review_extend", review.pk), told).status_code == 403


def test_the_council_concludes_on_the_page(client, review, principal, secretary, now):
    yes, no = (DossierFactory(review=review, state="TO_COUNCIL") for _ in range(2))
    hold_review(close_review(review, actor=principal, at=now), actor=principal, at=now)
    client.force_login(secretary)

    client.post(url("conclude", yes.pk), {"action": "award"})
    client.post(url("conclude", no.pk), {"action": "refuse", "reason": "Không đủ số phiếu theo quy định."})

    assert dict(Dossier.objects.values_list("pk", "state")) == {yes.pk: "AWARDED", no.pk: "NOT_AWARDED"}
    assert client.post(url("conclude", yes.pk), {"action": "vote"}).status_code == 404


def test_whoever_may_not_act_on_it_reads_why(client, review, secretary):
    own = DossierFactory(review=review, person=secretary.person, state="SUBMITTED")
    client.force_login(secretary)

    text = page(client, own.get_absolute_url())

    assert "Đây là hồ sơ của chính thầy/cô" in text
    assert "Trả lại để bổ sung…" not in text


def test_the_list_is_narrowed_searched_and_written_as_shown(client, review, principal, school):
    other = ReviewFactory(school=school, name="Đợt hai")
    DossierFactory(review=review, person__full_name="Đỗ Thị Đào", state="SUBMITTED")
    DossierFactory(review=review, person__full_name="Lê Thị Ổi", code="CSTDCS", state="SUBMITTED")
    DossierFactory(review=other, person__full_name="Ngô Văn Ẩn", state="DRAFT")
    client.force_login(principal)

    def names(query):
        rows = [row[1] for row in sheet(client, f"{url('excel')}?{query}")[4:]]
        text = page(client, f"{url('list')}?{query}")
        assert all(name in text for name in rows)
        return set(rows)

    everybody = {"Đỗ Thị Đào", "Lê Thị Ổi", "Ngô Văn Ẩn"}
    assert names("") == everybody
    assert names(f"dot={review.pk}") == everybody - {"Ngô Văn Ẩn"}
    assert names("ma=CSTDCS") == {"Lê Thị Ổi"}
    assert names("trang-thai=DRAFT") == {"Ngô Văn Ẩn"}
    assert names("q=dao") == {"Đỗ Thị Đào"}
    assert names("loai=GROUP") == set()
    assert names("dot=khong&ma=%27&loai=X") == everybody


def test_four_hundred_cost_the_queries_of_one(client, review, principal):
    client.force_login(principal)
    asked = {}
    for count in (1, 400):
        DossierFactory.create_batch(count - Dossier.objects.count(), review=review, state="SUBMITTED")
        for address in (f"{url('list')}?dot={review.pk}&q=a", f"{url('excel')}?dot={review.pk}", url("list")):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.setdefault(address, []).append(len(queries))

    assert {address: counts[0] for address, counts in asked.items()} == {
        address: counts[1] for address, counts in asked.items()
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rounds_asks_the_same_of_one_and_of_many(
    client, principal, school, count, django_assert_max_num_queries
):
    ReviewFactory.create_batch(count, school=school)
    client.force_login(principal)
    client.get(url("reviews"))

    with django_assert_max_num_queries(12):
        client.get(url("reviews"))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_whatever_stands_for_a_version_is_an_old_one(client, dossier, teacher, version):
    client.force_login(teacher)

    response = client.post(url("edit", dossier.pk), typed(summary="Bản khác, cũng đủ dài.", version=version))

    assert response.status_code == 200
    assert "Có người vừa lưu" in response.content.decode()

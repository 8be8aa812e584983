"""The pages of targets, each asked: the right person, a colleague, a stranger, nobody, the wrong method, the wrong state."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.targets.enums import TargetState
from campaigns.targets.models import Evidence, Target
from campaigns.targets.services.reporting import report_progress
from tests.campaigns.targets.conftest import CONTEST, SHARE
from tests.campaigns.targets.pages import texts, url
from tests.factories.campaigns import CampaignFactory
from tests.factories.pupils import SchoolClassFactory
from tests.factories.targets import TargetFactory, photo

pytestmark = pytest.mark.django_db
EVERYBODY = "principal deputy clerk secretary group_head teacher accountant inspector member"
OTHERS = "technician superior"


# Who looks


@pytest.mark.parametrize("who", EVERYBODY.split())
def test_everybody_at_the_school_reads_targets(client, who, target, progress, request):
    client.force_login(request.getfixturevalue(who))
    picture = progress.evidence.get()
    pages = [url("list"), url("list_excel"), url("year"), url("group", target.group_id), url("target", target.pk)]

    assert [client.get(page).status_code for page in (*pages, url("evidence", picture.pk))] == [200] * 6


@pytest.mark.parametrize("who", OTHERS.split())
def test_who_does_not_work_with_targets_reads_none(client, who, target, request):
    client.force_login(request.getfixturevalue(who))

    assert [client.get(page).status_code for page in (url("list"), url("target", target.pk))] == [403, 403]


def test_a_stranger_finds_nothing(client, stranger, target, progress, plan):
    client.force_login(stranger)
    pages = [
        url("target", target.pk), url("edit", target.pk), url("report", target.pk), url("group", target.group_id),
        url("in_plan", plan.pk), url("assignment", plan.pk), url("evidence", progress.evidence.get().pk),
        f"{url('make')}?ke-hoach={plan.pk}",
    ]  # fmt: skip

    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert target.name not in texts(client.get(url("list")))


def test_nobody_signed_in_is_led_to_the_door(client, target):
    assert client.get(url("target", target.pk)).url.startswith("/dang-nhap/")


@pytest.mark.parametrize(("who", "state", "is_named"), [
    ("secretary", "DRAFT", True), ("teacher", "DRAFT", False), ("teacher", "LAUNCHED", True),
])  # fmt: skip
def test_a_draft_campaign_is_named_only_to_those_who_write_it(client, school, group, who, state, is_named, request):
    campaign = CampaignFactory(school=school, name="Phong trào còn giữ kín", state=state)
    target = TargetFactory(school=school, group=group, campaign=campaign)
    client.force_login(request.getfixturevalue(who))

    assert ("Phong trào còn giữ kín" in texts(client.get(target.get_absolute_url()))) is is_named


def test_a_target_of_a_draft_is_told_to_whom_it_was_given_alone(client, school, plan, group, teacher, accountant):
    target = TargetFactory(school=school, plan=plan, group=group)
    for user, status in ((teacher, 200), (accountant, 404)):
        client.force_login(user)
        assert client.get(url("target", target.pk)).status_code == status
    client.force_login(teacher)
    assert url("in_plan", plan.pk) not in texts(client.get(url("target", target.pk)))


# From a sentence to a target


def test_the_plan_leads_to_its_sentences_and_they_to_a_form(client, principal, plan, classes):
    client.force_login(principal)
    page = client.get(url("in_plan", plan.pk))
    lines = {line["sentence"].text: line for line in page.context["lines"]}

    assert set(lines) == {SHARE, CONTEST}
    form = client.get(lines[SHARE]["make_url"]).context["form"]
    assert (form.initial["name"], form.initial["value"], form.initial["known_set"]) == (SHARE.rstrip("."), "100", "CLASSES")
    assert "Máy đoán từ ngày cuối năm 2023" in form.fields["due_on"].help_text
    assert "ca-bai=1" in texts(page)
    assert len(client.get(url("in_plan", plan.pk) + "?ca-bai=1").context["lines"]) == 3


@pytest.fixture
def typed(group):
    return {
        "sentence": SHARE, "section": "I. NỘI DUNG", "name": "100% các lớp", "measure": "SHARE", "value": "95,5",
        "unit": "lớp", "known_set": "CLASSES", "owner": f"to-{group.pk}", "starts_on": "05/10/2023",
        "due_on": "31/12/2023", "evidence_asked": "Ảnh lớp",
    }  # fmt: skip


def test_a_sentence_becomes_a_target_and_leads_back(client, principal, plan, classes, typed):
    client.force_login(principal)
    response = client.post(f"{url('make')}?ke-hoach={plan.pk}&cau=1", typed)

    target = Target.objects.get()
    assert response.url == url("target", target.pk)
    assert (target.plan, target.sentence, target.full) == (plan, SHARE, 18)
    page = client.get(url("target", target.pk))
    assert f"{url('in_plan', plan.pk)}?ca-bai=1#chi-tieu-{target.pk}" in texts(page)
    assert f'id="chi-tieu-{target.pk}"' in texts(client.get(url("in_plan", plan.pk)))


def test_a_refused_form_keeps_every_word(client, principal, plan, typed):
    client.force_login(principal)
    response = client.post(f"{url('make')}?ke-hoach={plan.pk}&cau=1", typed | {"name": "Đỗ Thị Đào làm"})

    assert response.status_code == 200
    assert "chưa có các lớp, năm học 2023–2024" in texts(response)
    shown = response.context["form"]
    assert {name: shown[name].value() for name in typed} == typed | {"name": "Đỗ Thị Đào làm"}
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": ""}, "value"), ({"value": "nhiều"}, "value"), ({"value": "101"}, "value"), ({"owner": ""}, "owner"),
        ({"owner": "to-999999"}, "owner"), ({"due_on": "31/02/2023"}, "due_on"), ({"known_set": ""}, "known_set"),
        ({"measure": "NUMBER", "unit": ""}, "unit"), ({"name": " "}, "name"), ({"measure": "x"}, "measure"),
    ],
    ids=str,
)  # fmt: skip
def test_each_fault_stands_beside_its_field(client, principal, plan, classes, typed, changes, field):
    client.force_login(principal)
    response = client.post(f"{url('make')}?ke-hoach={plan.pk}&cau=1", typed | changes)

    assert field in response.context["form"].errors


def test_a_replaced_plan_s_targets_stand_in_the_new_one(client, principal, school, plan, group):
    target = TargetFactory(school=school, plan=plan, group=group, sentence=SHARE)
    gone = TargetFactory(school=school, plan=plan, group=group, sentence="Câu đã bỏ.", name="Việc của câu đã bỏ")
    client.force_login(principal)
    newer = type(plan).objects.create(document=plan.document.__class__.objects.create(
        school=school, kind="KH", subject="Thay thế", dated_on=plan.document.dated_on, body=plan.document.body,
        created_by=principal.person, replaces=plan.document,
    ), school=school, year=2023)  # fmt: skip

    page = client.get(url("in_plan", newer.pk))

    assert [row["target"] for line in page.context["lines"] for row in line["rows"]] == [target]
    assert [row["target"] for row in page.context["elsewhere"]] == [gone]


def test_a_draft_that_is_thrown_away_leaves_its_targets(client, principal, plan, school):
    target = TargetFactory(school=school, plan=plan, sentence=SHARE)
    client.force_login(principal)
    client.post(reverse("plans:discard", args=[plan.pk]))

    target.refresh_from_db()
    assert (target.plan, target.sentence) == (None, SHARE)
    assert "bản nháp kế hoạch đã bỏ" in texts(client.get(url("target", target.pk)))


@pytest.mark.parametrize("who", ["clerk", "group_head", "teacher", "member", "inspector", "technician", "superior"])
def test_who_may_not_write_targets_is_refused(client, who, target, plan, typed, request):
    client.force_login(request.getfixturevalue(who))
    pages = [url("make"), url("edit", target.pk), url("remove", target.pk), url("assign_checker", target.group_id)]

    assert [client.post(page, typed).status_code for page in pages] == [403] * 4
    assert list(Target.objects.all()) == [target]


def test_an_edit_is_stored_and_an_older_one_told(client, principal, target, typed):
    client.force_login(principal)
    sent = typed | {"known_set": "OTHER", "denominator": "40", "version": "1"}

    assert client.post(url("edit", target.pk), sent).url == url("target", target.pk)
    target.refresh_from_db()
    assert (target.name, target.denominator, target.version) == ("100% các lớp", 40, 2)
    assert "vừa sửa chỉ tiêu này" in texts(client.post(url("edit", target.pk), sent | {"name": "Khác"}))


# The check


def check(client, progress, action, **typed):
    return client.post(f"{url('check', progress.pk, action)}?lan={progress.version}", typed, follow=True)


def test_the_member_in_charge_accepts(client, member, progress):
    client.force_login(member)
    page = client.get(url("target", progress.target_id))
    assert "Xác nhận kết quả" in texts(page)

    assert "Đã xác nhận kết quả." in texts(check(client, progress, "accept"))
    progress.refresh_from_db()
    assert progress.state == "ACCEPTED"


def test_the_member_in_charge_returns_with_a_reason(client, member, progress):
    client.force_login(member)
    assert "cần ghi rõ lý do" in texts(check(client, progress, "return"))

    check(client, progress, "return", reason="Thiếu ảnh.")
    progress.refresh_from_db()
    assert (progress.state, progress.check_note) == ("RETURNED", "Thiếu ảnh.")


def test_what_changed_since_the_page_was_drawn_is_not_accepted(client, member, progress):
    client.force_login(member)
    response = client.post(f"{url('check', progress.pk, 'accept')}?lan=9", follow=True)

    assert "vừa sửa kết quả" in texts(response)


@pytest.mark.parametrize("who", ["group_head", "teacher", "deputy", "clerk"])
def test_who_does_not_check_is_refused(client, who, progress, request):
    client.force_login(request.getfixturevalue(who))

    assert check(client, progress, "accept").status_code == 403


def test_the_reporter_sees_no_button_to_check(client, principal, target, at):
    report_progress(target, as_of=date(2023, 10, 1), value=3, actor=principal, at=at)
    client.force_login(principal)

    page = client.get(url("target", target.pk))

    assert [report["checks"] for report in page.context["reports"]] == [[]]


@pytest.mark.parametrize(
    ("name", "method"), [("target", "post"), ("list", "post"), ("evidence", "post"), ("year", "delete")]
)
def test_the_wrong_method_is_refused(client, principal, progress, name, method):
    client.force_login(principal)
    args = {"target": [progress.target_id], "evidence": [progress.evidence.get().pk]}.get(name, [])

    assert getattr(client, method)(url(name, *args)).status_code == 405


def test_an_unknown_step_is_no_page(client, principal, target, progress):
    client.force_login(principal)

    assert client.post(url("settle", target.pk, "fly")).status_code == 404
    assert client.post(url("check", progress.pk, "send")).status_code == 404


def test_a_target_is_concluded_from_its_page(client, principal, target):
    client.force_login(principal)
    client.post(url("settle", target.pk, "miss"), {"reason": "Thiếu phòng."})

    target.refresh_from_db()
    assert (target.state, target.cause) == (TargetState.MISSED, "Thiếu phòng.")


def test_a_checker_is_named_for_a_whole_group(client, principal, member, target):
    Target.objects.update(checker=None)
    client.force_login(principal)
    assert "chọn thành viên" in texts(client.post(url("assign_checker", target.group_id), {"checker": "x"}, follow=True))
    response = client.post(url("assign_checker", target.group_id), {"checker": member.person_id}, follow=True)

    assert "kiểm tra 1 chỉ tiêu" in texts(response)
    target.refresh_from_db()
    assert target.checker == member.person


@pytest.mark.parametrize("hurt", ["x" * 501, "\0", "<script>alert(1)</script>", "=1+1", "Đỗ\u0300\u202e"])
def test_whatever_is_typed_the_page_stands(client, principal, plan, school, typed, hurt):
    SchoolClassFactory(school=school, year=2023)
    client.force_login(principal)
    address = f"{url('make')}?ke-hoach={plan.pk}&cau=99"
    sent = typed | {"name": hurt, "value": hurt, "owner": hurt, "sentence": hurt, "starts_on": hurt}

    assert client.post(address, sent).status_code == 200
    assert client.get(f"{url('make')}?ke-hoach={hurt}").status_code in {200, 404}
    assert client.get(url("list"), {"q": hurt, "nam": hurt, "to": hurt}).status_code == 200
    response = client.post(address, typed | {"name": f"Tên {hurt}"[:400]})
    assert response.status_code == 302
    assert "<script>alert" not in texts(client.get(response.url))


def test_a_file_named_as_a_path_keeps_its_last_part(client, group_head, target):
    client.force_login(group_head)
    file = SimpleUploadedFile("../../etc/anh.jpg", photo())
    client.post(url("report", target.pk), {"value": "1", "as_of": "05/10/2023", "version": "0", "files": file})

    assert Evidence.objects.get().original_name == "anh.jpg"

"""What a parent's phone shows that reads the code of a certificate, and what a guesser is shown."""

import re
from datetime import timedelta

import pytest

from awards.certificates.models.certificates import new_token
from awards.decisions.enums import CancellationState
from tests.factories.certificates import decision_with_lines, lines_of, with_certificates
from tests.factories.decisions import CancellationFactory
from tests.factories.documents import DocumentFactory
from tests.factories.school import PersonFactory
from thiduakt.documents.kinds import Kind
from thiduakt.school.services.throttling import Limit

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


def body_of(answer) -> str:
    """Without what differs from page to page by itself."""
    return re.sub(r'nonce="[^"]*"', "", text_of(answer))


def test_the_whole_line_of_the_decision_is_repeated(client, decision, certificates):
    answer = client.get(certificates[0].check_path)
    page = text_of(answer)
    for told in (
        "Còn hiệu lực",
        "Đỗ Thị Đào",
        "Giáo viên, Tổ mẫu giáo lớn",
        "Giấy khen",
        "Hoàn thành tốt nhiệm vụ được giao, có nhiều giờ dạy tốt.",
        decision.notation,
        "ngày 04 tháng 10 năm 2023",
        decision.name,
        f"Hiệu trưởng {decision.school.name}",
    ):
        assert told in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_certificate_that_was_taken_back_names_the_decision_that_did(client, school, decision, certificates):
    paper = DocumentFactory(school=school, kind=Kind.DECISION, state="ISSUED")
    gone = CancellationFactory(decision=decision, document=paper, state=CancellationState.IN_FORCE)
    decision.lines.filter(position=1).update(cancellation=gone)

    page = text_of(client.get(certificates[0].check_path))

    assert "Đã thu hồi" in page
    assert paper.notation in page
    assert "Còn hiệu lực" not in page
    assert gone.finding not in page
    assert "Còn hiệu lực" in text_of(client.get(certificates[1].check_path))


def test_nothing_else_of_the_person_is_told(client, school, principal):
    person = PersonFactory(school=school, full_name="Lò Thị Ỏn", born_on="1988-03-09", staff_code="VC0912345")
    decision = decision_with_lines(school, "Lò Thị Ỏn")
    decision.lines.update(person=person, amount=1_005_000, amount_reason="0,3 × 2.340.000 đồng")
    (one,) = with_certificates(decision, principal)

    page = text_of(client.get(one.check_path))

    for hidden in ("09/03/1988", "1988", "VC0912345", "1.005.000", "2.340.000", f"/{person.pk}/"):
        assert hidden not in page


def test_all_unknown_codes_are_answered_alike(client, certificates):
    tried = [new_token(), new_token(), "x", "a" * 22, certificates[0].token[:-1], certificates[0].token.swapcase(), "á" * 22]
    answers = [client.get(f"/tra-cuu/{token}/") for token in tried]
    answers.append(client.get("/tra-cuu/%00%00/"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({body_of(answer) for answer in answers}) == 1
    assert "Đỗ Thị Đào" not in text_of(answers[0])


def test_whoever_tries_codes_is_soon_shown_none(client, certificates, settings, monkeypatch):
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setattr("awards.certificates.views.public.Checking.limit", Limit("check", 5, timedelta(minutes=5)))

    def tried(token: str, visitor: str) -> int:
        return client.get(f"/tra-cuu/{token}/", headers={"x-forwarded-for": visitor}).status_code

    assert [tried(new_token(), "203.0.113.5") for _ in range(20)] == [404] * 5 + [429] * 15
    assert tried(certificates[0].token, "203.0.113.5") == 429  # a hit is not told either
    assert tried(certificates[0].token, "203.0.113.6") == 200


def test_the_page_is_read_and_not_posted_to(client, certificates):
    assert client.post(certificates[0].check_path).status_code == 405


def test_somebody_signed_in_sees_the_same(client, certificates, teacher):
    client.force_login(teacher)
    assert "Còn hiệu lực" in text_of(client.get(certificates[0].check_path))


def test_the_page_asks_little_of_the_database(client, certificates, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):  # six of them count how often this address has asked
        client.get(certificates[0].check_path)


def test_the_certificate_of_a_line_in_another_decision_is_its_own(client, school, principal, certificates):
    other = decision_with_lines(school, "Bùi Thị Ước")
    (one,) = with_certificates(other, principal)
    assert lines_of(other)[0].holder_name in text_of(client.get(one.check_path))
    assert "Bùi Thị Ước" not in text_of(client.get(certificates[0].check_path))


LOOKUP = "/tra-cuu/"


@pytest.mark.parametrize("typed", ["{token}", "  {token}\n", "https://thidua.mngb.edu.vn/tra-cuu/{token}/"])
def test_the_code_can_be_typed_or_its_address_pasted(client, certificates, typed):
    page = text_of(client.get(LOOKUP, {"ma": typed.format(token=certificates[0].token)}))

    assert "Còn hiệu lực" in page
    assert "Đỗ Thị Đào" in page


def test_what_no_certificate_bears_is_told_as_at_its_own_address_and_stays_in_the_field(client, certificates):
    told = "Mã tra cứu không thuộc giấy khen nào của nhà trường."
    for typed in (new_token(), "x", "", "á" * 22, "%00", "9" * 500):
        answer = client.get(LOOKUP, {"ma": typed})
        assert (answer.status_code, told in text_of(answer)) == (404, True)
        assert f'value="{typed[:200]}"' in text_of(answer)
    assert client.get(LOOKUP, {"ma": "\x00", "truong": "\x00"}).status_code == 404
    assert told in text_of(client.get(f"/tra-cuu/{new_token()}/"))
    assert client.get(LOOKUP, {"ma": new_token()})["X-Robots-Tag"] == "noindex, nofollow"


def test_whoever_types_codes_is_counted_with_whoever_tries_addresses(client, certificates, monkeypatch):
    monkeypatch.setattr("awards.certificates.views.public.Checking.limit", Limit("check", 3, timedelta(minutes=5)))
    assert client.get(f"/tra-cuu/{new_token()}/").status_code == 404
    assert [client.get(LOOKUP, {"ma": new_token()}).status_code for _ in range(4)] == [404, 404, 429, 429]
    assert client.get(certificates[0].check_path).status_code == 429


def test_the_public_page_of_the_school_leads_there_and_back(client, school):
    front = f"/cong-khai/{school.code}/"
    assert f"{LOOKUP}?truong={school.code}" in text_of(client.get(front))

    for asked in ({"truong": school.code}, {"truong": school.code, "ma": "x"}):
        assert f'href="{front}"' in text_of(client.get(LOOKUP, asked))
    assert "/cong-khai/" not in text_of(client.get(LOOKUP))
    assert "/cong-khai/" not in text_of(client.get(LOOKUP, {"truong": "khong-co"}))

import io
from datetime import date

import lxml.html
import openpyxl
import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.documents import DocumentFactory, RegisterEntryFactory
from thiduakt.audit.models import AuditEvent, AuditHead
from thiduakt.documents.models import RegisterEntry
from thiduakt.documents.register_book import VOLUME_LINES, volumes

REGISTER = "documents:register"
COLUMNS = [
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký", "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip


@pytest.fixture
def lines(school, principal):
    """Makes so many lines in the register of 2023."""

    def make(count=1, **values):
        given = {"document__school": school, "document__signer": principal.person, "archive_holder": "VT"}
        return RegisterEntryFactory.create_batch(count, **given | values)

    return make


def get(client, route=REGISTER, *args, **query):
    return client.get(reverse(route, args=args), {"nam": "2023"} | query)


@pytest.mark.parametrize("who", ["teacher", "group_head", "secretary", "accountant", "technician", "superior"])
@pytest.mark.parametrize("route", [REGISTER, "documents:register_excel", "documents:series"])
def test_the_register_is_for_those_the_table_names(who, route, request, client):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(route)).status_code == 403


def test_an_empty_register_says_what_to_do(clerk, client):
    client.force_login(clerk)

    assert "Sổ chưa có văn bản nào" in get(client).content.decode()


def test_a_line_has_the_ten_columns_of_the_law(lines, clerk, client):
    (entry,) = lines(copies=12, dispatched_on=date(2023, 10, 6), received_by="Đỗ Thị Đào", note="Gửi cả bản giấy.")
    client.force_login(clerk)

    page = get(client).content.decode()

    for text in (
        *COLUMNS, entry.document.notation, "04/10/2023", "Kế hoạch Công tác thi đua, khen thưởng năm 2023",
        "Hoàng Thị Phương", 'data-label="Nơi nhận">Các tổ chuyên môn (để t/h)</td>',
        "12", "06/10/2023", "Đỗ Thị Đào", "Gửi cả bản giấy.",
    ):  # fmt: skip
        assert text in page


def test_the_signer_stands_as_on_the_paper_whatever_the_name_is_now(lines, principal, clerk, client):
    lines()
    principal.person.full_name = "Hoàng Thị Phương Anh"
    principal.person.save()
    client.force_login(clerk)

    assert [line.signer for line in get(client).context["lines"]] == ["Hoàng Thị Phương"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(count, lines, clerk, client, django_assert_num_queries):
    lines(count)
    client.force_login(clerk)

    # session, user, roles, years, totals, page, series, school year
    with django_assert_num_queries(8):
        response = get(client)

    assert len(response.context["lines"]) == count


def test_another_school_is_nowhere(lines, other_school, clerk, client):
    RegisterEntryFactory(
        document__school=other_school, document__subject="Chuyện của Trường Mầm non Ánh Dương", note="Ánh Dương"
    )
    lines()
    client.force_login(clerk)

    page = get(client).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(get(client, "documents:register_excel").content))

    assert "Ánh Dương" not in page
    assert "Ánh Dương" not in str([[cell.value for cell in row] for row in book.active.iter_rows()])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "dang ky"}, 1),
        ({"q": "khong co"}, 0),
        ({"day": "KH"}, 2),
        ({"day": "QĐ"}, 0),
        ({"day": "XX"}, 2),
        ({"nam": "2022"}, 0),
        ({"nam": "haha"}, 2),
        ({"nam": "99999"}, 2),
        ({}, 2),
    ],
)
def test_year_series_and_words_narrow_the_list(query, found, lines, clerk, client):
    lines(document__subject="Đăng ký thi đua")
    lines()
    client.force_login(clerk)

    assert len(get(client, **query).context["lines"]) == found


@pytest.mark.parametrize(("years", "opened"), [([], 0), ([2023], 2023), ([2022, 2023], 2023), ([2023, 0], 0)])
def test_the_register_opens_on_the_last_year_that_has_papers(years, opened, lines, clerk, client):
    """0 is the present year: it is opened as soon as it has a paper, and where there is none at all."""
    this_year = timezone.localdate().year
    for year in years:
        lines(document__year=year or this_year)
    client.force_login(clerk)

    response = client.get(reverse(REGISTER))

    assert response.context["chosen_year"] == (opened or this_year)
    assert len(response.context["lines"]) == (1 if years else 0)
    assert this_year in response.context["years"]


def test_an_empty_year_leads_to_the_years_with_papers(lines, clerk, client):
    lines(1)
    lines(2, document__year=2021)
    client.force_login(clerk)

    response = get(client, nam="2022", q="thi đua")

    found = lxml.html.fromstring(response.content).xpath("//main//a[starts-with(@href, '?nam=')]")
    assert [(link.get("href"), link.text) for link in found] == [
        ("?nam=2023", "Năm 2023: 1 văn bản"),
        ("?nam=2021", "Năm 2021: 2 văn bản"),
    ]
    assert '<option value="2022" selected>' in " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("dispatched", "copies", "sentence"),
    [
        (0, None, "3 văn bản, chưa chuyển văn bản nào."),
        (2, None, "3 văn bản, đã chuyển 2 văn bản."),
        (2, 5, "3 văn bản, đã chuyển 2 văn bản, tổng cộng 15 bản."),
    ],
)
def test_the_totals_are_a_sentence(dispatched, copies, sentence, lines, clerk, client):
    for place in range(3):
        lines(copies=copies, dispatched_on=date(2023, 10, 6) if place < dispatched else None)
    client.force_login(clerk)

    assert sentence in " ".join(lxml.html.fromstring(get(client).content).text_content().split())


def test_the_register_speaks_of_kinds_of_papers(lines, clerk, client):
    lines()
    client.force_login(clerk)

    assert "Tất cả các loại văn bản" in get(client).content.decode()


def test_the_first_cell_of_a_line_leads_to_writing_on(lines, clerk, principal, client):
    (entry,) = lines()
    path = f"//tbody/tr/th//a[@href='{reverse('documents:register_edit', args=[entry.pk])}']"
    client.force_login(clerk)
    assert len(lxml.html.fromstring(get(client).content).xpath(path)) == 1

    client.force_login(principal)
    assert lxml.html.fromstring(get(client).content).xpath(path) == []


def test_totals_are_of_what_is_shown(lines, clerk, client):
    lines(2, copies=5, dispatched_on=date(2023, 10, 6))
    lines(copies=None)
    client.force_login(clerk)

    assert get(client).context["totals"] == {"papers": 3, "dispatched": 2, "copies": 10}


def test_excel_holds_what_is_shown_with_days_and_numbers_as_such(lines, clerk, client):
    lines(document__subject='=HYPERLINK("http://x")', copies=12)
    client.force_login(clerk)

    sheet = openpyxl.load_workbook(io.BytesIO(get(client, "documents:register_excel").content)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))

    assert list(rows[0]) == COLUMNS
    assert rows[1][1].date() == date(2023, 10, 4)
    assert rows[1][6] == 12
    assert sheet.cell(5, 3).data_type == "s"


def edit(client, entry, **values):
    given = {
        "version": "1",
        "archive_holder": "VT",
        "copies": "10",
        "dispatched_on": "06/10/2023",
        "received_by": "",
        "note": "",
    }
    return client.post(reverse("documents:register_edit", args=[entry.pk]), given | values)


def test_the_clerk_writes_on(lines, clerk, client):
    (entry,) = lines()
    client.force_login(clerk)

    response = edit(client, entry, received_by="Đỗ Thị Đào")

    entry.refresh_from_db()
    assert response.url == f"{reverse(REGISTER)}?nam=2023"
    assert (entry.copies, entry.dispatched_on, entry.received_by) == (10, date(2023, 10, 6), "Đỗ Thị Đào")
    assert AuditEvent.objects.get().changes == {"fields": ["copies", "dispatched_on", "received_by"]}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"dispatched_on": "03/10/2023"}, "Không được trước ngày ban hành (04/10/2023)."),
        ({"sent_up_on": "03/10/2023"}, "Không được trước ngày ban hành (04/10/2023)."),
        ({"dispatched_on": "31/02/2023"}, "ngày"),
        ({"copies": "-1"}, "0"),
    ],
)
def test_a_wrong_line_keeps_what_was_typed(values, sentence, lines, clerk, client):
    (entry,) = lines()
    client.force_login(clerk)

    page = edit(client, entry, note="Ghi chú đang gõ dở.", **values).content.decode()

    assert sentence in page
    assert "Ghi chú đang gõ dở." in page
    assert RegisterEntry.objects.get().note == ""


def test_a_school_without_superior_sends_nothing_up(lines, school, clerk, client):
    school.superior = None
    school.save()
    (entry,) = lines()
    client.force_login(clerk)

    edit(client, entry, sent_up_on="06/10/2023")

    assert RegisterEntry.objects.get().sent_up_on is None


@pytest.mark.parametrize(("who", "status"), [("principal", 403), ("teacher", 403), ("inspector", 403), ("stranger", 403)])
def test_only_the_clerk_writes(who, status, lines, request, client):
    (entry,) = lines()
    client.force_login(request.getfixturevalue(who))

    assert edit(client, entry).status_code == status


def test_a_line_of_another_school_is_a_404(other_school, clerk, client):
    entry = RegisterEntryFactory(document__school=other_school)
    client.force_login(clerk)

    assert edit(client, entry).status_code == 404


def pages_of(response):
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        return [(page.width > page.height, " ".join((page.extract_text() or "").split())) for page in pdf.pages]


def test_the_book_has_a_cover_the_columns_on_every_page_and_the_anchor(lines, clerk, client):
    lines(40)
    AuditHead.objects.create(school_id=clerk.school_id, seq=7, hash="0123456789abcdef" * 4)
    client.force_login(clerk)

    pages = pages_of(get(client, "documents:register_book", 1))

    assert all(is_landscape for is_landscape, _ in pages)
    cover = pages[0][1]
    for text in ("PHÒNG GD&ĐT QUẬN LONG BIÊN", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2023", "Từ ngày 04/10/2023", "Quyển số: 1"):
        assert text in cover
    assert len(pages) > 2
    for number, (_, text) in enumerate(pages[1:], start=1):
        assert "(1) (2) (3) (4) (5) (6) (7) (8) (9) (10)" in text
        assert f"Trang {number}" in text
    assert "Mã đối chiếu nhật ký: 7-0123456789abcdef." in pages[-1][1]


def test_an_empty_book_is_printed_too(clerk, client):
    client.force_login(clerk)

    assert "Chưa có văn bản nào" in pages_of(get(client, "documents:register_book", 1))[1][1]


def test_a_book_is_bound_in_volumes():
    assert [list(volumes(papers)) for papers in (0, 1, VOLUME_LINES, VOLUME_LINES + 1)] == [[1], [1], [1], [1, 2]]


@pytest.mark.usefixtures("blank_pages")
def test_a_volume_that_does_not_exist_is_a_404(lines, clerk, client):
    lines()
    client.force_login(clerk)

    assert get(client, "documents:register_book", 1).status_code == 200
    assert get(client, "documents:register_book", 2).status_code == 404
    assert get(client, "documents:register_book", 0).status_code == 404


@pytest.mark.usefixtures("blank_pages")
def test_three_thousand_lines_are_ten_volumes_and_one_page_of_the_list(school, principal, clerk, client):
    documents = DocumentFactory.build_batch(
        3000, school=school, signer=principal.person, created_by=principal.person, state="ISSUED", signed_paper={}
    )
    RegisterEntry.objects.bulk_create(
        [RegisterEntry(document=document) for document in type(documents[0]).objects.bulk_create(documents)]
    )
    client.force_login(clerk)

    response = get(client)

    assert (len(response.context["lines"]), response.context["totals"]["papers"]) == (50, 3000)
    assert list(response.context["volumes"]) == list(range(1, 11))
    assert get(client, "documents:register_book", 10).status_code == 200


def test_a_line_that_another_wrote_meanwhile_is_not_overwritten(lines, clerk, client):
    (entry,) = lines()
    client.force_login(clerk)
    page = reverse("documents:register_edit", args=[entry.pk])
    assert 'name="version" value="1"' in client.get(page).content.decode()
    edit(client, entry, received_by="Đỗ Thị Đào")

    response = edit(client, entry, note="Gửi cả bản giấy.")

    shown = response.content.decode()
    assert "Có người vừa ghi dòng này" in shown
    assert "Gửi cả bản giấy." in shown
    assert RegisterEntry.objects.get().received_by == "Đỗ Thị Đào"
    edit(
        client, entry, note="Gửi cả bản giấy.", received_by="Đỗ Thị Đào", version=response.context["form"]["version"].value()
    )
    assert (RegisterEntry.objects.get().note, RegisterEntry.objects.get().received_by) == ("Gửi cả bản giấy.", "Đỗ Thị Đào")


@pytest.mark.parametrize("version", ["", "abc", "9" * 5000])
def test_a_lost_version_counts_as_an_old_one(version, lines, clerk, client):
    (entry,) = lines()
    client.force_login(clerk)

    page = edit(client, entry, note="Mới", version=version).content.decode()

    assert "Có người vừa ghi dòng này" in page
    assert RegisterEntry.objects.get().note == ""


def test_saving_a_line_unchanged_leaves_no_trace(lines, clerk, client):
    (entry,) = lines(copies=10, dispatched_on=date(2023, 10, 6))
    client.force_login(clerk)

    edit(client, entry)

    assert RegisterEntry.objects.get().version == 1
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("query", [{"q": "kế\x00hoạch"}, {"q": "thi đua " * 1100}, {"nam": "2" * 5000}, {"day": "\x00"}])
@pytest.mark.parametrize("route", [REGISTER, "documents:register_excel"])
def test_nothing_typed_into_the_address_breaks_the_register(query, route, lines, clerk, client):
    lines()
    client.force_login(clerk)

    assert get(client, route, **query).status_code == 200

"""Papers of Trường Mầm non Giang Biên as `Paper` values: the eight skeletons that schools need for a campaign.

Names are invented, except on the plan, whose text is a published one of 2023, printed word for word with its own slips.
"""

from datetime import date
from itertools import product
from pathlib import Path

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Certificate, Column, Paper, Signature, SignatureRow, Table

PLAN_BODY = (Path(__file__).parent / "plan_2023.html").read_text(encoding="utf-8")

PARENT = ("PHÒNG GD&ĐT QUẬN LONG BIÊN",)
ISSUER = ("TRƯỜNG MẦM NON GIANG BIÊN",)
SCHOOL = "Trường Mầm non Giang Biên"
PRINCIPAL = "Hoàng Thị Phương"
BY_PRINCIPAL = (SignatureRow(right=Signature(capacity=("HIỆU TRƯỞNG",), name=PRINCIPAL)),)

LAW = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi "
    "đua, khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013;"
)
DECREE = (
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số "
    "điều của Luật Thi đua, khen thưởng;"
)
CHARTER = (
    "Căn cứ Thông tư số 52/2020/TT-BGDĐT ngày 31 tháng 12 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo ban hành "
    "Điều lệ Trường mầm non;"
)

STAFF = (
    ("Nguyễn Thị Ánh Nguyệt", "Phó Hiệu trưởng", "Ban Giám hiệu"),
    ("Trần Thị Thu Hường", "Phó Hiệu trưởng", "Ban Giám hiệu"),
    ("Đỗ Thị Đào", "Tổ trưởng", "Tổ Mẫu giáo lớn"),
    ("Lê Thị Quỳnh Anh", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Phạm Thị Hồng Nhung", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Vũ Thị Thùy Dương", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Hoàng Thị Ngọc Ước", "Giáo viên", "Tổ Mẫu giáo lớn"),
    ("Bùi Thị Mỹ Hạnh", "Tổ trưởng", "Tổ Mẫu giáo nhỡ"),
    ("Đặng Thị Kiều Oanh", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Ngô Thị Ỷ Lan", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Dương Thị Bích Phượng", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Công Tằng Tôn Nữ Thị Quỳnh Hương Giang", "Giáo viên", "Tổ Mẫu giáo nhỡ"),
    ("Đinh Thị Huyền Trang", "Tổ trưởng", "Tổ Mẫu giáo bé"),
    ("Lý Thị Ái Vân", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Phan Thị Tuyết Mai", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Trịnh Thị Thanh Thủy", "Giáo viên", "Tổ Mẫu giáo bé"),
    ("Mai Thị Ngoan", "Tổ trưởng", "Tổ Nhà trẻ"),
    ("Hồ Thị Yến", "Giáo viên", "Tổ Nhà trẻ"),
    ("Tạ Thị Xuân", "Giáo viên", "Tổ Nhà trẻ"),
    ("Đoàn Thị Ngân", "Giáo viên", "Tổ Nhà trẻ"),
    ("Nguyễn Văn Đức", "Nhân viên bảo vệ", "Tổ Văn phòng"),
    ("Trần Quốc Đạt", "Nhân viên y tế", "Tổ Văn phòng"),
    ("Vương Thị Lệ", "Kế toán", "Tổ Văn phòng"),
    ("Cao Thị Ngọc", "Văn thư", "Tổ Văn phòng"),
    ("Lưu Thị Hòa", "Tổ trưởng", "Tổ Nuôi dưỡng"),
)
ACHIEVEMENTS = (
    "Hoàn thành xuất sắc nhiệm vụ; có sáng kiến được Hội đồng sáng kiến quận Long Biên xếp loại A.",
    "Hoàn thành tốt nhiệm vụ; đạt giải Nhì Hội thi Giáo viên dạy giỏi cấp quận.",
    "Hoàn thành tốt nhiệm vụ năm học 2022 - 2023.",
)


def plan() -> Paper:
    return Paper(
        kind=Kind.PLAN,
        subject="Công tác thi đua, khen thưởng năm 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="KH-MNGB",
        number=1,
        place="Giang Biên",
        dated=date(2023, 2, 15),
        bases=(
            (
                "Căn cứ Kế hoạch số 02/KH-HĐTĐKT ngày 30/01/2023 của Hội đồng thi đua khen thưởng về công tác thi đua khen "
                "thưởng năm 2023; Tiếp tục thực hiện Đề án “Đổi mới, nâng cao chất lượng công tác thi đua khen thưởng” giai "
                "đoạn 2021 – 2026;"
            ),
            (
                "Căn cứ kế hoạch số 05/KH_PGDDT ngày 15 tháng 02 năm 2023 của Phòng GD&ĐT quận Long Biên về công tác thi "
                "đua, khen thưởng ngành Giáo dục và Đào tạo năm 2023."
            ),
        ),
        body=PLAN_BODY,
        recipients=("Hội đồng TDKT trường MNGB", "Các tổ chuyên môn", "Lưu: VT, Hồ sơ TDKT"),
        signatures=BY_PRINCIPAL,
        issuer_name=SCHOOL,
    )


def council_decision() -> Paper:
    members = (
        (PRINCIPAL, "Hiệu trưởng", "Chủ tịch"),
        (STAFF[0][0], "Phó Hiệu trưởng", "Phó Chủ tịch"),
        (STAFF[2][0], "Chủ tịch Công đoàn, Tổ trưởng Tổ Mẫu giáo lớn", "Phó Chủ tịch"),
        (STAFF[23][0], "Văn thư", "Thư ký"),
        (STAFF[1][0], "Phó Hiệu trưởng", "Ủy viên"),
        (STAFF[7][0], "Tổ trưởng Tổ Mẫu giáo nhỡ", "Ủy viên"),
        (STAFF[12][0], "Tổ trưởng Tổ Mẫu giáo bé", "Ủy viên"),
        (STAFF[16][0], "Tổ trưởng Tổ Nhà trẻ", "Ủy viên"),
        (STAFF[24][0], "Tổ trưởng Tổ Nuôi dưỡng", "Ủy viên"),
    )
    return Paper(
        kind=Kind.DECISION,
        subject="Về việc thành lập Hội đồng Thi đua - Khen thưởng Trường Mầm non Giang Biên năm học 2022 - 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="QĐ-MNGB",
        number=25,
        place="Giang Biên",
        dated=date(2022, 9, 6),
        authority="HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN",
        bases=(
            LAW,
            CHARTER,
            "Theo đề nghị của Tổ Văn phòng.",
        ),
        body=(
            "<p><strong>Điều 1.</strong> Thành lập Hội đồng Thi đua - Khen thưởng Trường Mầm non Giang Biên năm học 2022 - "
            "2023 gồm các ông (bà) có tên trong danh sách kèm theo Quyết định này.</p>"
            "<p><strong>Điều 2.</strong> Hội đồng Thi đua - Khen thưởng có nhiệm vụ, quyền hạn sau đây:</p>"
            "<ol><li><p>Tổ chức, phát động, hướng dẫn các phong trào thi đua trong nhà trường;</p></li>"
            "<li><p>Xét, đề nghị tặng danh hiệu thi đua và hình thức khen thưởng;</p></li>"
            "<li><p>Kiểm tra việc thực hiện các phong trào thi đua;</p></li>"
            "<li><p>Sơ kết, tổng kết, nhân rộng điển hình tiên tiến;</p></li>"
            "<li><p>Tham mưu với Hiệu trưởng về quỹ thi đua, khen thưởng.</p></li></ol>"
            "<p>Hội đồng tự giải thể khi Hội đồng của năm học sau được thành lập.</p>"
            "<p><strong>Điều 3.</strong> Quyết định này có hiệu lực kể từ ngày ký. Các bộ phận, tổ chuyên môn và các ông "
            "(bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.</p>"
        ),
        recipients=("Như Điều 3", "Phòng GD&ĐT quận Long Biên (để b/c)", "Lưu: VT, HSTĐKT"),
        signatures=BY_PRINCIPAL,
        appendices=(
            Appendix(
                title="DANH SÁCH THÀNH VIÊN HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG NĂM HỌC 2022 - 2023",
                table=Table(
                    columns=(
                        Column("STT", 6, "center"),
                        Column("Họ và tên", 26),
                        Column("Chức vụ trong trường", 34),
                        Column("Chức danh trong Hội đồng", 22),
                        Column("Ghi chú", 12),
                    ),
                    rows=tuple((str(n), *member, "") for n, member in enumerate(members, 1)),
                ),
                closing="Danh sách này có 09 thành viên./.",
            ),
        ),
        issuer_name="Hiệu trưởng Trường Mầm non Giang Biên",
    )


def award_decision(rows: int = 25) -> Paper:
    return Paper(
        kind=Kind.DECISION,
        subject="Về việc tặng Giấy khen cho cán bộ, giáo viên, nhân viên có thành tích xuất sắc trong phong trào thi đua "
        "năm học 2022 - 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="QĐ-MNGB",
        number=47,
        place="Giang Biên",
        dated=date(2023, 6, 5),
        authority="HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN",
        bases=(
            LAW,
            DECREE,
            CHARTER,
            "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng ngày 26 tháng 5 năm 2023;",
            "Theo đề nghị của Hội đồng Thi đua - Khen thưởng Trường Mầm non Giang Biên.",
        ),
        body=(
            f"<p><strong>Điều 1.</strong> Tặng Giấy khen của Hiệu trưởng Trường Mầm non Giang Biên cho {rows:02d} cá nhân "
            "đã có thành tích xuất sắc trong phong trào thi đua năm học 2022 - 2023 (có danh sách kèm theo).</p>"
            "<p><strong>Điều 2.</strong> Kèm theo Giấy khen là tiền thưởng theo quy định tại Quy chế chi tiêu nội bộ của "
            "nhà trường, trích từ quỹ thi đua, khen thưởng.</p>"
            "<p><strong>Điều 3.</strong> Bộ phận Kế toán, các tổ chuyên môn và cá nhân có tên tại Điều 1 chịu trách nhiệm "
            "thi hành Quyết định này./.</p>"
        ),
        recipients=("Như Điều 3", "Phòng GD&ĐT quận Long Biên (để b/c)", "Lưu: VT, HSTĐKT"),
        signatures=BY_PRINCIPAL,
        appendices=(
            Appendix(
                title="DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN NĂM HỌC 2022 - 2023",
                table=Table(
                    columns=(
                        Column("STT", 6, "center"),
                        Column("Họ và tên", 27),
                        Column("Chức vụ", 17),
                        Column("Đơn vị (tổ)", 22),
                        Column("Tiền thưởng (đồng)", 16, "right"),
                        Column("Ghi chú", 12),
                    ),
                    rows=tuple((str(n), *person, "745.000", "") for n, person in enumerate(people(rows), 1)),
                ),
                closing=f"Danh sách này có {rows:02d} cá nhân./.",
            ),
        ),
        issuer_name="Hiệu trưởng Trường Mầm non Giang Biên",
    )


def meeting_minutes() -> Paper:
    return Paper(
        kind=Kind.MINUTES,
        subject="Họp Hội đồng Thi đua - Khen thưởng xét tặng danh hiệu thi đua, hình thức khen thưởng năm học 2022 - 2023",
        parent_lines=ISSUER,
        issuer_lines=("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",),
        symbol="BB-HĐTĐKT",
        number=1,
        dated=date(2023, 5, 26),
        body=(
            "<p>Thời gian bắt đầu: 14 giờ 00, ngày 26 tháng 5 năm 2023.</p>"
            "<p>Địa điểm: Phòng Hội đồng Trường Mầm non Giang Biên.</p>"
            "<p>Thành phần tham dự: tổng số thành viên Hội đồng 09 người, có mặt 08 người, vắng 01 người (bà Trần Thị Thu "
            "Hường, đi công tác; đã có ý kiến bằng văn bản).</p>"
            "<p>Chủ trì (chủ tọa): bà Hoàng Thị Phương, Hiệu trưởng, Chủ tịch Hội đồng.</p>"
            "<p>Thư ký (người ghi biên bản): bà Cao Thị Ngọc, Văn thư.</p>"
            "<p>Nội dung (theo diễn biến cuộc họp):</p>"
            "<h3>Chủ tọa nêu lý do, nội dung cuộc họp</h3>"
            "<p>Xét tặng danh hiệu thi đua và hình thức khen thưởng năm học 2022 - 2023 theo Kế hoạch số 01/KH-MNGB ngày 15 "
            "tháng 02 năm 2023.</p>"
            "<h3>Thảo luận</h3>"
            "<ul><li><p>Bà Đỗ Thị Đào: nhất trí với danh sách đề nghị của các tổ chuyên môn.</p></li>"
            "<li><p>Bà Bùi Thị Mỹ Hạnh: đề nghị làm rõ phạm vi ảnh hưởng của các sáng kiến:</p>"
            "<ul><li><p>Sáng kiến cấp trường: áp dụng tại các lớp cùng độ tuổi;</p></li>"
            "<li><p>Sáng kiến cấp quận: có xác nhận của Hội đồng sáng kiến.</p></li></ul></li></ul>"
            "<h3>Biểu quyết</h3>"
            "<p>Hội đồng bỏ phiếu kín. Kết quả theo Biên bản kiểm phiếu số 02/BB-HĐTĐKT:</p>"
            "<table><thead><tr><th><p>Danh hiệu, hình thức</p></th><th><p>Số đề nghị</p></th><th><p>Số đạt</p></th></tr>"
            "</thead><tbody><tr><td><p>Lao động tiên tiến</p></td><td><p>41</p></td><td><p>40</p></td></tr>"
            "<tr><td><p>Chiến sĩ thi đua cơ sở</p></td><td><p>06</p></td><td><p>05</p></td></tr>"
            "<tr><td><p>Giấy khen của Hiệu trưởng</p></td><td><p>25</p></td><td><p>25</p></td></tr></tbody></table>"
            "<h3>Kết luận</h3>"
            "<p>Chủ tọa kết luận: Hội đồng thống nhất trình cấp có thẩm quyền xét tặng danh hiệu thi đua cho các cá nhân "
            "đạt đủ tỷ lệ phiếu theo quy định.</p>"
            "<p>Cuộc họp kết thúc vào 16 giờ 30, ngày 26 tháng 5 năm 2023./.</p>"
        ),
        recipients=("Thành viên Hội đồng", "Lưu: VT, Hồ sơ"),
        signatures=(
            SignatureRow(
                left=Signature(capacity=("THƯ KÝ",), name="Cao Thị Ngọc"),
                right=Signature(capacity=("CHỦ TỌA",), name=PRINCIPAL, post="HIỆU TRƯỞNG"),
            ),
        ),
        issuer_name="Hội đồng Thi đua - Khen thưởng",
    )


def counting_minutes() -> Paper:
    candidates = (*(person[0] for person in STAFF[2:8]),)
    agreed = (9, 9, 8, 8, 9, 6)
    rows = "".join(
        f"<tr><td><p>{n}</p></td><td><p>{name}</p></td><td><p>Chiến sĩ thi đua cơ sở</p></td><td><p>{yes}</p></td>"
        f"<td><p>{9 - yes}</p></td><td><p>{yes / 9 * 100:.1f}".replace(".", ",")
        + f"</p></td><td><p>{'Đạt' if yes >= 8 else 'Không đạt'}</p></td></tr>"
        for n, (name, yes) in enumerate(zip(candidates, agreed, strict=True), 1)
    )
    return Paper(
        kind=Kind.MINUTES,
        subject="Kiểm phiếu xét đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm học 2022 - 2023",
        parent_lines=ISSUER,
        issuer_lines=("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",),
        symbol="BB-HĐTĐKT",
        number=2,
        dated=date(2023, 5, 26),
        body=(
            "<p>Thời gian bắt đầu: 15 giờ 15, ngày 26 tháng 5 năm 2023.</p>"
            "<p>Địa điểm: Phòng Hội đồng Trường Mầm non Giang Biên.</p>"
            "<p>Căn cứ Quyết định số 25/QĐ-MNGB ngày 06 tháng 9 năm 2022 của Hiệu trưởng Trường Mầm non Giang Biên về việc "
            "thành lập Hội đồng Thi đua - Khen thưởng.</p>"
            "<p>Ban kiểm phiếu gồm:</p>"
            "<ul><li><p>Bà Nguyễn Thị Ánh Nguyệt, Phó Hiệu trưởng: Trưởng ban;</p></li>"
            "<li><p>Bà Cao Thị Ngọc, Văn thư: Thư ký;</p></li>"
            "<li><p>Bà Đinh Thị Huyền Trang, Tổ trưởng: Ủy viên.</p></li></ul>"
            "<p>Tổng số thành viên Hội đồng: 09; có mặt: 08; vắng: 01 (đã lấy ý kiến bằng văn bản: 01).</p>"
            "<p>Số phiếu phát ra: 09; thu về: 09; hợp lệ: 09; không hợp lệ: 0.</p>"
            "<p>Kết quả:</p>"
            "<table><thead><tr><th rowspan='2'><p>STT</p></th><th rowspan='2'><p>Họ và tên</p></th>"
            "<th rowspan='2'><p>Danh hiệu đề nghị</p></th><th colspan='2'><p>Số phiếu</p></th>"
            "<th rowspan='2'><p>Tỷ lệ (%)</p></th><th rowspan='2'><p>Kết luận</p></th></tr>"
            "<tr><th><p>Đồng ý</p></th><th><p>Không đồng ý</p></th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
            "<p>Tỷ lệ tính trên tổng số thành viên Hội đồng.</p>"
            "<p>Biên bản được lập thành 02 bản, thông qua trước Hội đồng vào hồi 16 giờ 00 cùng ngày./.</p>"
        ),
        recipients=("Hội đồng Thi đua - Khen thưởng", "Lưu: VT, Hồ sơ"),
        signatures=(
            SignatureRow(
                left=Signature(capacity=("THƯ KÝ",), name="Cao Thị Ngọc"),
                right=Signature(capacity=("TRƯỞNG BAN KIỂM PHIẾU",), name="Nguyễn Thị Ánh Nguyệt"),
            ),
            SignatureRow(right=Signature(capacity=("CHỦ TỌA",), name=PRINCIPAL)),
        ),
        issuer_name="Hội đồng Thi đua - Khen thưởng",
    )


def submittal(appendices: tuple[Appendix, ...] = ()) -> Paper:
    return Paper(
        kind=Kind.SUBMITTAL,
        subject="Về việc đề nghị xét tặng danh hiệu thi đua, hình thức khen thưởng năm học 2022 - 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="TTr-MNGB",
        number=7,
        place="Giang Biên",
        dated=date(2023, 6, 2),
        addressees=("Ủy ban nhân dân quận Long Biên", "Phòng Giáo dục và Đào tạo quận Long Biên"),
        bases=(
            LAW,
            DECREE,
            (
                "Căn cứ Biên bản số 01/BB-HĐTĐKT ngày 26 tháng 5 năm 2023 của Hội đồng Thi đua - Khen thưởng Trường Mầm non "
                "Giang Biên."
            ),
        ),
        body=(
            "<p>Trường Mầm non Giang Biên trình Ủy ban nhân dân quận Long Biên xét tặng:</p>"
            "<h3>Danh hiệu thi đua</h3>"
            "<ul><li><p>“Lao động tiên tiến”: 40 cá nhân;</p></li><li><p>“Chiến sĩ thi đua cơ sở”: 05 cá nhân;</p></li>"
            "<li><p>“Tập thể lao động tiên tiến”: 01 tập thể.</p></li></ul>"
            "<h3>Hình thức khen thưởng</h3>"
            "<p>Giấy khen của Chủ tịch Ủy ban nhân dân quận: 03 cá nhân.</p>"
            "<p>(Có danh sách, báo cáo thành tích, biên bản họp và kết quả bỏ phiếu kèm theo)</p>"
            "<p>Trường Mầm non Giang Biên kính đề nghị Ủy ban nhân dân quận Long Biên xem xét, quyết định./.</p>"
        ),
        recipients=("Như trên", "Hội đồng TĐKT quận Long Biên", "Lưu: VT, HSTĐKT"),
        signatures=(
            SignatureRow(right=Signature(capacity=("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), name="Nguyễn Thị Ánh Nguyệt")),
        ),
        appendices=appendices,
        issuer_name=SCHOOL,
    )


def nomination_list(rows: int = 45, title: str = "LAO ĐỘNG TIÊN TIẾN") -> Appendix:
    return Appendix(
        title=f"DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU “{title}” NĂM HỌC 2022 - 2023",
        table=Table(
            columns=(
                Column("STT", 5, "center"),
                Column("Ông/Bà", 7, "center"),
                Column("Họ và tên", 19),
                Column("Chức vụ, đơn vị công tác", 18),
                Column("Danh hiệu đề nghị", 14),
                Column("Tóm tắt thành tích", 24),
                Column("Kết quả bỏ phiếu", 9, "center"),
                Column("Ghi chú", 8),
            ),
            rows=tuple(
                (
                    str(n),
                    "Ông" if " Thị " not in name else "Bà",
                    name,
                    f"{post}, {team}",
                    title.capitalize(),
                    ACHIEVEMENTS[n % len(ACHIEVEMENTS)],
                    "9/9",
                    "",
                )
                for n, (name, post, team) in enumerate(people(rows), 1)
            ),
        ),
        closing=f"Danh sách này có {rows:02d} cá nhân./.",
        landscape=True,
    )


def achievement_report() -> Paper:
    return Paper(
        kind=Kind.REPORT,
        subject="Thành tích đề nghị tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm học 2022 - 2023",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        place="Giang Biên",
        dated=date(2023, 5, 20),
        body=(
            "<h2>SƠ LƯỢC LÝ LỊCH</h2>"
            "<ul><li><p>Họ tên: Đỗ Thị Đào</p></li><li><p>Sinh ngày, tháng, năm: 06/02/1988; Giới tính: Nữ</p></li>"
            "<li><p>Quê quán: xã Phù Đổng, huyện Gia Lâm, thành phố Hà Nội</p></li>"
            "<li><p>Trú quán: phường Giang Biên, quận Long Biên, thành phố Hà Nội</p></li>"
            "<li><p>Đơn vị công tác: Trường Mầm non Giang Biên</p></li>"
            "<li><p>Chức vụ: Chủ tịch Công đoàn, Tổ trưởng Tổ Mẫu giáo lớn</p></li>"
            "<li><p>Trình độ chuyên môn, nghiệp vụ: Cử nhân Giáo dục mầm non</p></li></ul>"
            "<h2>THÀNH TÍCH ĐẠT ĐƯỢC</h2>"
            "<h3>Quyền hạn, nhiệm vụ được giao hoặc đảm nhận</h3>"
            "<p>Phụ trách lớp mẫu giáo 5 - 6 tuổi A1 với 35 trẻ; quản lý Tổ Mẫu giáo lớn gồm 12 giáo viên.</p>"
            "<h3>Thành tích đạt được của cá nhân</h3>"
            "<p>Trong năm học 2022 - 2023, tỷ lệ chuyên cần của lớp đạt 97,5%, tăng 1,8% so với năm học trước; 100% trẻ "
            "được theo dõi sức khỏe bằng biểu đồ tăng trưởng, tỷ lệ suy dinh dưỡng giảm còn 1,2%.</p>"
            "<p>Sáng kiến “Một số biện pháp phát triển ngôn ngữ mạch lạc cho trẻ 5 - 6 tuổi qua hoạt động kể chuyện sáng "
            "tạo” được Hội đồng sáng kiến quận Long Biên xếp loại A.</p>"
            "<h2>CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG</h2>"
            "<h3>Danh hiệu thi đua</h3>"
            "<table><thead><tr><th><p>Năm</p></th><th><p>Danh hiệu thi đua</p></th>"
            "<th><p>Số, ngày, tháng, năm của quyết định; cơ quan ban hành</p></th></tr></thead>"
            "<tbody><tr><td><p>2021</p></td><td><p>Lao động tiên tiến</p></td>"
            "<td><p>Quyết định số 3115/QĐ-UBND ngày 30 tháng 6 năm 2021 của UBND quận Long Biên</p></td></tr>"
            "<tr><td><p>2022</p></td><td><p>Chiến sĩ thi đua cơ sở</p></td>"
            "<td><p>Quyết định số 2987/QĐ-UBND ngày 28 tháng 6 năm 2022 của UBND quận Long Biên</p></td></tr>"
            "</tbody></table><h3>Hình thức khen thưởng</h3><p>Không./.</p>"
        ),
        signatures=(
            SignatureRow(
                left=Signature(capacity=("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"), name=PRINCIPAL, note="(Ký, đóng dấu)"),
                right=Signature(capacity=("NGƯỜI BÁO CÁO THÀNH TÍCH",), name="Đỗ Thị Đào", note="(Ký, ghi rõ họ và tên)"),
            ),
            SignatureRow(left=Signature(capacity=("XÁC NHẬN CỦA", "CẤP TRÌNH KHEN"), name="", note="(Ký, đóng dấu)")),
        ),
        issuer_name=SCHOOL,
    )


def letter() -> Paper:
    return Paper(
        kind=Kind.LETTER,
        subject="đăng ký danh hiệu thi đua, hình thức khen thưởng năm học 2023 - 2024",
        parent_lines=PARENT,
        issuer_lines=ISSUER,
        symbol="MNGB",
        number=12,
        place="Giang Biên",
        dated=date(2023, 10, 9),
        addressees=("Phòng Giáo dục và Đào tạo quận Long Biên",),
        body=(
            "<p>Thực hiện hướng dẫn của Phòng Giáo dục và Đào tạo quận Long Biên về công tác thi đua, khen thưởng, Trường "
            "Mầm non Giang Biên đăng ký danh hiệu thi đua, hình thức khen thưởng năm học 2023 - 2024 như sau:</p>"
            "<ol><li><p>Tập thể: “Tập thể lao động xuất sắc”;</p></li>"
            "<li><p>Cá nhân: “Lao động tiên tiến” 42 người, “Chiến sĩ thi đua cơ sở” 06 người;</p></li>"
            "<li><p>Khen thưởng: Giấy khen của Chủ tịch Ủy ban nhân dân quận cho 03 người.</p></li></ol>"
            "<p>Trường Mầm non Giang Biên kính đề nghị Phòng Giáo dục và Đào tạo quận Long Biên xem xét, tổng hợp./.</p>"
        ),
        recipients=("Như trên", "Các tổ chuyên môn", "Lưu: VT"),
        signatures=BY_PRINCIPAL,
        issuer_name=SCHOOL,
    )


def certificate(recipient: str = "Công Tằng Tôn Nữ Thị Quỳnh Hương Giang") -> Certificate:
    return Certificate(
        awarding_title="HIỆU TRƯỞNG TRƯỜNG MẦM NON GIANG BIÊN",
        verb="TẶNG",
        title="GIẤY KHEN",
        recipient=recipient,
        description="Giáo viên Tổ Mẫu giáo nhỡ, Trường Mầm non Giang Biên",
        achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm học 2022 - 2023",
        decision="47/QĐ-MNGB",
        decided=date(2023, 6, 5),
        roll_number=12,
        place="Giang Biên",
        signature=Signature(capacity=("HIỆU TRƯỞNG",), name=PRINCIPAL),
    )


def people(count: int) -> list[tuple[str, str, str]]:
    """The school's staff first, then invented colleagues, as (name, post, team); no name comes twice up to 400."""
    families = ("Nguyễn", "Trần", "Đỗ", "Phạm", "Vũ", "Đặng", "Bùi", "Ngô", "Lưu", "Trương")
    middles = ("Thị Thu", "Thị Ngọc", "Thị Thanh", "Thị Mỹ")
    givens = ("Hằng", "Thủy", "Ước", "Đượm", "Huyền", "Nguyệt", "Yến", "Quế", "Vượng", "Ánh")
    invented = [(f"{f} {m} {g}", "Giáo viên", "Tổ Mẫu giáo bé") for g, m, f in product(givens, middles, families)]
    return [*STAFF, *invented][:count]

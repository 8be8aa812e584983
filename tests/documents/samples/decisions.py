"""Decisions, and the certificate that goes with an award."""

from datetime import date

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Certificate, Column, Paper, Signature, Table

from .school import BY_PRINCIPAL, CHARTER, DECREE, ISSUER, LAW, PARENT, PRINCIPAL, STAFF, people


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

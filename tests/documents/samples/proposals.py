"""What is sent to the superior: the submittal and its list, a report of achievements, a letter."""

from datetime import date

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Appendix, Column, Paper, Signature, SignatureRow, Table

from .school import BY_PRINCIPAL, DECREE, ISSUER, LAW, PARENT, PRINCIPAL, SCHOOL, people

ACHIEVEMENTS = (
    "Hoàn thành xuất sắc nhiệm vụ; có sáng kiến được Hội đồng sáng kiến quận Long Biên xếp loại A.",
    "Hoàn thành tốt nhiệm vụ; đạt giải Nhì Hội thi Giáo viên dạy giỏi cấp quận.",
    "Hoàn thành tốt nhiệm vụ năm học 2022 - 2023.",
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

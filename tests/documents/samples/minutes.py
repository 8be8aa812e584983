"""Minutes of a meeting, and of the counting of secret votes."""

from datetime import date

from thiduakt.documents.kinds import Kind
from thiduakt.documents.paper import Paper, Signature, SignatureRow

from .school import ISSUER, PRINCIPAL, STAFF


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

"""Điều luật để ngỏ: what the law leaves to each school. A school that decided nothing goes by the default.

What a school decided is a `Rule` of the family CHOICE, from a day on; its `values` are {"value": …}.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from .enums import RuleFamily
from .models import Rule

YES, NO = "yes", "no"
THRESHOLDS = {"more than 1/2": "quá nửa", "2/3": "từ 2/3", "4/5": "từ 80%"}  # see eligibility.voting.Threshold
OF_ALL = "tổng số thành viên hội đồng"
IN_THE_DOSSIER = "lập hồ sơ"  # a step that is still to come


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    options: Mapping[str, str]
    default: str
    why: str  # why the law leaves it open, and where the default is from
    basis: str = ""
    step: str = ""  # in which it will be used, where nothing reads it yet


CHOICES: Mapping[str, Choice] = MappingProxyType(
    {
        choice.key: choice
        for choice in (
            Choice(
                "money_rounding", "Làm tròn tiền thưởng",
                {"up": "làm tròn lên hàng chục nghìn đồng", "nearest": "làm tròn đến hàng chục nghìn đồng gần nhất"},
                "up",
                "Luật viết “làm tròn số lên hàng chục nghìn đồng”. Ban Thi đua – Khen thưởng Trung ương làm tròn lên "
                "(1.112.000 thành 1.120.000); một số bài hỏi đáp pháp luật làm tròn đến số gần nhất (223.500 thành "
                "220.000). Trường theo kế toán, kho bạc của mình.",
                "NĐ 91/2017/NĐ-CP, Điều 68.2; NĐ 152/2025/NĐ-CP, Điều 49.2",
            ),
            Choice(
                "cap_rounding", "Làm tròn tỷ lệ tối đa",
                {"down": "làm tròn xuống", "nearest": "làm tròn đến số gần nhất", "up": "làm tròn lên"},
                "down",
                "15% của 33 người là 4,95: văn bản không nói là 4 hay 5. Mặc định làm tròn xuống cho chắc; vượt tỷ lệ thì "
                "hệ thống nhắc, không chặn.",
                "NĐ 91/2017/NĐ-CP, Điều 9.3",
            ),
            Choice(
                "collective_denominator", "Tính 50%, 70% cá nhân của tập thể trên",
                {"all": "tất cả cá nhân của tập thể trong năm", "eligible": "chỉ những người đủ thời gian để được xét"},
                "all",
                "Luật không nói người mới tuyển dụng, chưa đủ tháng để xét, có được tính vào mẫu số hay không. Mặc định "
                "tính tất cả (suy ra, chưa đối chiếu).",
                "Luật 06/2022/QH15, Điều 27, 28",
            ),
            Choice(
                "principal_certificate", "Hiệu trưởng tặng giấy khen",
                {YES: "có", NO: "không"},
                YES,
                "TT 29/2023/TT-BGDĐT Điều 11 nói hiệu trưởng được tặng; danh sách ở Điều 75, Điều 80 của Luật chỉ nêu thủ "
                "trưởng đơn vị có tư cách pháp nhân thuộc Bộ, thuộc Sở; một bài hỏi đáp cũ nói không.",
                "TT 29/2023/TT-BGDĐT, Điều 11; Luật 06/2022/QH15, Điều 75, 80",
            ),
            Choice(
                "base_initiative_level", "Cấp thấp nhất công nhận sáng kiến được tính là “cấp cơ sở”",
                {"truong": "trường", "quan_phuong": "quận, phường"},
                "quan_phuong",
                "Hội đồng sáng kiến cấp cơ sở do người có quyền công nhận Chiến sĩ thi đua cơ sở thành lập: với trường "
                "thuộc quận, phường thì đó là UBND quận, phường, không hẳn là trường. Mặc định là quận, phường (suy ra).",
                "NĐ 65/2014/NĐ-CP, Điều 4.3, NĐ 91/2017/NĐ-CP, Điều 9",
            ),
            Choice(
                "cstdcs_vote_a", "Tỷ lệ phiếu Chiến sĩ thi đua cơ sở của các năm trước 2024",
                {told: f"{label} {OF_ALL}" for told, label in THRESHOLDS.items()},
                "2/3",
                "Quy định 90% của NĐ 91/2017/NĐ-CP không nêu Chiến sĩ thi đua cơ sở: đơn vị tự định tỷ lệ; trả lời của Ban "
                "Thi đua – Khen thưởng Trung ương chấp nhận 2/3.",
                "NĐ 91/2017/NĐ-CP, Điều 45.8",
            ),
            Choice(
                "majority", "Tỷ lệ phiếu Lao động tiên tiến, tập thể, giấy khen",
                THRESHOLDS,
                "more than 1/2",
                "Không có tỷ lệ chung cả nước: theo quy chế của hội đồng. Mặc định quá nửa. Tổ bình xét cũng theo tỷ lệ "
                "này.",
            ),
            Choice(
                "group_vote_of", "Tỷ lệ phiếu của tổ bình xét tính trên",
                {"members": "tổng số người của tổ", "present": "số người có mặt"},
                "members",
                "Không tìm thấy quy định về biểu quyết ở tổ. Mặc định tính trên tổng số người của tổ, như hội đồng tính "
                "trên tổng số thành viên; người vắng, người ra ngoài khi xét mình vẫn nằm trong tổng số.",
            ),
            Choice(
                "council_vote_of", "Tỷ lệ phiếu Lao động tiên tiến, tập thể, giấy khen của hội đồng tính trên",
                {
                    "all": OF_ALL, "present": "số thành viên dự họp và cho ý kiến bằng văn bản",
                    "valid": "số phiếu hợp lệ",
                },
                "all",
                "Luật chỉ nói tỷ lệ trên tổng số thành viên với danh hiệu phải bỏ phiếu; các danh hiệu, hình thức khác theo "
                "quy chế của hội đồng. Mặc định cũng tính trên tổng số thành viên.",
                "NĐ 98/2023/NĐ-CP, Điều 30.7",
            ),
            Choice(
                "council_candidate", "Ủy viên hội đồng được xét khen thưởng khi bỏ phiếu cho chính mình",
                {"votes": "vẫn bỏ phiếu, hệ thống nhắc", "abstains": "không bỏ phiếu, vẫn tính vào tổng số thành viên"},
                "votes",
                "Không tìm thấy quy định về việc người được xét tránh bỏ phiếu. Trường ghi trong quy chế của hội đồng.",
            ),
            Choice(
                "ballot_days", "Số ngày giữ phiếu kín đã niêm phong sau khi xác nhận kết quả",
                {"0": "không giữ, hủy ngay khi xác nhận"} | {str(days): f"{days} ngày" for days in range(1, 16)},
                "0",
                "Không tìm thấy quy định về việc giữ phiếu bầu của hội đồng cấp trường. Mặc định hủy ngay khi chủ tọa, thư "
                "ký, người kiểm phiếu đã xác nhận; giữ lại thì còn kiểm lại được trong thời gian ấy.",
            ),
            Choice(
                "registration", "Không đăng ký thi đua từ đầu năm (từ 2024)",
                {"warns": "vẫn xét, hệ thống nhắc", "ignored": "vẫn xét, không nhắc"},
                "warns",
                "Luật 2003 lấy đăng ký làm căn cứ xét; Luật 2022 Điều 7 bỏ căn cứ này, nhiều địa phương và trường vẫn cho "
                "đăng ký. Các năm trước 2024 đăng ký là điều kiện bắt buộc.",
                "Luật 06/2022/QH15, Điều 7",
            ),
            Choice(
                "group_collective", "Tổ chuyên môn, tổ văn phòng được xét danh hiệu tập thể",
                {YES: "có", NO: "không, chỉ xét cả trường"},
                YES,
                "Tổ trong trường có phải là tập thể được xét Tập thể lao động tiên tiến hay không là việc của địa phương; "
                "chưa đối chiếu được quy định của Hà Nội và TT 29/2023/TT-BGDĐT Điều 3.",
            ),
            Choice(
                "public_days", "Số ngày làm việc công khai danh sách trong trường",
                {"5": "5 ngày", "7": "7 ngày", "10": "10 ngày", "15": "15 ngày"},
                "10",
                "Không có số ngày chung cả nước cho danh hiệu cấp cơ sở. Cấp Sở thường 10 ngày làm việc; NĐ 98/2023/NĐ-CP "
                "Điều 46 lấy 10 ngày cho danh hiệu cấp Nhà nước.",
                "NĐ 98/2023/NĐ-CP, Điều 46",
                IN_THE_DOSSIER,
            ),
            Choice(
                "public_search", "Máy tìm kiếm (Google …) được đưa trang công khai của trường vào kết quả tìm",
                {YES: "có", NO: "không"},
                NO,
                "Luật cho công bố kết quả khen thưởng, không nói đến máy tìm kiếm. Mặc định không: bản đã gỡ có thể còn "
                "nằm lại ở máy tìm kiếm, ngoài tầm của trường.",
            ),
            Choice(
                "dossier_years", "Thời hạn lưu hồ sơ khen thưởng của trường",
                {"10": "10 năm", "20": "20 năm", "permanent": "vĩnh viễn"},
                "20",
                "Chưa đọc được thời hạn ở TT 10/2022/TT-BNV; thường gặp 10–20 năm với hồ sơ cấp đơn vị (chưa đối chiếu).",
                step=IN_THE_DOSSIER,
            ),
        )
    }
)  # fmt: skip


def chosen(school_id: int | None, on: date) -> dict[str, str]:
    """The value of every choice on that day."""
    values = {key: choice.default for key, choice in CHOICES.items()}
    decided = Rule.objects.standing(school_id, on).filter(family=RuleFamily.CHOICE).values_list("key", "values")
    return values | {key: told["value"] for key, told in decided if key in CHOICES}

"""Hand-made texts: one, the same with its names changed, another on the same topic, short ones, one in NFD."""

import unicodedata

ORIGINAL = (
    "Năm học 2021–2022, lớp mẫu giáo lớn A1 trường Mầm non Giang Biên có 35 trẻ, trong đó nhiều trẻ chưa mạnh dạn nói "
    "trước đông người, vốn từ còn ít, phát âm chưa rõ. Tôi xây dựng góc sách ngay cửa lớp, mỗi sáng trẻ chọn một quyển, cô "
    "đọc cho nhóm năm trẻ nghe rồi hỏi ba câu: ai, ở đâu, vì sao. Cuối tuần trẻ mang sách về đọc cùng bố mẹ và kể lại vào "
    "sáng thứ hai. Mỗi tháng lớp tổ chức một buổi kể chuyện theo tranh trẻ tự vẽ, mời phụ huynh đến nghe. Sau một học kỳ, "
    "số trẻ mạnh dạn kể chuyện trước lớp tăng từ 12 lên 29, phụ huynh cho biết trẻ hỏi nhiều hơn ở nhà."
)
RENAMED = (
    ORIGINAL.replace("A1", "B3").replace("Mầm non Giang Biên", "Mầm non Ánh Dương").replace("35 trẻ", "28 trẻ")
    .replace("2021–2022", "2023–2024").replace("từ 12 lên 29", "từ 9 lên 25")
)  # fmt: skip
SAME_TOPIC = (
    "Trẻ năm tuổi ở lớp tôi ngại giao tiếp, hay dùng câu cụt. Tôi dùng trò chơi đóng vai bán hàng, gọi điện thoại, phóng "
    "viên nhí để trẻ phải hỏi và trả lời thành câu đủ ý. Mỗi giờ đón trẻ, cô trò chuyện riêng với hai trẻ về một đồ vật "
    "trẻ mang theo. Tôi ghi âm giọng kể của trẻ đầu năm và cuối năm để so sánh, gửi cho gia đình nghe. Kết quả, số trẻ nói "
    "câu ghép tăng rõ, trẻ biết chờ đến lượt và lắng nghe bạn nói."
)
BORROWED = SAME_TOPIC + " " + " ".join(ORIGINAL.split()[60:110])  # fifty words of the original at the end
OTHER = (
    "Bếp ăn bán trú trước đây chia suất theo khay lớn nên lớp đông thường thiếu canh. Nhà bếp cân lại định lượng từng "
    "lứa tuổi, đánh số xe đẩy, niêm yết thực đơn và số suất từng lớp ở cửa bếp, cuối buổi cân thức ăn thừa để điều chỉnh "
    "thực đơn tuần sau. Sau ba tháng lượng thức ăn thừa giảm một nửa, không lớp nào thiếu suất."
)
SHORT = "Góc sách ở cửa lớp giúp trẻ thích đọc."
SHORT_TOO = "Góc sách ở cửa lớp giúp trẻ mạnh dạn kể chuyện."
DECOMPOSED = unicodedata.normalize("NFD", ORIGINAL).upper()

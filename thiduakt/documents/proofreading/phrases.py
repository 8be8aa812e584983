"""Từ ngữ của văn bản trường học: set phrases, words that people confuse, and pairs that only look like a slip."""


def _list(words: str, separator: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(separator))


PHRASES = _list(
    """
    bám sát, ban hành, bảo đảm, báo cáo, biểu dương, bình xét, bổ sung, bộ phận, bồi dưỡng, cá nhân, cải cách, cán bộ,
    cấp phát, cấp trên, chấp hành, chất lượng, chi tiết, chỉ đạo, chỉ thị, chỉ tiêu, chiến sĩ, chính sách, chính trị,
    chính xác, chủ đề, chủ động, chủ tịch, chủ trì, chủ trương, chú trọng, chuyên đề, chuyên môn, chuyển đổi, chức năng,
    chức vụ, chương trình, công bằng, công chức, công dân, công đoàn, công khai, công nhận, công tác, công trạng, công
    văn, cơ bản, cơ chế, cơ quan, cơ sở, cụ thể, củng cố, cuộc thi, cuộc vận, danh hiệu, danh sách, dân chủ, dự thảo, đảm
    bảo, đánh giá, đào tạo, đạo đức, đạt được, đăng ký, đầy đủ, đẩy mạnh, đề án, đề nghị, đề ra, đề tài, đề xuất, địa
    bàn, địa phương, điển hình, điều hành, điều kiện, điều lệ, đoàn kết, đoàn thể, đổi mới, đối tượng, đôn đốc, đồng chí,
    đồng nghiệp, động viên, đột phá, đột xuất, đơn vị, gặp mặt, ghi nhận, gia đình, giai đoạn, giải pháp, giám sát, giảng
    dạy, giao lưu, giáo dục, giáo viên, giấy khen, góp phần, gương mẫu, hạn chế, hành chính, hạnh phúc, hiện hành, hiệu
    quả, hiệu trưởng, hình thức, hoàn thành, hoàn thiện, hoạt động, học sinh, học tập, hồ sơ, hội đồng, hội nghị, hội
    thi, hưởng ứng, hướng dẫn, kế hoạch, kế toán, kết luận, kết quả, khách quan, khai giảng, khắc phục, khen thưởng, khó
    khăn, khoa học, khuyến khích, kiểm tra, kiện toàn, kinh nghiệm, kinh phí, kinh tế, kịp thời, kỷ cương, kỷ luật, kỷ
    niệm, lan tỏa, lãnh đạo, lao động, lập thành, lịch sử, lĩnh vực, lối sống, lực lượng, mầm non, mỉm cười, minh bạch,
    minh chứng, mô hình, mục đích, mục tiêu, năng lực, năng suất, nâng cao, nêu gương, ngày hội, nghiêm túc, nghiệp vụ,
    nhà giáo, nhà trường, nhân dân, nhân rộng, nhân tố, nhân viên, nhận thức, nhiệm vụ, nội dung, nội quy, nuôi dưỡng,
    pháp luật, phát động, phát hiện, phát huy, phát triển, phẩm chất, phân công, phê duyệt, phó hiệu, phong cách, phong
    trào, phòng chống, phổ biến, phối hợp, phù hợp, phụ huynh, phụ trách, phương hướng, phương pháp, phương thức, phương
    tiện, quan tâm, quan trọng, quản lý, quán triệt, quy chế, quy định, quy trình, quyết định, quyết liệt, quyết tâm, rà
    soát, rèn luyện, sáng kiến, sáng tạo, sâu rộng, sinh hoạt, sơ kết, suy tôn, sử dụng, tác dụng, tác phong, tài chính,
    tăng cường, tâm huyết, tấm gương, tập huấn, tập thể, tập trung, tham gia, tham mưu, tham quan, thanh lịch, thanh
    niên, thành lập, thành tích, thành viên, thắng lợi, thẩm định, thẩm quyền, thân thiện, thi đua, thi hành, thiết thực,
    thông báo, thông qua, thông tin, thống nhất, thời gian, thuận lợi, thúc đẩy, thư ký, thực chất, thực hành, thực hiện,
    thực tế, thực tiễn, thường trực, thường xuyên, tích cực, tiên tiến, tiến độ, tiến hành, tiếp tục, tiết kiệm, tiêu
    biểu, tiêu chí, tiêu chuẩn, tinh thần, tình hình, tình thương, tọa đàm, toàn diện, toàn thể, tổ chức, tổ khối, tổ
    phó, tổ trưởng, tôn vinh, tồn tại, tổng hợp, tổng kết, tờ trình, trách nhiệm, trang trọng, trao đổi, trau dồi, trẻ
    em, triển khai, trình độ, trọng tâm, truyền thống, trường học, tuyên dương, tuyên truyền, tư tưởng, tự giác, tự học,
    ủy viên, ứng dụng, ưu tiên, văn bản, văn hóa, văn minh, văn nghệ, văn phòng, văn thư, vận động, vi phạm, viên chức,
    vinh dự, vững mạnh, xây dựng, xem xét, xét duyệt, xét tặng, xếp loại, xuất sắc, ý kiến, ý nghĩa, ý thức, yêu cầu, yêu
    nước
    """,
    ",",
)

# Good on their own, though one letter or mark away from a phrase above, or made of two neighbouring phrases.
STANDING_PAIRS = _list(
    """
    ba giám, ban giám, cá biệt, các tổ, cán cân, cán sự, cần bộ, cấp thời, cấp trường, chất liệu, chi tiêu, chi trả, chỉ
    trả, chính đáng, chính quy, chính thức, chủ nhiệm, chủ thể, chủ tọa, chủ yếu, chuyên cần, chuyên đi, chuyên ngành,
    chuyên sâu, chuyên viên, chữ viết, chưa đạt, chức danh, có thể, công an, công bố, công cụ, công minh, công nghệ, công
    tắc, công ty, công việc, cộng đồng, cơ cấu, cơ hội, danh dự, dân sự, dân tộc, dự án, dự giờ, dự kiến, dự thi, đã
    xuất, đảng viên, đánh dấu, đề bài, đề cao, đề cử, đề cương, đề mục, đề phòng, đề thi, địa chỉ, địa danh, địa điểm,
    điều chỉnh, điều động, điều này, điều tra, đoàn thanh, đoàn viên, đối chiếu, đối ngoại, đối thoại, đội ngũ, đội viên,
    đồng bộ, đồng đều, đồng thời, động cơ, đời sống, đơn giản, đơn thư, gắn với, gia hạn, gia nhập, giải phóng, giải
    quyết, giải thưởng, giải trình, giảng viên, giao ban, giao dịch, giao việc, giáo án, giáo cụ, giáo lý, giáo trình,
    góp ý, hàng năm, hành động, hành trình, hành vi, hằng năm, hiệu bộ, hiệu lực, hiệu phó, hình ảnh, hình thành, học bạ,
    học hỏi, học kì, học kỳ, học liệu, học lực, học phí, học tốt, học viên, hội đoàn, hội họp, hội thao, hội thảo, hội
    trưởng, hội viên, hợp đồng, kế cận, kế thừa, kế tiếp, kết hợp, kết nối, kết thúc, kiểm điểm, kiểm kê, kiểm phiếu,
    kiểm soát, kinh doanh, kinh lạc, kỷ lục, kỷ yếu, kỹ năng, kỹ thuật, lao công, lập kế, lịch trình, lớp học, luật thi,
    mầm xanh, mô tả, mục lục, mức độ, năm học, năng động, năng khiếu, nêu cao, nêu rõ, nêu tên, nêu trên, ngày học,
    nghiên cứu, nghiệp dư, nhà cửa, nhà nước, nhà trẻ, nhân ái, nhân cách, nhân dịp, nhân đạo, nhân loại, nhân lực, nhân
    ngày, nhân sự, nhân văn, như trên, như trường, nội bộ, nội vụ, nuôi dạy, phát biểu, phát hành, phát minh, phát sinh,
    phát thanh, phân bổ, phân hiệu, phân loại, phân tích, phó ban, phó chủ, phó phòng, phong phú, phòng giáo, phòng học,
    phòng ngừa, phổ cập, phổ thông, phối kết, phụ đạo, phụ lục, phụ nữ, phương án, quan điểm, quan hệ, quan sát, quản
    trị, quốc gia, quốc tế, quyết thắng, quyết toán, rà lại, sáng chế, sáng suốt, sáng tác, sinh viên, sơ bộ, sơ đồ, sơ
    lược, sơ tuyển, sử học, tác động, tác giả, tác phẩm, tài liệu, tài sản, tài trợ, tạo động, tâm lý, tâm thế, tập đoàn,
    tập luyện, tập san, tham dự, tham khảo, tham luận, thanh lý, thanh toán, thanh tra, thành công, thành phần, thành
    phố, thành thạo, thành ủy, thắng cảnh, thẩm mỹ, thẩm tra, thi cử, thi tuyển, thiết bị, thiết kế, thiết yếu, thông
    minh, thông suốt, thông tư, thống kê, thời điểm, thời hạn, thời khóa, thuận tiện, thư viện, thực phẩm, thực tại, thực
    tập, thực trạng, thường niên, tích hợp, tích lũy, tiên phong, tiên quyết, tiến bộ, tiến tới, tiến trình, tiếp cận,
    tiếp nhận, tiếp thu, tiết dạy, tiết học, tiết mục, tiêu cực, tiêu dùng, tiêu đề, tinh giản, tinh thông, tình cảm,
    tình huống, tình nguyện, toàn bộ, toàn dân, toàn quốc, toàn trường, tổ bộ, tổ chuyên, tổ công, tổ hội, tổ nhóm, tổ
    quốc, tổ viên, tôn sư, tôn trọng, tổng số, tổng thể, tờ báo, trang bị, trang trí, trao tặng, trao thưởng, trân trọng,
    trẻ mầm, triển lãm, trình bày, trình diễn, trình ký, trọng cảm, trọng điểm, trọng thể, trung học, truyền đạt, truyền
    hình, truyền thông, trường lớp, trường mầm, trường tiểu, tuyên bố, tuyên thệ, tư liệu, tư thế, tư vấn, tự chủ, tự do,
    tự đánh, tự nguyện, tự quản, tự tin, ứng phó, ứng viên, ứng xử, ưu điểm, ưu tú, văn hiến, văn học, vận dụng, vận
    hành, vận tải, vậy mạnh, vi tính, viên phấn, vững chắc, vững vàng, xây mới, xem lại, xét chọn, xét công, xét đề, xét
    khen, xếp hạng, xuất bản, xuất phát, xuất trình, ý chí, ý tưởng, yêu nghề, yêu thích, yêu thương
    """,
    ",",
)

# Words that stand beside anything: a pair with one of them is no slip of a phrase.
COMMON_WORDS = frozenset(
    """
    ai anh bà bài bạn bao bằng bên bị bởi cả các cách cái cao cần cấp chỉ chị chính cho chưa có con còn cô của cùng cũng
    cứ do dù dưới đã đang đạt đầu đây đề để đến đều đi đó đợt đủ đưa được gì giờ giữa hai hàng hay hằng hết hiện họ hoặc
    hội hơn ít kể khi không là lại làm lấy lễ lên lớn lớp lúc mà mang mình mọi mỗi một mới mục mức nào này năm nên nếu
    ngành ngày nghề ngoài người nhau nhất nhiều nhóm như nhưng những nói nơi nữa ông ở phải phần qua quá quận ra rất rồi
    sau sẽ số tại tất tên thầy thấy theo thể thêm thì thứ tiếng tính tốt tới trẻ trên trong trước trường từ từng và vào
    vẫn vậy về vì việc viết với vừa xã ý
    """.split()  # noqa: SIM905  (a list of words reads as words)
)

# Written wrong often enough to be known by heart: the wrong form and the right one.
MISSPELT = dict(
    pair.split(" > ")
    for pair in _list(
        """
        bàng quang > bàng quan; bảo đãm > bảo đảm; bổ xung > bổ sung; chau dồi > trau dồi; chi tiêu phấn đấu > chỉ tiêu phấn
        đấu; chi tiêu thi đua > chỉ tiêu thi đua; chiển khai > triển khai; chuyền thống > truyền thống; chuẫn bị > chuẩn bị;
        chào lưu > trào lưu; chách nhiệm > trách nhiệm; chín mùi > chín muồi; chương chình > chương trình; chẩn chu > chỉn
        chu; chỉnh chu > chỉn chu; các chi tiêu đề ra > các chỉ tiêu đề ra; cũng cố > củng cố; cũng như là > cũng như; cọ sát
        > cọ xát; dành danh hiệu > giành danh hiệu; dành giải > giành giải; dành thắng lợi > giành thắng lợi; dấu diếm > giấu
        giếm; dữ gìn > giữ gìn; ghanh đua > ganh đua; ghi nhân > ghi nhận; giao lưu mặt > giao lưu, gặp mặt; giàm sát > giám
        sát; giành cho > dành cho; giành thời gian > dành thời gian; giám xát > giám sát; giãng dạy > giảng dạy; giữ dìn >
        giữ gìn; hiệu xuất > hiệu suất; hòan thành > hoàn thành; khoang hậu > khoan hậu; khuyến trương > khuếch trương; khách
        quang > khách quan; kiễm tra > kiểm tra; kỉ luât > kỷ luật; kỷ năng > kỹ năng; kỷ thuật > kỹ thuật; kỹ luật > kỷ
        luật; kỹ niệm > kỷ niệm; lam công tác > làm công tác; liên quang > liên quan; lãng mạng > lãng mạn; nghành > ngành;
        năng xuất > năng suất; nổ lực > nỗ lực; nỗ lưc > nỗ lực; phong chào > phong trào; phổ biển > phổ biến; phỗ biến > phổ
        biến; quí vị đại biểu > quý vị đại biểu; rà xoát > rà soát; sai xót > sai sót; suy tồn > suy tôn; suất sắc > xuất
        sắc; suất xắc > xuất sắc; sáng lạng > xán lạn; sát nhập > sáp nhập; sơ xuất > sơ suất; sơ xót > sơ sót; sắp sếp > sắp
        xếp; thiếu xót > thiếu sót; thăm quan > tham quan; trao dồi > trau dồi; trau chuốc > trau chuốt; triễn khai > triển
        khai; truyền thông bá > truyền bá; truyền đề > chuyên đề; trào mừng > chào mừng; trú trọng > chú trọng; trương trình
        > chương trình; trỉ đạo > chỉ đạo; trịu trách nhiệm > chịu trách nhiệm; tuyên chuyền > tuyên truyền; tuyên truyên >
        tuyên truyền; tòan thể > toàn thể; tỗ chức > tổ chức; tựu chung > tựu trung; vô hình chung > vô hình trung; vượt chi
        tiêu > vượt chỉ tiêu; xuy tôn > suy tôn; xuất xắc > xuất sắc; xuất ăn > suất ăn; xáng kiến > sáng kiến; xáng tạo >
        sáng tạo; xát nhập > sáp nhập; xâu rộng > sâu rộng; xúc tích > súc tích; xắp tới > sắp tới; xắp xếp > sắp xếp; xếp
        hàng loại > xếp loại; xử dụng > sử dụng; đãm bảo > đảm bảo; đường xá > đường sá; đẫy mạnh > đẩy mạnh; đề suất > đề
        xuất; đọc giả > độc giả; đốn đốc > đôn đốc
        """,
        ";",
    )
)

"""What the machine marks on the papers at hand, judged by hand: “+” is a fault to mend, “-” a false warning.

A text that is no official paper needs no “./.”; a table of targets under a plan of one school year needs no further day.
"""

PAPERS: dict[str, str] = {}

PAPERS["ke-hoach-01-KH-MNGB-2023"] = """
+ cut_date | Quốc khánh 02/, ngày giải
+ holiday | Thủ đô 20/10, 20 năm
+ year_mixed | năm 2023 (năm học 2022 – 2023)
+ base_short_date | 02/KH-HĐTĐKT ngày 30/01/2023 của
+ base_end | giai đoạn 2021 – 2026.
+ base_joined | năm 2023; Tiếp tục thực hiện
+ notation | Số: 01 /KH-MNGB
+ notation | hoạch số 05/KH_PGDDT ngày 15
+ issuer_code | số 3597/KH-SGDDT ngày
+ no_target | các chi tiêu đề ra. Xây
+ no_deadline | TỔ CHỨC THỰC HIỆN
+ not_sent | nghị các bộ phận, tổ
+ heading_end | MỤC ĐÍCH, YÊU CẦU:
+ heading_end | Mục đích:
+ heading_end | Yêu cầu:
+ heading_end | thi đua khen thưởng:
+ heading_end | Các tổ chuyên môn:
+ heading_start | nâng cao chất lượng,
+ phrase | đầu, mím cười, khoanh
+ phrase | hình mới, nhanh tố mới
+ phrase | gương. Chủ trọng khen
+ phrase | điển hình tiêu tiến. Tổ chức
+ phrase | đơn vị, tổ khố trong công
+ phrase | chỉ đạo đầy mạnh phong trào
+ misspelt | đàm, giao lưu mặt và
+ misspelt | quả các chi tiêu đề ra. Xây
+ abbreviation | hoạch số 05/KH_PGDDT ngày 15
+ abbreviation | Hội đồng TDKT trường MNGB
+ abbreviation | Lưu: VT, Hồ sơ TDKT
+ abbreviation | Khen thưởng (TDKT) của nhà
+ abbreviation | số 3597/KH-SGDDT ngày
+ abbreviation | số 02/KH-HĐTDKT ngày
+ proper_name | Quận và thủ đô năm 2022.
+ proper_name | sáng tạo thủ đô”, đẩy mạnh
+ proper_name | an ninh tổ quốc”, “ Thi
+ proper_name | đạo của trung ương và phù
+ paper_name | Căn cứ kế hoạch số 05/KH_PGDDT
+ paper_name | tiêu của kế hoạch số 189/KH-UBND
+ paper_name | 2023 theo kế hoạch số 06/KH-BTC
+ paper_name | Thành phố, kế hoạch số 3597/KH-SGDDT
+ paper_name | Luật thi đua, khen thưởng
+ council | Hội đồng thi đua khen thưởng
+ council | và Hội đồng thi đua khen thưởng nhà
+ council | Hội đồng thi đua khen thưởng:
+ council | Hội đồng Thi đua khen thưởng
+ body_name | trường Mầm non Giang Biên
+ state | quả quản lý nhà nước về
+ holiday_name | 02/, ngày giải phóng Thủ đô
+ quote_style | trị về "Tiếp tục đổi
+ brackets | 06/11/2003 – 06/11/2023).
+ blank_inside | phong trào “ Toàn dân đoàn
+ blank_inside | thi đua “ Toàn dân chung
+ blank_inside | thi đua “ Vì người nghèo-
+ blank_inside | thi đua “ Đẩy mạnh cải
+ blank_inside | phong trào “ Sáng kiến, sáng
+ blank_inside | thi đua “ An toàn thực
+ blank_inside | thi đua “ Vì an ninh
+ blank_inside | tổ quốc”, “ Thi đua quyết
+ blank_inside | chủ đề “ hành động vì
+ blank_inside | nhà trường “ Cúi đầu, mím
+ blank_before | toàn thể CBGVNV . Nhà trường
+ doubled | quyết thắng”..... góp
+ doubled | phát triển của Quận.:
+ dash | đua “Dạy tốt- Học tốt”, “Đổi
+ dash | người nghèo- không để
+ dash | hội, an ninh- quốc phòng năm
+ dash | đoạn 2022- 2025; tăng
+ dash | Văn Minh –Hạnh Phúc”,
+ sentence | động sáng tạo. đổi mới phương
"""

PAPERS["danh-so-sai"] = """
+ base_incomplete | Căn cứ Quy chế thi đua, khen thưởng của nhà trường.
+ placeholder | Giao b� phận văn phòng
+ numbering | III. GIẢI PHÁP
+ numbering | 3. Giải pháp về kinh
+ numbering | IIII. CAM KẾT
+ numbering | d. Đúng việc
+ end_mark | phận văn phòng theo dõi.
"""

PAPERS["hai-cot-mot-dong"] = """
- target | CHỈ TIÊU
"""

PAPERS["khong-the-thuc"] = """
- end_mark | thực hiện nghiêm túc.
"""

PAPERS["ngat-dong-mem"] = """
+ base_short_date | 02/KH-MNSC ngày 05/01/2024 của
"""

PAPERS["thieu-ten-loai"] = """
+ base_end | Giáo dục và Đào tạo;
+ notation | Số: 9/KH-THĐT
+ reference | Như trên
"""

PAPERS["tieu-de-xen-ke"] = """
+ base_short_date | 812/PGDĐT-TH ngày 28/8/2023 của
+ base_short_date | hành ngày 01/9/2023,
+ base_end | hành ngày 01/9/2023,
+ notation | Số: 15/KH - THHHT
+ no_work | Hội đồng TĐKT
"""

PAPERS["trang-hep-tu-pdf"] = """
+ base_end | năm học 2024 - 2025;
"""

from django.db import models


class Use(models.TextChoices):
    """What is written by an outline."""

    INITIATIVE = "INITIATIVE", "mô tả sáng kiến"
    PERSON = "PERSON", "báo cáo thành tích cá nhân"
    COLLECTIVE = "COLLECTIVE", "báo cáo thành tích tập thể"
    SUDDEN = "SUDDEN", "báo cáo thành tích đột xuất"
    TOPIC = "TOPIC", "báo cáo thành tích phong trào thi đua, chuyên đề"
    DEVOTION = "DEVOTION", "báo cáo quá trình cống hiến"
    PUPIL = "PUPIL", "báo cáo thành tích học sinh"
    CLASS = "CLASS", "báo cáo thành tích lớp"


class Fill(models.TextChoices):
    """What of the record can be written into a section beforehand; whoever owns the writing knows how."""

    NOTHING = "", "để trống"
    IDENTITY = "identity", "sơ lược lý lịch, đặc điểm"
    DUTIES = "duties", "chức trách, nhiệm vụ"
    HONORS = "honors", "bảng danh hiệu thi đua đã đạt"
    FORMS = "forms", "bảng hình thức khen thưởng đã nhận"
    RATINGS = "ratings", "bảng xếp loại chất lượng các năm"
    INITIATIVES = "initiatives", "sáng kiến, đề tài đã được công nhận"
    SUMMARY = "summary", "tóm tắt thành tích trong hồ sơ"

from enum import nonmember

from django.db import models


class CampaignState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    LAUNCHED = "LAUNCHED", "đã phát động"
    RUNNING = "RUNNING", "đang thực hiện"
    SUMMED_UP = "SUMMED_UP", "đã tổng kết"
    CLOSED = "CLOSED", "đã kết thúc"

    EDITABLE = nonmember(("DRAFT",))
    OPEN = nonmember(("LAUNCHED", "RUNNING"))
    SUMMED = nonmember(("SUMMED_UP", "CLOSED"))  # what was done in it is known


class Launcher(models.TextChoices):
    """Cấp phát động. The statistics of TT 02/2023/TT-BNV (biểu 0601) count three: trung ương; bộ, tỉnh; cơ quan, đơn vị."""

    NATION = "NATION", "trung ương"
    PROVINCE = "PROVINCE", "thành phố"
    COMMUNE = "COMMUNE", "quận, phường"
    SECTOR = "SECTOR", "ngành"
    SCHOOL = "SCHOOL", "trường"


class Form(models.TextChoices):
    """Hình thức tổ chức. Luật 06/2022/QH15, Điều 16 knows thường xuyên and theo chuyên đề; plans name all four."""

    REGULAR = "REGULAR", "thường xuyên"
    PERIOD = "PERIOD", "theo đợt"
    THEME = "THEME", "theo chuyên đề"
    PEAK = "PEAK", "cao điểm"


class Reach(models.TextChoices):
    """Phạm vi (Luật 06/2022/QH15, Điều 16; TT 02/2023/TT-BNV, biểu 0601)."""

    NATION = "NATION", "toàn quốc"
    REGION = "REGION", "bộ, ngành, địa phương"
    CLUSTER = "CLUSTER", "cụm, khối"
    UNIT = "UNIT", "cơ quan, đơn vị"


class Participants(models.TextChoices):
    EVERYBODY = "EVERYBODY", "toàn trường"
    STAFF = "STAFF", "cán bộ, giáo viên, nhân viên"
    CLASSES = "CLASSES", "các lớp"
    GROUPS = "GROUPS", "một số tổ"

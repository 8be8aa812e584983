from enum import nonmember

from django.db import models


class TextKind(models.TextChoices):
    """In official order: the higher text first, as căn cứ are listed."""

    LAW = "L", "Luật"
    RESOLUTION = "NQ", "Nghị quyết"
    DECREE = "NĐ", "Nghị định"
    CIRCULAR = "TT", "Thông tư"
    DIRECTIVE = "CT", "Chỉ thị"
    DECISION = "QĐ", "Quyết định"
    STATUTES = "QC", "Quy chế"
    REGULATION = "QyĐ", "Quy định"
    PROGRAMME = "CTr", "Chương trình"
    PLAN = "KH", "Kế hoạch"
    GUIDANCE = "HD", "Hướng dẫn"
    NOTICE = "TB", "Thông báo"
    LETTER = "CV", "Công văn"

    @property
    def rank(self) -> int:
        return list(TextKind).index(self)


class Confidence(models.TextChoices):
    """How sure it is that a row says what the text itself says."""

    VERIFIED = "VERIFIED", "đã đối chiếu nguyên văn"
    RESTATED = "RESTATED", "theo nguồn nhắc lại"
    INFERRED = "INFERRED", "suy ra, chưa đối chiếu"
    CONFLICT = "CONFLICT", "các nguồn nói khác nhau"
    DRAFT = "DRAFT", "theo dự thảo"
    UNVERIFIED = "UNVERIFIED", "chưa đối chiếu văn bản"


class ChangeKind(models.TextChoices):
    """What a newer text does to an older one."""

    REPLACES = "REPLACES", "thay thế"
    AMENDS = "AMENDS", "sửa đổi, bổ sung"


class TextState(models.TextChoices):
    """Where a text stands on a day."""

    IN_FORCE = "IN_FORCE", "đang có hiệu lực"
    NOT_YET = "NOT_YET", "sắp có hiệu lực"
    ENDED = "ENDED", "hết hiệu lực"


class HonorKind(models.TextChoices):
    TITLE = "TITLE", "danh hiệu thi đua"
    FORM = "FORM", "hình thức khen thưởng"
    STATE_TITLE = "STATE_TITLE", "danh hiệu vinh dự nhà nước"
    LOCAL_TITLE = "LOCAL_TITLE", "danh hiệu riêng của địa phương"


class HonorSubject(models.TextChoices):
    """Whom it is given to; the values are those of the exchange format."""

    INDIVIDUAL = "individual", "cá nhân"
    COLLECTIVE = "collective", "tập thể"
    EITHER = "either", "cá nhân hoặc tập thể"
    PUPIL = "pupil", "học sinh"
    PUPILS = "pupils", "tập thể học sinh"


class RuleFamily(models.TextChoices):
    """What a rule that is no honor speaks of."""

    REGIME = "REGIME", "thời kỳ"
    SALARY = "SALARY", "lương cơ sở"
    MONEY = "MONEY", "cách tính tiền thưởng"
    VOTE = "VOTE", "bỏ phiếu"
    COUNCIL = "COUNCIL", "hội đồng"
    RATING = "RATING", "xếp loại viên chức"
    DEADLINE = "DEADLINE", "thời hạn"
    CHOICE = "CHOICE", "điều pháp luật để ngỏ"


class RuleState(models.TextChoices):
    PROPOSED = "PROPOSED", "chờ duyệt"
    APPROVED = "APPROVED", "đã duyệt"
    REFUSED = "REFUSED", "không duyệt"
    WITHDRAWN = "WITHDRAWN", "đã rút"

    UNDECIDED = nonmember(("PROPOSED", "WITHDRAWN"))

from enum import nonmember

from django.db import models


class CouncilKind(models.TextChoices):
    AWARDS = "AWARDS", "hội đồng thi đua, khen thưởng"
    INITIATIVES = "INITIATIVES", "hội đồng sáng kiến"
    CONTEST = "CONTEST", "hội đồng chấm thi"

    WITH_OUTSIDERS = nonmember(("INITIATIVES", "CONTEST"))
    ONE_AT_A_TIME = nonmember(("AWARDS", "INITIATIVES"))  # contests may run side by side

    @property
    def proper_name(self) -> str:
        """As it stands on a paper (NĐ 30/2020/NĐ-CP, Phụ lục II)."""
        return {
            CouncilKind.AWARDS: "Hội đồng Thi đua - Khen thưởng",
            CouncilKind.INITIATIVES: "Hội đồng Sáng kiến",
        }.get(self, "Hội đồng chấm thi")


class CouncilState(models.TextChoices):
    DRAFT = "DRAFT", "đang lập"
    STANDING = "STANDING", "đang hoạt động"
    ENDED = "ENDED", "đã hết nhiệm kỳ"

    FOUNDED = nonmember(("STANDING", "ENDED"))


class RenewalState(models.TextChoices):
    DRAFT = "DRAFT", "đang lập"
    IN_FORCE = "IN_FORCE", "đã có hiệu lực"


class SeatFunction(models.TextChoices):
    CHAIR = "CHAIR", "Chủ tịch"
    DEPUTY = "DEPUTY", "Phó Chủ tịch"
    SECRETARY = "SECRETARY", "Thư ký"
    MEMBER = "MEMBER", "Ủy viên"

    HELD_ONCE = nonmember(("CHAIR", "SECRETARY"))

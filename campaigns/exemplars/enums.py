from enum import nonmember

from django.db import models


class ExemplarKind(models.TextChoices):
    COLLECTIVE = "COLLECTIVE", "tập thể"
    PERSON = "PERSON", "cá nhân"
    GOOD_DEED = "GOOD_DEED", "người tốt, việc tốt"
    MODEL = "MODEL", "mô hình, cách làm hay"


class ExemplarState(models.TextChoices):
    FOUND = "FOUND", "mới phát hiện"
    FOSTERING = "FOSTERING", "đang bồi dưỡng"
    RECOGNISED = "RECOGNISED", "đã công nhận"
    PUBLISHED = "PUBLISHED", "đã công bố"
    ENDED = "ENDED", "đã kết thúc"

    EDITABLE = nonmember(("FOUND", "FOSTERING", "RECOGNISED"))  # what is public stays as it was agreed to


class Whose(models.TextChoices):
    """Whose consent it is. The one of a person is their own word; a pupil's needs the child's and the guardian's."""

    PERSON = "PERSON", "chính người được nêu"
    CHILD = "CHILD", "học sinh được nêu"
    GUARDIAN = "GUARDIAN", "cha, mẹ hoặc người giám hộ"

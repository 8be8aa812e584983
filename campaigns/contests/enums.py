from enum import nonmember

from django.db import models


class ContestKind(models.TextChoices):
    CONTEST = "CONTEST", "hội thi"
    WRITING = "WRITING", "cuộc thi viết"  # judged without knowing whose an entry is


class ContestState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    OPEN = "OPEN", "đang nhận bài"
    JUDGING = "JUDGING", "đang chấm"
    RESULT = "RESULT", "đã chấm xong"
    CLOSED = "CLOSED", "đã công bố"

    EDITABLE = nonmember(("DRAFT",))
    COUNTED = nonmember(("RESULT", "CLOSED"))  # every sheet is in: only now is any mark shown to anybody but its judge
    WITH_JUDGES = nonmember(("DRAFT", "OPEN", "JUDGING"))  # judges may still come and go

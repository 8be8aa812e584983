from enum import nonmember

from django.db import models


class PostingState(models.TextChoices):
    DRAFT = "DRAFT", "đang soạn"
    POSTED = "POSTED", "đang công khai"
    CLOSED = "CLOSED", "đã kết thúc"

    TOLD = nonmember(("POSTED", "CLOSED"))  # the school has seen it


class OpinionKind(models.TextChoices):
    OPINION = "OPINION", "góp ý"
    COMPLAINT = "COMPLAINT", "kiến nghị, khiếu nại"  # while one is open nobody decides on the dossier


class OpinionState(models.TextChoices):
    SENT = "SENT", "chờ trả lời"
    ANSWERED = "ANSWERED", "đã trả lời"


class Outcome(models.TextChoices):
    TAKEN = "TAKEN", "tiếp thu"
    EXPLAINED = "EXPLAINED", "giải trình, giữ nguyên"

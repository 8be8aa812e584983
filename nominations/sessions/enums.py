from enum import nonmember

from django.db import models


class SessionKind(models.TextChoices):
    """Three a year, and whenever there is need (TT 52/2020/TT-BGDĐT, Điều 11)."""

    START = "START", "đầu năm học"
    MID = "MID", "cuối học kỳ I"
    END = "END", "cuối năm học"
    ADHOC = "ADHOC", "đột xuất"


class SessionState(models.TextChoices):
    DRAFT = "DRAFT", "đang chuẩn bị"
    CALLED = "CALLED", "đã mời họp"
    OPEN = "OPEN", "đang họp"
    ENDED = "ENDED", "đã họp xong"
    CLOSED = "CLOSED", "đã xong biên bản"

    TOLD = nonmember(("CALLED", "OPEN", "ENDED", "CLOSED"))  # the members know of it
    PREPARED = nonmember(("DRAFT", "CALLED"))  # its agenda may still change
    LIVE = nonmember(("CALLED", "OPEN"))  # people come, conflicts are told and ruled
    OVER = nonmember(("ENDED", "CLOSED"))


class Presence(models.TextChoices):
    PRESENT = "PRESENT", "có mặt"
    ABSENT = "ABSENT", "vắng"
    WRITTEN = "WRITTEN", "vắng, cho ý kiến bằng văn bản"


class ConflictKind(models.TextChoices):
    SELF = "SELF", "chính mình được xét"
    COAUTHOR = "COAUTHOR", "đồng tác giả sáng kiến dùng để xét"
    KIN = "KIN", "người thân được xét"
    DECLARED = "DECLARED", "tự khai"


class Stand(models.TextChoices):
    """What was ruled of a conflict."""

    RECUSED = "RECUSED", "không tham gia"
    STAYS = "STAYS", "vẫn tham gia"


class Manner(models.TextChoices):
    HANDS = "HANDS", "giơ tay"
    PAPER = "PAPER", "phiếu kín giấy"
    SECRET = "SECRET", "bỏ phiếu kín trên hệ thống"

    BALLOTS = nonmember(("PAPER", "SECRET"))


class CountedOf(models.TextChoices):
    """Of whom the share is taken: the values are those of the school's choice `council_vote_of`."""

    ALL = "all", "tổng số thành viên hội đồng"
    PRESENT = "present", "số thành viên dự họp và cho ý kiến bằng văn bản"
    VALID = "valid", "số phiếu hợp lệ"

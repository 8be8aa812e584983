from django.db import models


class PollState(models.TextChoices):
    DRAFT = "DRAFT", "đang chuẩn bị"
    OPEN = "OPEN", "đang bỏ phiếu"
    CLOSED = "CLOSED", "đã đóng hòm phiếu"
    COUNTED = "COUNTED", "đã kiểm phiếu"
    CONFIRMED = "CONFIRMED", "đã xác nhận kết quả"
    SHREDDED = "SHREDDED", "đã xác nhận, đã hủy phiếu"
    VOID = "VOID", "đã hủy cuộc bỏ phiếu"


UNUSED = (PollState.DRAFT, PollState.VOID)  # nobody has voted in it, or no vote counts
FINAL = (PollState.CONFIRMED, PollState.SHREDDED)  # nobody voids it any more
COUNTED = (PollState.COUNTED, PollState.CONFIRMED, PollState.SHREDDED)  # there is a result that may be told


class Choice(models.IntegerChoices):
    """What a ballot says of one candidate: the byte that lies sealed in the box."""

    AGAINST = 0, "không đồng ý"
    AGREE = 1, "đồng ý"
    BLANK = 2, "không có ý kiến"
    RECUSED = 3, "không tham gia"  # set for the elector, never by the elector


class Official(models.TextChoices):
    """Who conducts a vote, each for one part of it."""

    CHAIR = "CHAIR", "chủ tọa"
    SECRETARY = "SECRETARY", "thư ký"
    TELLER = "TELLER", "người kiểm phiếu"

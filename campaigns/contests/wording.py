"""The acts of this room, as the log tells them. None says whose an entry is, nor what it was given."""

from .flows import CONTEST_FLOW

ACTS = {
    "contest.add": "Soạn hội thi, cuộc thi viết",
    "contest.edit": "Sửa hội thi, cuộc thi viết",
    "contest.discard": "Bỏ hội thi, cuộc thi đang soạn",
    "contest.invite": "Mời giám khảo",
    "contest.release": "Bỏ giám khảo chưa chấm",
    "contest.excuse": "Cho giám khảo thôi chấm",
    "contest.enter": "Gửi bài dự thi",
    "contest.change": "Sửa bài dự thi",
    "contest.withdraw": "Rút bài dự thi",
    "contest.remove_file": "Bỏ tệp của bài dự thi",
    "contest.send_sheet": "Gửi phiếu chấm thi",
    "contest.award": "Ghi giải, chọn bài gửi cấp trên",
    "contest.minutes": "Lập biên bản chấm thi",
    **{CONTEST_FLOW.verb(move): f"{move.label} hội thi, cuộc thi viết" for move in CONTEST_FLOW.moves.values()},
}

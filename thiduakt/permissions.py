"""Ai được làm gì: one table, default deny.

Views, services, templates, docs/roles.md and the tests all read `RULES`; what is not written there nobody may do. A rule
says which role may take an action, and over which rows (its scope). The kernel's `User` answers for roles and delegations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import models


class Role(models.TextChoices):
    TECHNICIAN = "QT", "Quản trị kỹ thuật"
    PRINCIPAL = "HT", "Hiệu trưởng"
    DEPUTY = "PHT", "Phó hiệu trưởng"
    COUNCIL_CHAIR = "CT", "Chủ tịch hội đồng thi đua, khen thưởng"
    SECRETARY = "TK", "Thư ký hội đồng"
    COUNCIL_MEMBER = "UV", "Ủy viên hội đồng"
    TELLER = "BKP", "Ban kiểm phiếu"
    GROUP_HEAD = "TTr", "Tổ trưởng, tổ phó"
    TEACHER = "GV", "Giáo viên, nhân viên"
    CLERK = "VT", "Văn thư"
    ACCOUNTANT = "KT", "Kế toán"
    SUPERIOR = "CTr", "Cấp trên"
    INSPECTOR = "KTr", "Ban thanh tra nhân dân, kiểm tra"


# Pairs that one person may not hold at the same time. The technician may teach, and nothing else.
SEPARATED: frozenset[frozenset[Role]] = frozenset(
    {
        frozenset({Role.CLERK, Role.PRINCIPAL}),
        frozenset({Role.CLERK, Role.DEPUTY}),
        frozenset({Role.SECRETARY, Role.INSPECTOR}),
        *(frozenset({Role.TECHNICIAN, role}) for role in Role if role not in {Role.TECHNICIAN, Role.TEACHER}),
    }
)

# Who signs, issues, counts votes or manages accounts signs in with a second factor.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.TECHNICIAN, Role.PRINCIPAL, Role.DEPUTY, Role.COUNCIL_CHAIR, Role.SECRETARY, Role.TELLER, Role.CLERK,
        Role.ACCOUNTANT,
    }
)  # fmt: skip
# A council member needs it to vote, and only then.
SECOND_FACTOR_TO_VOTE = SECOND_FACTOR_ROLES | {Role.COUNCIL_MEMBER}


class Scope(Enum):
    """Over which rows a grant reaches; the value is the mark printed in docs/roles.md."""

    SCHOOL = "✔"
    OWN = "O"
    GROUP = "G"
    SUPERIOR = "S"  # rows of the schools below, once sent up
    CONSULTED = "khi lấy ý kiến"
    SEATED = "C"  # rows of a council, or of a vote, that one sits in
    DELEGATED = "D"  # only with a dated written delegation
    PROPOSES = "2 đề xuất"  # the whole school; the act needs a second person of another role
    APPROVES = "2 duyệt"


WHOLE_SCHOOL = frozenset({Scope.SCHOOL, Scope.DELEGATED, Scope.PROPOSES, Scope.APPROVES})


@dataclass(frozen=True, slots=True)
class Rule:
    label: str  # the action in the words of the people who take it
    grants: Mapping[Role, Scope] = field(default_factory=dict)


def _rule(label: str, **scopes: str) -> Rule:
    return Rule(label, MappingProxyType({Role(code): Scope(mark) for code, mark in scopes.items()}))


def _everyone(mark: str, **others: str) -> dict[str, str]:
    """A grant to all who work at the school. The technician, who may hold no other task, is not among them."""
    staff = {role.value: mark for role in Role if role not in {Role.TECHNICIAN, Role.SUPERIOR}}
    return {**staff, **others}


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        # Tài khoản, tổ chức
        "account.view": _rule("Xem danh sách tài khoản", QT="✔", HT="✔", KTr="✔"),
        "account.manage": _rule("Tạo, khóa, mở lại tài khoản", QT="✔"),
        "account.reset_password": _rule("Đặt lại mật khẩu, bỏ xác thực hai bước cho người khác", QT="✔"),
        "account.unlock_sign_in": _rule("Mở khóa đăng nhập, kết thúc phiên đăng nhập của người khác", QT="✔", HT="✔"),
        "role.view": _rule("Xem vai trò và ủy quyền", QT="✔", HT="✔", KTr="✔"),
        "role.propose": _rule("Đề xuất giao, thôi giao vai trò", QT="2 đề xuất"),
        "role.approve": _rule("Duyệt giao, thôi giao vai trò", HT="2 duyệt"),
        "delegation.grant": _rule("Ủy quyền bằng văn bản", HT="✔"),
        "staff.view": _rule("Xem sơ đồ tổ, danh sách viên chức", HT="✔", PHT="✔", TTr="✔", GV="✔", VT="✔", KTr="✔"),
        "staff.manage": _rule("Sửa sơ đồ tổ, danh sách viên chức", HT="✔", PHT="✔", VT="✔"),
        "person.view": _rule("Xem thông tin công tác", HT="✔", PHT="✔", VT="✔", KT="✔", TTr="G", GV="O"),
        "birth.view": _rule("Xem, sửa ngày sinh của viên chức, học sinh", HT="✔", VT="✔", GV="O"),
        "school.view": _rule("Xem thông tin nhà trường, thể thức, năm học", **_everyone("✔", QT="✔")),
        "school.manage": _rule("Sửa thể thức văn bản, năm học", HT="✔", VT="✔"),
        "kin.own": _rule("Khai báo người thân trong trường", **_everyone("O")),
        # Kế hoạch
        "plan.view": _rule("Xem kế hoạch đã ban hành", **_everyone("✔", CTr="S")),
        "plan.view_draft": _rule(
            "Xem bản nháp kế hoạch",
            HT="✔", PHT="✔", CT="✔", TK="D", VT="✔",
            UV="khi lấy ý kiến", TTr="khi lấy ý kiến", GV="khi lấy ý kiến", KT="khi lấy ý kiến", KTr="khi lấy ý kiến",
        ),
        "plan.edit": _rule("Soạn, sửa bản nháp kế hoạch, trình ký", HT="✔", PHT="✔", CT="✔", TK="D", VT="D"),
        "plan.comment": _rule(
            "Góp ý bản nháp kế hoạch khi được hỏi",
            HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", TTr="✔", GV="✔", VT="✔", KT="✔", KTr="✔",
        ),
        "plan.end": _rule("Soạn văn bản thay thế, thu hồi kế hoạch", HT="✔", PHT="D"),
        # Phong trào thi đua
        "campaign.view": _rule("Xem phong trào thi đua", **_everyone("✔")),
        "campaign.manage": _rule("Soạn, sửa phong trào thi đua", HT="✔", PHT="✔", TK="✔"),
        "campaign.launch": _rule("Phát động, tổng kết, kết thúc phong trào", HT="✔", PHT="D"),
        # Chỉ tiêu
        "target.view": _rule("Xem chỉ tiêu, kết quả, minh chứng", **_everyone("✔")),
        "target.manage": _rule("Lập, sửa chỉ tiêu, giao việc", HT="✔", PHT="✔", TK="✔"),
        "target.report": _rule(
            "Báo kết quả chỉ tiêu, nộp minh chứng", HT="✔", PHT="✔", TK="✔", TTr="G", GV="O"
        ),
        "target.check": _rule("Kiểm tra kết quả chỉ tiêu", HT="✔", CT="✔", TK="✔", UV="O"),
        # Đăng ký thi đua
        "registration.own": _rule(
            "Đăng ký danh hiệu của mình",
            HT="O", PHT="O", CT="O", TK="O", UV="O", BKP="O", TTr="O", GV="O", VT="O", KT="O",
        ),
        "registration.group": _rule("Đăng ký của tổ", TTr="G"),
        "registration.school": _rule("Đăng ký của trường", HT="✔", PHT="✔"),
        "registration.enter_for": _rule("Nhập đăng ký thay, đương sự xác nhận", TTr="G", VT="✔"),
        "registration.view": _rule(
            "Xem đăng ký thi đua", HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", VT="✔", KTr="✔", TTr="G", GV="O"
        ),
        "registration.consolidate": _rule("Tổng hợp, trả lại, chốt danh sách đăng ký của tổ", TTr="G"),
        "registration.confirm": _rule("Hội đồng xác nhận danh sách đăng ký", HT="✔", CT="✔"),
        "round.draft": _rule("Soạn đợt đăng ký thi đua", HT="✔", PHT="✔", TK="✔"),
        "round.open": _rule("Mở, khóa đợt đăng ký, gia hạn", HT="✔", PHT="D"),
        # Chấm điểm thi đua
        "score.view": _rule(
            "Xem bảng chấm điểm thi đua",
            HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", KTr="✔", TTr="G", GV="O",
        ),
        "score.manage": _rule("Lập bảng chấm điểm thi đua", HT="✔", PHT="✔", TK="✔"),
        "score.self": _rule("Tự chấm điểm", TTr="G", GV="O"),
        "score.council": _rule("Chấm điểm của hội đồng", HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔"),
        # Hội thi, cuộc thi viết
        "contest.view": _rule("Xem hội thi, cuộc thi viết", **_everyone("✔")),
        "contest.manage": _rule("Tổ chức hội thi, cuộc thi viết", HT="✔", PHT="✔", TK="✔"),
        "contest.enter": _rule("Gửi bài dự thi", **_everyone("O")),
        "contest.judge": _rule("Chấm thi khi được mời", **_everyone("O")),
        # Quyết định
        "decision.view": _rule("Xem quyết định đã ban hành", **_everyone("✔", CTr="S")),
        "decision.draft": _rule("Soạn, xem bản nháp quyết định, trình ký", HT="✔", PHT="✔", TK="✔", VT="✔"),
        "decision.end": _rule("Soạn văn bản thay thế, thu hồi quyết định", HT="✔", PHT="D"),
        # Biên bản
        "minutes.view": _rule(
            "Xem biên bản; biên bản mình soạn, chủ trì, ghi thì ai cũng xem được",
            **_everyone("O", HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", VT="✔", KTr="✔"),
        ),
        "minutes.draft": _rule(
            "Soạn, xem bản nháp biên bản, trình ký; của mình thì ai cũng soạn",
            **_everyone("O", HT="✔", PHT="✔", TK="✔", VT="✔"),
        ),
        "minutes.sign": _rule("Ký biên bản mình chủ trì", **_everyone("O")),
        "minutes.end": _rule("Soạn văn bản thu hồi biên bản", HT="✔", PHT="D"),
        # Thông báo bằng văn bản
        "announcement.view": _rule("Xem thông báo, giấy mời, chương trình đã ban hành", **_everyone("✔", CTr="S")),
        "announcement.draft": _rule(
            "Soạn, xem bản nháp thông báo, giấy mời, chương trình, trình ký", HT="✔", PHT="✔", TK="✔", VT="✔"
        ),
        # Tờ trình
        "submittal.view": _rule(
            "Xem tờ trình đã ban hành", HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", VT="✔", KTr="✔"
        ),
        "submittal.draft": _rule("Soạn, xem bản nháp tờ trình, trình ký", HT="✔", PHT="✔", TK="✔", VT="✔"),
        "submittal.end": _rule("Soạn văn bản thay thế, thu hồi tờ trình", HT="✔", PHT="D"),
        # Văn bản
        "document.sign": _rule("Ký văn bản, trả lại văn bản trình ký", HT="✔", PHT="D"),
        "document.issue": _rule("Cấp số, ban hành, tải bản ký lên", VT="✔"),
        "register.view": _rule("Xem, in sổ đăng ký văn bản đi", HT="✔", PHT="✔", VT="✔", KTr="✔"),
        "register.edit": _rule("Ghi nơi nhận, ngày chuyển trong sổ", VT="✔"),
        "series.propose": _rule("Đề xuất số khởi đầu của sổ", VT="2 đề xuất"),
        "series.approve": _rule("Duyệt số khởi đầu của sổ", HT="2 duyệt"),
        # Thư viện văn bản pháp lý
        "legal.view": _rule("Xem thư viện văn bản pháp lý", **_everyone("✔", QT="✔", CTr="✔")),
        "legal.manage": _rule("Thêm, sửa, rút văn bản của trường và cấp trên", HT="✔", PHT="✔", TK="✔", VT="✔"),
        # Danh mục pháp lý theo thời kỳ
        "rule.view": _rule("Xem danh mục pháp lý: danh hiệu, tiêu chuẩn, mức thưởng", **_everyone("✔", CTr="✔")),
        "rule.propose": _rule("Đề xuất quy định, điều luật để ngỏ", TK="2 đề xuất"),
        "rule.approve": _rule("Duyệt quy định, điều luật để ngỏ", HT="2 duyệt"),
        # Sổ khen thưởng
        "ledger.view": _rule(
            "Xem sổ khen thưởng, xếp loại, sáng kiến",
            HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔", KTr="✔", TTr="G", GV="O",
        ),
        "ledger.enter": _rule("Ghi sổ khen thưởng, xếp loại, sáng kiến", HT="✔", TK="✔", VT="✔"),
        "ledger.correct": _rule("Hủy, gạch bỏ dòng sổ; sửa xếp loại, sáng kiến", HT="✔", TK="✔"),
        "sensitive.view": _rule("Xem kỷ luật, nghỉ dài ngày, việc đang xác minh", HT="✔", TK="✔", GV="O"),
        "sensitive.manage": _rule("Ghi, sửa kỷ luật, nghỉ dài ngày, việc đang xác minh", HT="✔", TK="✔"),
        "eligibility.view": _rule(
            "Xem ai đủ điều kiện, vì sao", HT="✔", PHT="✔", CT="✔", TK="✔", TTr="G", GV="O"
        ),
        # Lớp, học sinh
        "pupil.view": _rule("Xem lớp, học sinh", HT="✔", PHT="✔", TK="✔", VT="✔", GV="O"),
        "pupil.manage": _rule("Sửa lớp, học sinh", HT="✔", PHT="✔", VT="✔"),
        # Nhập từ Excel
        "intake.people": _rule("Nhập danh sách viên chức từ Excel", TK="2 đề xuất", VT="2 đề xuất"),
        "intake.approve": _rule("Duyệt danh sách viên chức nhập từ Excel", HT="2 duyệt"),
        "intake.pupils": _rule("Nhập lớp, học sinh từ Excel", HT="✔", PHT="✔", VT="✔"),
        "intake.history": _rule("Nhập khen thưởng, xếp loại, sáng kiến đã có từ Excel", HT="✔", TK="✔", VT="✔"),
        # Điển hình tiên tiến
        "exemplar.view": _rule(
            "Xem điển hình tiên tiến; điển hình đã công bố thì ai cũng xem được",
            **_everyone("O", HT="✔", PHT="✔", CT="✔", TK="✔", UV="✔", VT="✔", KTr="✔", TTr="G"),
        ),
        "exemplar.propose": _rule("Giới thiệu điển hình", HT="✔", PHT="✔", TK="✔", TTr="G", GV="O"),
        "exemplar.manage": _rule("Bồi dưỡng, công nhận điển hình", HT="✔", PHT="✔", TK="✔"),
        "exemplar.publish": _rule("Công bố điển hình", HT="✔", PHT="D", VT="✔"),
        # Báo cáo
        "report.view": _rule("Xem báo cáo đã ban hành", **_everyone("✔", CTr="S")),
        "report.draft": _rule(
            "Soạn, xem bản nháp báo cáo, trình ký", HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔"
        ),
        # Mẫu báo cáo, đề cương
        "outline.manage": _rule("Sửa mẫu báo cáo thành tích, đề cương sáng kiến", HT="✔", PHT="✔", TK="✔"),
        # Sáng kiến
        "solution.view": _rule(
            "Xem sáng kiến; sáng kiến của mình thì ai cũng xem được",
            **_everyone("O", HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔", KTr="✔", UV="✔", TTr="G"),
        ),
        "solution.own": _rule(
            "Đăng ký, viết sáng kiến của mình",
            HT="O", PHT="O", CT="O", TK="O", UV="O", BKP="O", TTr="O", GV="O", VT="O", KT="O",
        ),
        "solution.manage": _rule("Nhận, trả lại đơn sáng kiến, ghi kết quả của cấp trên", HT="✔", PHT="✔", TK="✔"),
        "solution.replicate": _rule("Ghi nhận nhân rộng sáng kiến", HT="✔", PHT="✔", TK="✔", TTr="G", GV="O"),
        # Chấm, công nhận sáng kiến
        "judging.manage": _rule(
            "Lập hội đồng chấm, bộ tiêu chí, đợt chấm sáng kiến; trình cấp trên", HT="✔", PHT="✔", TK="✔"
        ),
        "judging.judge": _rule("Chấm sáng kiến khi được mời, xem kết quả sáng kiến của mình", **_everyone("O")),
        "judging.recognise": _rule("Kết luận chấm sáng kiến, trả lời đề nghị xem xét lại", HT="✔", PHT="D"),
        "judging.appeal": _rule("Đề nghị xem xét lại kết quả chấm sáng kiến của mình", **_everyone("O")),
        # Đợt xét, hồ sơ đề nghị khen thưởng
        "review.manage": _rule("Lập đợt xét khen thưởng, gia hạn", HT="✔", PHT="✔", TK="✔"),
        "review.open": _rule("Mở, khóa đợt xét", HT="✔", PHT="D"),
        "dossier.own": _rule(
            "Lập hồ sơ đề nghị của mình",
            HT="O", PHT="O", CT="O", TK="O", UV="O", BKP="O", TTr="O", GV="O", VT="O", KT="O",
        ),
        "dossier.propose": _rule("Đề nghị khen người khác, tập thể", HT="✔", PHT="✔", TTr="G"),
        "dossier.pupil": _rule("Đề nghị khen học sinh, lớp", HT="✔", PHT="✔", TTr="G", GV="O"),
        "dossier.view": _rule(
            "Xem hồ sơ đề nghị; hồ sơ của mình thì ai cũng xem được",
            **_everyone("O", HT="✔", PHT="✔", CT="✔", TK="✔", KTr="✔", TTr="G"),
        ),
        "dossier.return": _rule("Trả lại hồ sơ để bổ sung", HT="✔", PHT="✔", TK="✔", TTr="G"),
        "dossier.appraise": _rule("Thẩm định hồ sơ", HT="✔", PHT="✔", TK="✔"),
        "dossier.waive": _rule("Bỏ qua một điều kiện của hồ sơ", HT="2 duyệt", TK="2 đề xuất"),
        "dossier.submit_list": _rule("Lập danh sách đề nghị trình hội đồng", HT="✔", PHT="✔", TK="✔"),
        "dossier.pause": _rule("Tạm dừng xét hồ sơ, cho xét tiếp", HT="✔", TK="✔"),
        "dossier.record": _rule("Ghi kết luận của hội đồng về hồ sơ", HT="✔", TK="✔"),
        # Hội đồng
        "council.view": _rule("Xem hội đồng của trường", **_everyone("✔")),
        "council.manage": _rule("Lập, kiện toàn hội đồng", HT="✔", PHT="✔", TK="✔"),
        # Công khai lấy ý kiến
        "feedback.post": _rule("Công khai danh sách lấy ý kiến", HT="✔", PHT="✔", TK="✔"),
        "feedback.send": _rule("Xem danh sách công khai, gửi phản ánh", **_everyone("✔")),
        "feedback.read": _rule("Đọc phản ánh, trừ phản ánh về mình và người thân", HT="✔", PHT="D", TK="✔", KTr="✔"),
        "feedback.answer": _rule("Trả lời phản ánh, trừ phản ánh về mình và người thân", HT="✔", TK="✔"),
        # Phiên họp hội đồng
        "session.view": _rule("Xem phiên họp hội đồng", **_everyone("C", HT="✔", TK="✔", KTr="✔")),
        "session.manage": _rule(
            "Lập phiên họp, chương trình, điểm danh, ghi kết quả", **_everyone("C", HT="✔", CT="✔", TK="✔")
        ),
        "session.conduct": _rule("Khai mạc, kết thúc phiên họp, quyết định xung đột lợi ích", **_everyone("C")),
        "conflict.declare": _rule("Khai xung đột lợi ích", **_everyone("C")),
        # Bỏ phiếu kín
        "ballot.vote": _rule("Bỏ phiếu kín khi là người bầu", **_everyone("C")),
        "ballot.conduct": _rule(
            "Mở, đóng, kiểm phiếu, hủy cuộc bỏ phiếu kín khi là chủ tọa, thư ký, người kiểm phiếu", **_everyone("C")
        ),
        "ballot.view": _rule("Xem kết quả bỏ phiếu kín đã kiểm", **_everyone("C", HT="✔", KTr="✔")),
        # Giấy khen
        "certificate.print": _rule("In giấy khen", HT="✔", PHT="✔", TK="✔", VT="✔"),
        "certificate.design": _rule("Sửa mẫu giấy khen, phôi, máy in", HT="✔", TK="✔", VT="✔"),
        # Họp tổ bình xét
        "meeting.lead": _rule("Chủ trì họp tổ bình xét, chốt kết quả", TTr="G"),
        "meeting.view": _rule(
            "Xem cuộc họp tổ bình xét", HT="✔", PHT="✔", CT="✔", TK="✔", KTr="✔", TTr="G", GV="G"
        ),
        # Quyết định khen thưởng
        "award.view": _rule("Xem quyết định khen thưởng, người được khen", **_everyone("✔")),
        "award.manage": _rule("Lập quyết định khen thưởng", HT="✔", PHT="✔", TK="✔", VT="✔"),
        "award.cancel": _rule("Lập quyết định hủy, đính chính khen thưởng", HT="✔", PHT="D"),
        "award.record": _rule("Ghi kết quả khen thưởng của cấp trên", TK="✔", VT="✔"),
        # Trình cấp trên
        "pack.view": _rule(
            "Xem bộ hồ sơ trình cấp trên", HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔", CTr="S", KTr="✔"
        ),
        "pack.manage": _rule("Soạn bộ hồ sơ trình cấp trên", HT="✔", PHT="✔", TK="✔"),
        "pack.approve": _rule("Duyệt bộ hồ sơ trình cấp trên", HT="✔", PHT="D"),
        "pack.send": _rule("Gửi bộ hồ sơ trình, ghi đã có quyết định của cấp trên", VT="✔"),
        "pack.answer": _rule("Ghi tiếp nhận, yêu cầu bổ sung, trả lại bộ hồ sơ trình", VT="✔", CTr="S"),
        # Tiền thưởng
        "money.view": _rule(
            "Xem tiền thưởng; của mình thì ai cũng xem được", **_everyone("O", HT="✔", KT="✔", KTr="✔")
        ),
        "money.manage": _rule("Dự toán, chi tiền thưởng, sổ quỹ", KT="✔"),
        "money.approve": _rule("Duyệt dự toán tiền thưởng", HT="✔"),
        "money.confirm": _rule("Xác nhận đã nhận tiền thưởng của mình", **_everyone("O")),
        "report.end": _rule("Soạn văn bản thay thế, thu hồi báo cáo", HT="✔", PHT="D"),
        # Công bố khen thưởng
        "publication.manage": _rule("Công bố kết quả khen thưởng, ghi đồng ý của học sinh", HT="✔", PHT="D", VT="✔"),
        # Lễ trao thưởng
        "ceremony.view": _rule("Xem lễ trao thưởng", **_everyone("✔")),
        "ceremony.manage": _rule("Chuẩn bị lễ trao thưởng, ghi kết quả trao", HT="✔", PHT="✔", TK="✔", VT="✔"),
        # Thống kê
        "statistics.view": _rule(
            "Xem thống kê khen thưởng, lập biểu 0601–0603", HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔", KTr="✔"
        ),
        # Khép năm thi đua
        "year.view": _rule(
            "Xem việc còn dở của năm thi đua, tải tệp lưu trữ", HT="✔", PHT="✔", CT="✔", TK="✔", VT="✔", KTr="✔"
        ),
        "year.close": _rule("Khép, mở lại năm thi đua; lập tệp lưu trữ; bàn giao", HT="✔"),
        "year.begin": _rule("Mở năm học mới từ năm trước", HT="✔", PHT="✔", TK="✔"),
        # Thông báo
        "notice.own": _rule("Xem thông báo của mình", **_everyone("O", QT="O", CTr="O")),
        "notice.send": _rule("Gửi thông báo chung của trường", HT="✔", PHT="✔", TK="✔"),
        # Hệ thống
        "audit.view": _rule("Xem nhật ký nghiệp vụ", HT="✔", GV="O", KTr="✔"),
        "security.view": _rule("Xem nhật ký an ninh", QT="✔", HT="✔", GV="O", KTr="✔"),
    }
)  # fmt: skip


class Actor(Protocol):
    """What the table asks of a user."""

    @property
    def pk(self) -> Any: ...
    @property
    def school_id(self) -> int: ...
    @property
    def person_id(self) -> int: ...
    def roles_on(self, day: date) -> frozenset[Role]: ...
    def delegated_on(self, day: date) -> frozenset[str]: ...


def scopes(user: Actor, action: str, on: date) -> frozenset[Scope]:
    """Over which rows `user` may take `action` on that day; empty: none at all. An unwritten action is a KeyError."""
    held = user.roles_on(on)
    granted = {scope for role, scope in RULES[action].grants.items() if role in held}
    if Scope.DELEGATED in granted and action not in user.delegated_on(on):
        granted.discard(Scope.DELEGATED)
    return frozenset(granted)


def may(user: Actor, action: str, obj: Any = None, *, on: date) -> bool:
    """Whether `user` may take `action` on `obj`; without `obj`, on anything of the school at all.

    `obj` carries `school_id`, and `group_id` and `person_id` where a rule reaches over a group or over one's own rows. A
    grant that hangs on where the row stands (CONSULTED, SEATED, SUPERIOR) never answers for a row: its `visible_to` does.
    """
    granted = scopes(user, action, on)
    if obj is None or not granted:
        return bool(granted)
    if obj.school_id != user.school_id:
        return False
    if granted & WHOLE_SCHOOL:
        return True
    return (Scope.OWN in granted and getattr(obj, "person_id", None) == user.person_id) or (
        Scope.GROUP in granted and obj.group_id is not None and obj.group_id == user.group_id  # type: ignore[attr-defined]
    )


def require(user: Actor, action: str, obj: Any = None, *, on: date) -> None:
    """Raise PermissionDenied unless `may`."""
    if not may(user, action, obj, on=on):
        raise PermissionDenied

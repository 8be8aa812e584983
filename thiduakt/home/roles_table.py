"""The permission table as people read it: docs/roles.md holds it, and a test holds the two together."""

from thiduakt.permissions import RULES, SECOND_FACTOR_ROLES, SECOND_FACTOR_TO_VOTE, SEPARATED, Role, Scope

MEANINGS = {
    Scope.SCHOOL: "toàn trường",
    Scope.OWN: "của chính mình",
    Scope.GROUP: "trong tổ của mình",
    Scope.SUPERIOR: "của trường trực thuộc, sau khi trường gửi lên",
    Scope.CONSULTED: "chỉ khi chính người ấy đang được hỏi ý kiến về bản nháp",
    Scope.SEATED: "của hội đồng, cuộc bỏ phiếu mình có tên, trừ việc phải tránh",
    Scope.DELEGATED: "chỉ khi có ủy quyền bằng văn bản, còn thời hạn",
    Scope.PROPOSES: "nửa đầu của một việc cần hai người",
    Scope.APPROVES: "nửa sau của một việc cần hai người",
}


def markdown() -> str:
    """Roles, marks, the table itself and the pairs that nobody may hold together."""
    roles = "\n".join(f"- **{role.value}** {role.label}" for role in Role)
    marks = "\n".join(f"- **{scope.value}** {meaning}" for scope, meaning in MEANINGS.items())
    head = "| Việc | " + " | ".join(role.value for role in Role) + " |\n" + "|---" * (len(Role) + 1) + "|"
    rows = "\n".join(
        f"| {rule.label} | " + " | ".join(rule.grants[role].value if role in rule.grants else "·" for role in Role) + " |"
        for rule in RULES.values()
    )
    pairs = "\n".join(sorted("- " + " và ".join(sorted(role.label for role in pair)) for pair in SEPARATED))
    factor = (
        f"Phải đăng nhập bằng xác thực hai bước: {_codes(SECOND_FACTOR_ROLES)}; "
        f"khi bỏ phiếu thêm {_codes(SECOND_FACTOR_TO_VOTE - SECOND_FACTOR_ROLES)}. Người khác cài đặt nếu muốn."
    )
    return f"{roles}\n\n{marks}\n- **·** không được\n\n{head}\n{rows}\n\n{factor}\n\n{pairs}\n"


def _codes(roles: frozenset[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles)

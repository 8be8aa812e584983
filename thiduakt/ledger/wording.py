"""The acts of this room, as the log tells them."""

ACTS = {
    "ledger.enter": "Ghi sổ khen thưởng",
    "ledger.enter_many": "Ghi sổ khen thưởng nhiều dòng một lần",
    "ledger.revoke": "Ghi hủy, thu hồi khen thưởng",
    "ledger.strike": "Gạch bỏ dòng sổ ghi sai",
    "rating.enter": "Ghi xếp loại năm",
    "rating.correct": "Sửa xếp loại năm",
    "rating.remove": "Xóa xếp loại ghi nhầm",
    "collective.add": "Ghi số liệu tập thể",
    "collective.edit": "Sửa số liệu tập thể",
    "initiative.add": "Ghi sáng kiến",
    "initiative.enter": "Ghi nhiều sáng kiến một lần",
    "initiative.edit": "Sửa sáng kiến",
    "initiative.remove": "Xóa sáng kiến ghi nhầm",
    "initiative.use": "Ghi lần dùng sáng kiến",
    "initiative.take_back": "Bỏ lần dùng sáng kiến",
    "person_fact.private": "Ghi, sửa thông tin riêng của viên chức",
    "person_fact.private_remove": "Xóa thông tin riêng của viên chức",
    "person_fact.transfer": "Ghi, sửa chuyển công tác của viên chức",
    "person_fact.transfer_remove": "Xóa chuyển công tác của viên chức",
}

-- Nhật ký chỉ thêm: ngoài các trigger, người dùng hằng ngày cũng không có quyền sửa, xóa.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditevent FROM thiduakt_app;
REVOKE UPDATE, DELETE, TRUNCATE ON documents_drawnfile FROM thiduakt_app;

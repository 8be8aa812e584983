-- Hai vai trò: thiduakt_owner tạo và nâng cấp bảng; thiduakt_app chạy hằng ngày, không sửa được cấu trúc, không xóa được nhật ký.
-- sudo -u postgres psql -v owner_password=... -v app_password=... -f docs/deploy/postgresql.sql
CREATE ROLE thiduakt_owner LOGIN CREATEDB PASSWORD :'owner_password';
GRANT pg_signal_backend TO thiduakt_owner;
CREATE ROLE thiduakt_app LOGIN PASSWORD :'app_password';
CREATE DATABASE thiduakt OWNER thiduakt_owner ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';
\connect thiduakt
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO thiduakt_owner;
GRANT USAGE ON SCHEMA public TO thiduakt_app;
ALTER DEFAULT PRIVILEGES FOR ROLE thiduakt_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO thiduakt_app;
ALTER DEFAULT PRIVILEGES FOR ROLE thiduakt_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO thiduakt_app;
-- Sau lần migrate đầu tiên (bằng thiduakt_owner), chạy thêm docs/deploy/postgresql-audit.sql.

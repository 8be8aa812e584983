# make setup   chuẩn bị thư mục này: gói hệ điều hành, môi trường Python, tệp tĩnh (chỉ làm phần còn thiếu)
# make run     chạy trường mẫu tại http://127.0.0.1:8000 (đổi bằng HOST=... PORT=...), giữ dữ liệu giữa các lần chạy
# make demo    đưa trường mẫu về trạng thái ban đầu (theo DATABASE_URL và MEDIA_ROOT, nếu có)
# make test    mọi kiểm thử, trên SQLite và trên PostgreSQL
# make lint    kiểu dáng, kiểu dữ liệu, hướng nhập mô-đun, migration, cấu hình triển khai
# make coverage  những dòng mã chưa có kiểm thử nào chạy qua (chậm gấp đôi make test)
# make bench   đo tốc độ và độ tin cậy

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py

.PHONY: setup run demo test lint coverage bench

setup:
	@.ci/setup run

run demo: export THIDUAKT_MODE = demo

run: setup
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo --if-empty
	@echo "Địa chỉ: http://$(HOST):$(PORT)/ (nhấn Ctrl-C để dừng)"
	@.venv/bin/gunicorn thiduakt.wsgi --bind $(HOST):$(PORT) --workers 2 --log-level warning

demo: setup
	@mkdir -p var
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo --reset

test:
	@.ci/setup test
	@.ci/test

lint:
	@.ci/setup test
	@.ci/lint

coverage:
	@.ci/setup test
	@$(PYTHON) -m pytest -n 2 --cov --cov-report term-missing:skip-covered

bench:
	@.ci/setup test
	@$(PYTHON) -m tests.bench

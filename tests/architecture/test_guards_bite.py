"""Each guard names a bad sample: a guard that lets everything through looks just like a clean tree."""

import unicodedata

import pytest
from django.db import models
from django.test.utils import isolate_apps

from . import guards


@pytest.mark.parametrize(
    "source",
    [
        "plan.state = 'ISSUED'",
        "before, plan.state = plan.state, 'ISSUED'",
        "Plan.objects.filter(pk=1).update(state='ISSUED')",
        "Plan.objects.filter(pk=1).update(**{'state': 'ISSUED'})",
        "Plan.objects.update_or_create(pk=1, defaults={'state': 'ISSUED'})",
        "Plan.objects.bulk_update(plans, ['state'])",
        "setattr(plan, 'state', 'ISSUED')",
    ],
)
def test_a_written_state_is_found(source):
    assert guards.states_written(source) == ["line 1"]


@pytest.mark.parametrize(
    "source",
    [
        "state = models.CharField()",
        "Plan(state='DRAFT')",
        "Plan.objects.filter(state='DRAFT').update(year=2023)",
        "shown = plan.state",
    ],
)
def test_a_state_that_is_read_or_begins_is_not_found(source):
    assert guards.states_written(source) == []


@pytest.mark.parametrize(
    "source", ["Plan.objects.raw('SELECT 1')", "plans.extra(where=['1'])", "RawSQL('1', [])", "connection.cursor()"]
)
def test_raw_sql_is_found(source):
    assert len(guards.raw_sql(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "at = timezone.now()",
        "on = date.today()",
        "on = localdate()",
        "def issue(request): ...",
        "def issue(*, request): ...",
    ],
)
def test_a_clock_or_a_request_is_found(source):
    assert len(guards.clocks_and_requests(source)) == 1


def test_a_given_moment_may_become_a_date():
    assert guards.clocks_and_requests("on = localdate(at)") == []


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.translation import gettext_lazy as _",
        "import gettext",
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
    ],
)
def test_signals_and_gettext_are_found(source):
    assert len(guards.forbidden_imports(source)) == 1


def test_a_function_of_41_lines_is_found_and_one_of_40_is_not():
    source = "def issue():\n" + "    x = 1\n" * 40

    assert guards.long_functions(source) == ["line 1: issue has 41 lines"]
    assert guards.long_functions(source.replace("    x = 1\n", "", 1)) == []


@pytest.mark.parametrize(("path", "limit"), [("campaigns/views.py", 400), ("thiduakt/settings.py", 285), ("base.html", 150)])
def test_a_file_one_line_too_long_is_found(path, limit):
    assert guards.too_long(path, "x\n" * limit) == []
    assert guards.too_long(path, "x\n" * (limit + 1)) == [f"{limit + 1} lines, at most {limit}"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "{{ name|safe }}"),
        ("a.html", "{{ names | safeseq }}"),
        ("a.html", "{% autoescape off %}"),
        ("a.py", "return mark_safe(name)"),
        ("a.py", "@register.filter(is_safe=True)"),
    ],
)
def test_unescaped_text_is_found(path, text):
    assert guards.marks_as_safe(path, text) == ["line 1"]


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        '<p\n    class="x"\n    style="color: red">',
        "<style>",
        '<button onclick="go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_found(text):
    assert len(guards.inline_code(text)) == 1


@pytest.mark.parametrize(
    "text", ['<script src="{% static "a.js" %}"></script>', '<p class="on-time">one = 1</p>', "{# style= #}"]
)
def test_a_clean_template_is_not_found(text):
    assert guards.inline_code(text) == []


def test_a_form_without_its_token_is_found():
    asks, whole, bare = (
        '<form method="get"></form>',
        '<form\n method="post">{% csrf_token %}</form>',
        '<form method="post"></form>',
    )

    assert guards.forms_without_token(f"{asks}\n{whole}\n{bare}") == ["line 4"]


def test_an_unused_template_is_found():
    templates = {
        "base.html": "",
        "list.html": '{% extends "base.html" %}',
        "old.html": "old.html",
        "404.html": "",
        "by_view.html": "",
    }

    assert guards.unused_templates(templates, ['render(request, "list.html")'], ["by_view.html"]) == ["old.html"]


@pytest.mark.parametrize("name", ["Văn bản", "document", "trang thai", ""])
def test_a_name_that_is_not_vietnamese_is_found(name):
    assert not guards.is_vietnamese_name(name)


def test_a_vietnamese_name_is_not_found():
    assert guards.is_vietnamese_name("số theo Nghị định 30")


@pytest.mark.parametrize("docstring", [None, "", "A document: văn bản.", "Document(id, school)"])
def test_a_docstring_without_its_term_is_found(docstring):
    assert guards.without_term(docstring)


def test_a_docstring_with_its_term_is_not_found():
    assert not guards.without_term("Văn bản: one official paper.")


@isolate_apps("tests")
def test_a_careless_model_is_found():
    class Plan(models.Model):
        kind = models.CharField(choices={"KH": "kế hoạch"}, max_length=2)
        scan = models.FileField("Bản quét")

        class Meta:
            app_label = "school"
            ordering = ["kind"]

    assert guards.untitled(Plan) == ["no verbose_name", "“plan”", "kind: “kind”", "scan: “Bản quét”"]
    assert guards.file_fields(Plan) == ["scan"]
    assert guards.choices_without_check(Plan) == ["kind"]
    assert guards.unstable_ordering(Plan) == ["['kind'] does not end in pk"]


@isolate_apps("tests")
def test_a_careful_model_is_not_found():
    class Plan(models.Model):
        kind = models.CharField("loại", choices={"KH": "kế hoạch"}, max_length=2)
        year = models.IntegerField("năm")

        class Meta:
            app_label = "school"
            verbose_name = "kế hoạch"
            ordering = ["-year", "kind"]
            constraints = [
                models.CheckConstraint(condition=~models.Q(year=0) & models.Q(kind__in=["KH"]), name="kind_is_known"),
                models.UniqueConstraint(fields=["kind", "year"], name="once"),
            ]

    assert guards.untitled(Plan) == []
    assert guards.choices_without_check(Plan) == []
    assert guards.unstable_ordering(Plan) == []


@isolate_apps("tests")
def test_a_relation_to_a_higher_room_is_found():
    class Plan(models.Model):
        class Meta:
            app_label = "campaigns"

    class School(models.Model):
        plan = models.ForeignKey(Plan, on_delete=models.PROTECT)

        class Meta:
            app_label = "school"

    assert guards.relations_upwards(School) == ["plan points to campaigns.Plan"]
    assert guards.relations_upwards(Plan) == []


def test_letters_in_two_pieces_are_found():
    assert guards.not_composed("a\n" + unicodedata.normalize("NFD", "Đặng")) == ["line 2"]


@pytest.mark.parametrize("path", ["/ro" + "ot/plan.txt", "/ho" + "me/lan/plan.txt", "C:\\" + "Users\\Lan"])
def test_a_path_of_one_machine_is_found(path):
    assert guards.machine_paths(f"open {path}") == ["line 1"]


@pytest.mark.parametrize("path", ["templates/home/base.html", "/var/lib/thiduakt", "../home/urls.py"])
def test_a_path_of_any_machine_is_not_found(path):
    assert guards.machine_paths(f"open {path}") == []


@pytest.mark.parametrize("line", ["django", "django>=5.2", "django==5.*"])
def test_an_unpinned_requirement_is_found(line):
    assert guards.unpinned_requirements(f"# chạy\n-c constraints.txt\nDjango==5.2.19\n{line}") == [line]

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from tests.factories.school import GroupFactory
from thiduakt.forms import FilterModelField, FilterSelect, RowsField
from thiduakt.school.models import Group


class Asked(forms.Form):
    plain = forms.ChoiceField(choices=[("", "Tất cả"), ("<a>", "Đỗ <b>"), (2022, "2022–2023")])
    group = forms.ModelChoiceField(Group.objects.all(), empty_label="Tất cả các tổ")


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "<a>", "2022", "không có"])
def test_a_filter_is_drawn_as_django_draws_it(value, school):
    group = GroupFactory(school=school, name="Tổ <mẫu giáo> & nhà trẻ")
    attrs = {"class": "form-select", "aria-label": "Tổ"}

    def drawn(widget):
        form = Asked({"plain": value, "group": group.pk})
        for field in form.fields.values():
            field.widget, field.required = widget(attrs=attrs), False
            field.widget.choices = field.choices
        return f"{form['plain']}{form['group']}"

    assertHTMLEqual(drawn(FilterSelect), drawn(forms.Select))


@pytest.mark.django_db
def test_the_rows_of_a_filter_are_read_once_and_without_a_cursor_of_the_server(school, django_assert_num_queries):
    class Narrowed(forms.Form):
        group = FilterModelField(Group.objects.none(), empty_label="Tất cả các tổ", attrs={"class": "form-select"})

    group = GroupFactory(school=school)
    form = Narrowed({"group": ""})
    form.fields["group"].queryset = Group.objects.filter(school=school)
    with django_assert_num_queries(1) as asked:
        assert [label for _, label in form.fields["group"].choices] == ["Tất cả các tổ", str(group)]
        assert str(group) in str(form["group"])
    assert asked[0]["sql"].startswith("SELECT")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 20, "-" + "9" * 20, "9" * 5000, "abc", "1e9", "\x00"])
def test_a_key_that_no_column_holds_names_no_row(school, key):
    class Ticked(forms.Form):
        groups = RowsField(Group.objects.all())

    group = GroupFactory(school=school)
    assert "groups" in Ticked({"groups": [group.pk, key]}).errors
    assert list(Ticked({"groups": [group.pk]}).fields["groups"].clean([str(group.pk)])) == [group]

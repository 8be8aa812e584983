import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from tests.factories.school import GroupFactory
from thiduakt.forms import FilterSelect
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

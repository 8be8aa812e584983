from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone

from thiduakt.permissions import may

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context: RequestContext, action: str, obj: Any = None) -> bool:
    """`{% can "plan.edit" plan as can_edit %}`: the same table that the service asks."""
    user = context["request"].user
    return user.is_authenticated and may(user, action, obj, on=timezone.localdate())

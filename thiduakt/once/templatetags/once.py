"""Stands in for Django's `{% csrf_token %}` everywhere (settings, `builtins`).

A form without it is refused by Django, so no form can forget its key; those of libraries carry one as well.
"""

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thiduakt.once import refused
from thiduakt.once.receiving import FIELD, new_key

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Not to be restored: a browser that fills in what the page held before a reload would bring back a used key."""
    user = getattr(getattr(context, "request", None), "user", AnonymousUser())
    key = format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', FIELD, new_key(user.pk))
    return format_html("{}{}", CsrfTokenNode().render(context), key)


@register.simple_tag(takes_context=True)
def typed_reason(context: Context, url: str, action: str) -> str:
    """What was typed beside this button before it was refused."""
    request = getattr(context, "request", None)
    return refused.typed_reason(request, url, action) if request else ""

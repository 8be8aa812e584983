"""What the screens of a paper say, and where they lie."""

from datetime import timedelta

import lxml.html
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone


def url(route, obj):
    return reverse(f"documents:{route}", args=[obj.pk])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def words(response):
    return " ".join(lxml.html.fromstring(response.content).find(".//main").text_content().split())


def day(days):
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"

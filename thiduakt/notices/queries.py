from datetime import date

from django.db.models import QuerySet

from thiduakt.school.models import Person

from .models import Mailing, Notice


def recipients(mailing: Mailing, day: date) -> QuerySet[Person]:
    """Who would get it that day: everybody at work in the tổ chosen; without a choice, the whole school."""
    people = Person.objects.filter(school=mailing.school_id).at_work(day)
    groups = list(mailing.groups.all())
    return people.filter(group__in=groups) if groups else people


def unread_count(person_id: int) -> int:
    return Notice.objects.filter(person=person_id, read_at__isnull=True).count()

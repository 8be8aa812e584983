"""One's own deadlines for a calendar program, which knows no password: the address itself is the key (RFC 5545)."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import View
from icalendar import Calendar as Feed
from icalendar import Event

from thiduakt.notices.models import Preference
from thiduakt.notices.services.own import hash_of
from thiduakt.routes import PUBLIC, Ruled
from thiduakt.school.models import User

from .deadlines import deadlines_of


class Calendar(Ruled, View):
    """Titles of what is due, and nothing else about anybody; an address that was replaced, or never given, is a 404."""

    permission = PUBLIC

    def get(self, request: HttpRequest, word: str) -> HttpResponse:
        preference = Preference.objects.filter(calendar_hash=hash_of(word)).first()
        user = User.objects.filter(person=preference.person_id, is_active=True).first() if preference else None
        now = timezone.now()
        if user is None or not user.person.is_at_work(timezone.localdate(now)):
            raise Http404
        feed = Feed()
        feed.add("prodid", "-//Thi dua khen thuong//Lich thoi han//VI")
        feed.add("version", "2.0")
        feed.add("x-wr-calname", "Thời hạn thi đua, khen thưởng")
        for deadline in deadlines_of(user, timezone.localdate(now)):
            event = Event()
            event.add("uid", f"{deadline.key}@{request.get_host()}")
            event.add("dtstamp", now)
            event.add("dtstart", deadline.day)
            event.add("dtend", deadline.day + timedelta(days=1))
            event.add("summary", deadline.title)
            event.add("url", request.build_absolute_uri(deadline.url))
            feed.add_component(event)
        return HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")

from django.urls import path

from .views import handover, next_year, retention, years

app_name = "closing"
urlpatterns = [
    path("", years.YearList.as_view(), name="list"),
    path("thoi-han-luu/", retention.RetentionEdit.as_view(), name="retention"),
    path("ban-giao/", handover.Handover.as_view(), name="handover"),
    path("luu-tru/<id:pk>/", years.ArchiveDownload.as_view(), name="archive"),
    path("nam/<id:number>/", years.YearPage.as_view(), name="year"),
    path("nam/<id:number>/khep/", years.YearClose.as_view(), name="close"),
    path("nam/<id:number>/mo-lai/", years.YearReopen.as_view(), name="reopen"),
    path("nam/<id:number>/luu-tru/", years.ArchiveMake.as_view(), name="make_archive"),
    path("nam/<id:number>/nam-sau/", next_year.NextYear.as_view(), name="next_year"),
]

from django.urls import path

from .views import attaching, figures, lines, official

app_name = "statistics"
urlpatterns = [
    path("", figures.Overview.as_view(), name="overview"),
    path("khen-thuong.xlsx", figures.OverviewExcel.as_view(), name="overview_excel"),
    path("dang-ky/", figures.Registered.as_view(), name="registered"),
    path("dang-ky.xlsx", figures.RegisteredExcel.as_view(), name="registered_excel"),
    path("dang-ky/tung-luot/", lines.Lines.as_view(), name="lines"),
    path("dang-ky/tung-luot.xlsx", lines.LinesExcel.as_view(), name="lines_excel"),
    path("truc-tiep/", figures.Shares.as_view(), name="shares"),
    path("truc-tiep.xlsx", figures.SharesExcel.as_view(), name="shares_excel"),
    path("kip-thoi/", figures.Times.as_view(), name="times"),
    path("kip-thoi.xlsx", figures.TimesExcel.as_view(), name="times_excel"),
    path("bieu/", official.FormPage.as_view(), name="official"),
    path("bieu.xlsx", official.FormExcel.as_view(), name="official_excel"),
    path("bieu.pdf", official.FormPdf.as_view(), name="official_pdf"),
    path("bao-cao/<id:pk>/khen-thuong/", attaching.GivenAttach.as_view(), name="given_attach"),
    path("bao-cao/<id:pk>/dang-ky/", attaching.RegisteredAttach.as_view(), name="registered_attach"),
]

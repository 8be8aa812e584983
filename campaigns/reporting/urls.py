from django.urls import path

from .views import lists, page

app_name = "reporting"
urlpatterns = [
    path("", lists.ReportList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.ReportListExcel.as_view(), name="list_excel"),
    path("moi/", page.ReportStart.as_view(), name="start"),
    path("<id:pk>/", page.ReportDetail.as_view(), name="detail"),
    path("<id:pk>/so-lieu/", page.Figures.as_view(), name="figures"),
    path("<id:pk>/so-lieu/lay-lai/", page.Retake.as_view(), name="retake"),
    path("<id:pk>/thay-the/", page.Replace.as_view(), name="replace"),
    path("<id:pk>/bo/", page.Discard.as_view(), name="discard"),
]

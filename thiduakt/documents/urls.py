from django.urls import path

from .views import papers, register, series, steps

app_name = "documents"
urlpatterns = [
    path("<id:pk>/", steps.Room.as_view(), name="document"),
    path("<id:pk>/buoc/<slug:action>/", steps.Step.as_view(), name="step"),
    path("<id:pk>/tep.<slug:form>", papers.PaperFile.as_view(), name="file"),
    path("<id:pk>/trang/<id:number>.png", papers.PageImage.as_view(), name="page"),
    path("<id:pk>/ban-ky/", papers.SignedCopyUpload.as_view(), name="signed_copy_upload"),
    path("ban-ky/<id:pk>/", papers.SignedCopyFile.as_view(), name="signed_copy"),
    path("so-di/", register.Register.as_view(), name="register"),
    path("so-di/so.xlsx", register.RegisterExcel.as_view(), name="register_excel"),
    path("so-di/quyen-<id:volume>.pdf", register.RegisterBook.as_view(), name="register_book"),
    path("so-di/<id:pk>/sua/", register.RegisterEdit.as_view(), name="register_edit"),
    path("day-so/", series.SeriesList.as_view(), name="series"),
    path("day-so/de-xuat/", series.SeriesPropose.as_view(), name="series_propose"),
    path("day-so/<id:pk>/<slug:action>/", series.SeriesDecide.as_view(), name="series_decide"),
]

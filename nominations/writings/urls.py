from django.urls import path

from .views import outlines

app_name = "writings"
urlpatterns = [
    path("", outlines.Outlines.as_view(), name="outlines"),
    path("<id:pk>/", outlines.OutlineDetail.as_view(), name="outline"),
    path("<id:pk>/lap-mau-rieng/", outlines.OutlineCopy.as_view(), name="outline_copy"),
    path("<id:pk>/sua/", outlines.OutlineEdit.as_view(), name="outline_edit"),
    path("<id:pk>/thoi-dung/", outlines.OutlineEnd.as_view(), name="outline_end"),
]

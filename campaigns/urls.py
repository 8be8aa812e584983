from django.urls import path

from . import views

app_name = "campaigns"
urlpatterns = [
    path("", views.PlanList.as_view(), name="plan_list"),
    path("danh-sach.xlsx", views.PlanListExcel.as_view(), name="plan_list_excel"),
    path("moi/", views.PlanStart.as_view(), name="plan_start"),
    path("nhap/", views.PlanImport.as_view(), name="plan_import"),
    path("<int:pk>/", views.PlanDetail.as_view(), name="plan_detail"),
    path("<int:pk>/sua/", views.PlanEdit.as_view(), name="plan_edit"),
    path("<int:pk>/thay-the/", views.PlanReplace.as_view(), name="plan_replace"),
    path("<int:pk>/xem-truoc/", views.PlanPreview.as_view(), name="plan_preview"),
]

from django.urls import path

from . import views

app_name = "campaigns"
urlpatterns = [
    path("", views.PlanList.as_view(), name="plan_list"),
    path("danh-sach.xlsx", views.PlanListExcel.as_view(), name="plan_list_excel"),
    path("moi/", views.PlanStart.as_view(), name="plan_start"),
    path("nhap/", views.PlanImport.as_view(), name="plan_import"),
    path("<id:pk>/", views.PlanDetail.as_view(), name="plan_detail"),
    path("<id:pk>/sua/", views.PlanEdit.as_view(), name="plan_edit"),
    path("<id:pk>/bo/", views.PlanDiscard.as_view(), name="plan_discard"),
    path("<id:pk>/thay-the/", views.PlanReplace.as_view(), name="plan_replace"),
    path("<id:pk>/xem-truoc/", views.PlanPreview.as_view(), name="plan_preview"),
]

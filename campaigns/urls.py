from django.urls import path

from .views import cloning, lists, page, starting, year

app_name = "campaigns"
urlpatterns = [
    path("", lists.PlanList.as_view(), name="plan_list"),
    path("danh-sach.xlsx", lists.PlanListExcel.as_view(), name="plan_list_excel"),
    path("moi/", starting.PlanStart.as_view(), name="plan_start"),
    path("nhap/", starting.PlanImport.as_view(), name="plan_import"),
    path("tu-nam-truoc/", cloning.PlanCloneChoice.as_view(), name="plan_clone_choice"),
    path("<id:pk>/chep/", cloning.PlanClone.as_view(), name="plan_clone"),
    path("<id:pk>/nam/", year.PlanYear.as_view(), name="plan_year"),
    path("<id:pk>/", page.PlanDetail.as_view(), name="plan_detail"),
    path("<id:pk>/bo/", page.PlanDiscard.as_view(), name="plan_discard"),
    path("<id:pk>/thay-the/", page.PlanReplace.as_view(), name="plan_replace"),
]

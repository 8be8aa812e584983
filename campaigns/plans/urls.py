from django.urls import path

from .views import cloning, lists, page, starting, year

app_name = "plans"
urlpatterns = [
    path("", lists.PlanList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.PlanListExcel.as_view(), name="list_excel"),
    path("moi/", starting.PlanStart.as_view(), name="start"),
    path("nhap/", starting.PlanImport.as_view(), name="import"),
    path("tu-nam-truoc/", cloning.PlanCloneChoice.as_view(), name="clone_choice"),
    path("<id:pk>/chep/", cloning.PlanClone.as_view(), name="clone"),
    path("<id:pk>/nam/", year.PlanYear.as_view(), name="year"),
    path("<id:pk>/", page.PlanDetail.as_view(), name="detail"),
    path("<id:pk>/bo/", page.PlanDiscard.as_view(), name="discard"),
    path("<id:pk>/thay-the/", page.PlanReplace.as_view(), name="replace"),
]

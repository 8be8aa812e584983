from django.urls import path

from .views import lists, marking, sheet, writing

app_name = "scoring"
urlpatterns = [
    path("", lists.SheetList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.SheetListExcel.as_view(), name="list_excel"),
    path("moi/", writing.SheetAdd.as_view(), name="add"),
    path("<id:pk>/", sheet.SheetDetail.as_view(), name="detail"),
    path("<id:pk>/bang.xlsx", sheet.SheetExcel.as_view(), name="excel"),
    path("<id:pk>/bang.pdf", sheet.SheetPdf.as_view(), name="pdf"),
    path("<id:pk>/sua/", writing.SheetEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", writing.SheetDiscard.as_view(), name="discard"),
    path("<id:pk>/sao-chep/", writing.SheetCopy.as_view(), name="copy"),
    path("<id:pk>/buoc/<slug:action>/", writing.SheetStep.as_view(), name="step"),
    path("tu-cham/<id:pk>/", marking.SelfMarking.as_view(), name="self"),
    path("hoi-dong/<id:pk>/", marking.CouncilMarking.as_view(), name="council"),
    path("tu-cham/<id:pk>/tra-lai/", marking.GiveBack.as_view(), name="give_back"),
]

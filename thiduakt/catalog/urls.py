from django.urls import path

from .views import lists, picker, texts

app_name = "catalog"
urlpatterns = [
    path("", lists.TextList.as_view(), name="text_list"),
    path("danh-sach.xlsx", lists.TextExcel.as_view(), name="text_excel"),
    path("them/", texts.TextAdd.as_view(), name="text_add"),
    path("chon-can-cu/", picker.BasisPanel.as_view(), name="basis_panel"),
    path("<id:pk>/", texts.TextDetail.as_view(), name="text_detail"),
    path("<id:pk>/tep/", texts.TextFile.as_view(), name="text_file"),
    path("<id:pk>/sua/", texts.TextEdit.as_view(), name="text_edit"),
    path("<id:pk>/rut/", texts.TextWithdraw.as_view(), name="text_withdraw"),
    path("<id:pk>/dua-lai/", texts.TextRestore.as_view(), name="text_restore"),
]

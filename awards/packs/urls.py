from django.urls import path

from .views import answering, forms, lists, page, steps

app_name = "packs"
urlpatterns = [
    path("", lists.PackList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.PackListExcel.as_view(), name="list_excel"),
    path("lap/", lists.PackStart.as_view(), name="start"),
    path("lap/<id:pk>/", steps.PackBegin.as_view(), name="begin"),
    path("<id:pk>/", page.PackDetail.as_view(), name="pack"),
    path("<id:pk>/sua/", page.PackEdit.as_view(), name="edit"),
    path("<id:pk>/them-ho-so/", steps.PackFill.as_view(), name="fill"),
    path("<id:pk>/to-trinh/", steps.SubmittalBegin.as_view(), name="submittal"),
    path("<id:pk>/giay-to/", page.FilesAdd.as_view(), name="files"),
    path("<id:pk>/lap-tep/", steps.BuildBegin.as_view(), name="build"),
    path("<id:pk>/duyet/", steps.PackApprove.as_view(), name="approve"),
    path("<id:pk>/soan-lai/", steps.PackRework.as_view(), name="rework"),
    path("<id:pk>/bo/", steps.PackDiscard.as_view(), name="discard"),
    path("<id:pk>/nop/", answering.Send.as_view(), name="send"),
    path("<id:pk>/tra-loi/", answering.AnswerAdd.as_view(), name="answer"),
    path("<id:pk>/quyet-dinh/", answering.Decide.as_view(), name="decide"),
    path("<id:pk>/bieu-mau/", forms.FormUpload.as_view(), name="form"),
    path("<id:pk>/bieu-mau/ghep/", forms.FormMap.as_view(), name="map_form"),
    path("<id:pk>/bieu-mau/xem/", forms.FormPreview.as_view(), name="preview_form"),
    path("<id:pk>/bieu-mau/dien.xlsx", forms.FormFilled.as_view(), name="filled_form"),
    path("ho-so/<id:pk>/bo/", steps.LineDrop.as_view(), name="leave_out"),
    path("giay-to/<id:pk>/", page.FileSent.as_view(), name="file"),
    path("giay-to/<id:pk>/bo/", steps.FileDrop.as_view(), name="drop_file"),
    path("bo-tep/<id:pk>/", page.BuiltSent.as_view(), name="built"),
    path("ban-chup/<id:pk>/", answering.AnswerScan.as_view(), name="answer_file"),
]

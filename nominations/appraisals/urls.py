from django.urls import path

from .views import agenda, appraising, checklists, queue, waiving

app_name = "appraisals"
urlpatterns = [
    path("", queue.QueueList.as_view(), name="queue"),
    path("danh-sach.xlsx", queue.QueueExcel.as_view(), name="queue_excel"),
    path("ho-so/<id:pk>/", appraising.Appraise.as_view(), name="dossier"),
    path("ho-so/<id:pk>/mo/", appraising.Open.as_view(), name="open"),
    path("ho-so/<id:pk>/xong/", appraising.Finish.as_view(), name="finish"),
    path("ho-so/<id:pk>/tra-lai/", appraising.GiveBack.as_view(), name="give_back"),
    path("ho-so/<id:pk>/buoc/<slug:action>/", appraising.Step.as_view(), name="step"),
    path("ho-so/<id:pk>/bo-qua/<slug:key>/", waiving.Propose.as_view(), name="propose"),
    path("de-xuat/<id:pk>/<slug:action>/", waiving.WaiverStep.as_view(), name="waiver_step"),
    path("dot/<id:pk>/", agenda.AgendaPage.as_view(), name="agenda"),
    path("dot/<id:pk>/trinh/", agenda.SendToCouncil.as_view(), name="to_council"),
    path("dot/<id:pk>/danh-sach.xlsx", agenda.ListExcel.as_view(), name="list_excel"),
    path("dot/<id:pk>/danh-sach.<slug:form>", agenda.ListFile.as_view(), name="list"),
    path("dot/<id:pk>/thanh-tich.xlsx", agenda.MeritsExcel.as_view(), name="merits_excel"),
    path("dot/<id:pk>/thanh-tich.<slug:form>", agenda.MeritsFile.as_view(), name="merits"),
    path("thanh-phan/", checklists.ChecklistList.as_view(), name="checklists"),
    path("thanh-phan/<id:pk>/mac-dinh/", checklists.ChecklistDrop.as_view(), name="checklist_drop"),
    path("thanh-phan/<slug:code>/", checklists.ChecklistEdit.as_view(), name="checklist"),
]

from django.urls import path

from .views import assignment, editing, in_plan, lists, page, reporting, year

app_name = "targets"
urlpatterns = [
    path("", lists.TargetList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.TargetListExcel.as_view(), name="list_excel"),
    path("nam/", year.YearOfTargetsPage.as_view(), name="year"),
    path("lap/", editing.TargetMake.as_view(), name="make"),
    path("to/<id:pk>/", lists.GroupTargets.as_view(), name="group"),
    path("to/<id:pk>/nguoi-kiem-tra/", lists.AssignChecker.as_view(), name="assign_checker"),
    path("ke-hoach/<id:pk>/", in_plan.InPlan.as_view(), name="in_plan"),
    path("ke-hoach/<id:pk>/phan-cong/", assignment.Assignment.as_view(), name="assignment"),
    path("ke-hoach/<id:pk>/phan-cong.xlsx", assignment.AssignmentExcel.as_view(), name="assignment_excel"),
    path("ke-hoach/<id:pk>/phan-cong.pdf", assignment.AssignmentPdf.as_view(), name="assignment_pdf"),
    path("ke-hoach/<id:pk>/phan-cong/phu-luc/", assignment.AssignmentAttach.as_view(), name="assignment_attach"),
    path("ket-qua/<id:pk>/<slug:action>/", page.Check.as_view(), name="check"),
    path("minh-chung/<id:pk>/", reporting.EvidenceFile.as_view(), name="evidence"),
    path("minh-chung/<id:pk>/bo/", reporting.EvidenceRemove.as_view(), name="evidence_remove"),
    path("<id:pk>/", page.TargetDetail.as_view(), name="target"),
    path("<id:pk>/sua/", editing.TargetEdit.as_view(), name="edit"),
    path("<id:pk>/xoa/", page.Remove.as_view(), name="remove"),
    path("<id:pk>/buoc/<slug:action>/", page.Settle.as_view(), name="settle"),
    path("<id:pk>/ket-qua/", reporting.Report.as_view(), name="report"),
]

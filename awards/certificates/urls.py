from django.urls import path

from .views import designing, lists, printing

app_name = "certificates"
urlpatterns = [
    path("", lists.CertificateList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.CertificateListExcel.as_view(), name="list_excel"),
    path("quyet-dinh/<id:pk>/", printing.DecisionPage.as_view(), name="decision"),
    path("lan-in/<id:pk>/", printing.RunPage.as_view(), name="run"),
    path("lan-in/<id:pk>/ve-lai/", printing.RunRetry.as_view(), name="retry"),
    path("lan-in/<id:pk>/giay-khen.pdf", printing.RunFileShown.as_view(), name="run_file"),
    path("mau/", designing.DesignPage.as_view(), name="design"),
    path("mau/xem-thu.png", designing.DesignPicture.as_view(), name="design_picture"),
    path("mau/hinh/", designing.EmblemPut.as_view(), name="emblem"),
    path("mau/hinh/xem/", designing.EmblemShown.as_view(), name="emblem_file"),
    path("mau/hinh/bo/", designing.EmblemDrop.as_view(), name="drop_emblem"),
    path("phoi/xem-thu.png", designing.BlankPicture.as_view(), name="blank_picture"),
    path("phoi/them/", designing.BlankAdd.as_view(), name="blank_add"),
    path("phoi/<id:pk>/", designing.BlankEdit.as_view(), name="blank"),
    path("phoi/<id:pk>/to-in-thu.pdf", designing.BlankTrial.as_view(), name="blank_trial"),
    path("phoi/<id:pk>/bo/", designing.BlankDrop.as_view(), name="drop_blank"),
    path("may-in/them/", designing.PrinterAdd.as_view(), name="printer_add"),
    path("may-in/<id:pk>/", designing.PrinterEdit.as_view(), name="printer"),
    path("may-in/<id:pk>/bo/", designing.PrinterDrop.as_view(), name="drop_printer"),
]

from django.urls import path

from .views import arranging, handing, lists, page, prints, writing

app_name = "ceremonies"
urlpatterns = [
    path("", lists.CeremonyList.as_view(), name="list"),
    path("danh-sach.xlsx", lists.CeremonyListExcel.as_view(), name="list_excel"),
    path("lap/", writing.CeremonyAdd.as_view(), name="add"),
    path("<id:pk>/", page.CeremonyPage.as_view(), name="ceremony"),
    path("<id:pk>/sua/", writing.CeremonyEdit.as_view(), name="edit"),
    path("<id:pk>/bo/", page.CeremonyDiscard.as_view(), name="discard"),
    path("<id:pk>/da-to-chuc/", page.CeremonyHold.as_view(), name="hold"),
    path("<id:pk>/bao/", page.CeremonyAnnounce.as_view(), name="announce"),
    path("<id:pk>/chuong-trinh/", arranging.ProgramEdit.as_view(), name="program"),
    path("<id:pk>/khach-moi/", arranging.GuestsEdit.as_view(), name="guests"),
    path("<id:pk>/luot/", arranging.TurnsEdit.as_view(), name="turns"),
    path("<id:pk>/xep-luot/", arranging.PlaceEdit.as_view(), name="place"),
    path("<id:pk>/xep-lai/", arranging.Arrange.as_view(), name="arrange"),
    path("muc/<id:pk>/<slug:way>/", arranging.ItemShift.as_view(), name="shift_item"),
    path("luot-trao/<id:pk>/<slug:way>/", arranging.TurnShift.as_view(), name="shift_turn"),
    path("nguoi/<id:pk>/<slug:way>/", arranging.RecipientShift.as_view(), name="shift_recipient"),
    path("<id:pk>/chua-xep/trao/", handing.UnplacedHanding.as_view(), name="hand_unplaced"),
    path("luot/<id:pk>/trao/", handing.TurnHanding.as_view(), name="hand"),
    path("luot/<id:pk>/trao-het/", handing.TurnHandAll.as_view(), name="hand_all"),
    path("<id:pk>/giay-khen/", page.CertificatesPrint.as_view(), name="certificates"),
    path("<id:pk>/van-ban/", page.CeremonyPaper.as_view(), name="paper"),
    path("<id:pk>/the-ten.pdf", prints.CardsPdf.as_view(), name="cards"),
    path("<id:pk>/<slug:sheet>.pdf", prints.SheetPdf.as_view(), name="sheet_pdf"),
    path("<id:pk>/<slug:sheet>.xlsx", prints.SheetExcel.as_view(), name="sheet_excel"),
]

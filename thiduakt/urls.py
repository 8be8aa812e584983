"""The roof: which room stands at which address."""

from django.conf import settings
from django.urls import include, path

from awards.certificates.views.public import CertificateCheck, CertificateLookup
from awards.publications.views.public import PublicFront, PublicPublication
from campaigns.exemplars.views.public import PublicArticle, PublicList
from thiduakt.home import views as home
from thiduakt.home.calendar import Calendar
from thiduakt.home.health import Alive, Ready
from thiduakt.home.security_log import SecurityExcel, SecurityLog
from thiduakt.school.views.sessions import Login, LoginCode, Logout, Unsent

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("dang-nhap/", Login.as_view(), name="login"),
    path("dang-nhap/ma-xac-thuc/", LoginCode.as_view(), name="login_code"),
    path("dang-xuat/", Logout.as_view(), name="logout"),
    path("chua-gui/", Unsent.as_view(), name="unsent"),
    path("nhat-ky/", home.AuditLog.as_view(), name="audit_log"),
    path("nhat-ky/danh-sach.xlsx", home.AuditExcel.as_view(), name="audit_excel"),
    path("nhat-ky/an-ninh/", SecurityLog.as_view(), name="security_log"),
    path("nhat-ky/an-ninh/danh-sach.xlsx", SecurityExcel.as_view(), name="security_excel"),
    path("suc-khoe/song", Alive.as_view(), name="alive"),
    path("suc-khoe/san-sang", Ready.as_view(), name="ready"),
    path("nha-truong/", include("thiduakt.school.urls")),
    path("van-ban/", include("thiduakt.documents.urls")),
    path("ke-hoach/", include("campaigns.plans.urls")),
    path("phong-trao/", include("campaigns.campaigns.urls")),
    path("cham-diem/", include("campaigns.scoring.urls")),
    path("hoi-thi/", include("campaigns.contests.urls")),
    path("chi-tieu/", include("campaigns.targets.urls")),
    path("dang-ky/", include("campaigns.registrations.urls")),
    path("mau-bao-cao/", include("nominations.writings.urls")),
    path("sang-kien/", include("nominations.initiatives.urls")),
    path("cham-sang-kien/", include("nominations.judging.urls")),
    path("phien-hop/", include("nominations.sessions.urls")),
    path("giay-khen/", include("awards.certificates.urls")),
    path("tra-cuu/", CertificateLookup.as_view(), name="look_up_certificate"),
    path("tra-cuu/<str:token>/", CertificateCheck.as_view(), name="check_certificate"),
    path("cong-khai-ho-so/", include("nominations.feedback.urls")),
    path("dien-hinh/", include("campaigns.exemplars.urls")),
    path("cong-khai/<slug:code>/", PublicFront.as_view(), name="public_front"),
    path("cong-khai/<slug:code>/khen-thuong/<id:pk>/", PublicPublication.as_view(), name="public_publication"),
    path("cong-khai/<slug:code>/dien-hinh/", PublicList.as_view(), name="public_exemplars"),
    path("cong-khai/<slug:code>/<id:pk>/", PublicArticle.as_view(), name="public_exemplar"),
    path("bao-cao/", include("campaigns.reporting.urls")),
    path("khep-nam/", include("awards.closing.urls")),
    path("cong-bo/", include("awards.publications.urls")),
    path("le-trao-thuong/", include("awards.ceremonies.urls")),
    path("thong-ke/", include("awards.statistics.urls")),
    path("binh-xet/", include("nominations.meetings.urls")),
    path("bo-phieu/", include("nominations.ballots.urls")),
    path("hoi-dong/", include("nominations.councils.urls")),
    path("tham-dinh/", include("nominations.appraisals.urls")),
    path("khen-thuong/", include("awards.decisions.urls")),
    path("trinh-cap-tren/", include("awards.packs.urls")),
    path("tien-thuong/", include("awards.rewards.urls")),
    path("", include("nominations.dossiers.urls")),
    path("", include("thiduakt.catalog.urls")),
    path("", include("thiduakt.ledger.urls")),
    path("nhap-excel/", include("thiduakt.intake.urls")),
    path("thong-bao/", include("thiduakt.notices.urls")),
    path("lich/<str:word>.ics", Calendar.as_view(), name="calendar"),
]
if not settings.IS_PRODUCTION:
    urlpatterns.append(path("mau-giao-dien/", home.Styleguide.as_view(), name="styleguide"))

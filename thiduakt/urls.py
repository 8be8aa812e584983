"""The roof: which room stands at which address."""

from django.conf import settings
from django.urls import include, path

from thiduakt.home import views as home
from thiduakt.school.views.sessions import Login, Logout

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("dang-nhap/", Login.as_view(), name="login"),
    path("dang-xuat/", Logout.as_view(), name="logout"),
    path("nhat-ky/", home.AuditLog.as_view(), name="audit_log"),
    path("suc-khoe/", home.Health.as_view(), name="health"),
    path("nha-truong/", include("thiduakt.school.urls")),
    path("van-ban/", include("thiduakt.documents.urls")),
    path("ke-hoach/", include("campaigns.urls")),
]
if not settings.IS_PRODUCTION:
    urlpatterns.append(path("mau-giao-dien/", home.Styleguide.as_view(), name="styleguide"))

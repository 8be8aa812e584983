import os

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakt.settings")
application = get_wsgi_application()

# A server does not run the checks that need the database by itself; a real school must not start without them.
if settings.IS_PRODUCTION and (errors := run_checks(tags=[Tags.database], databases=["default"])):
    raise ImproperlyConfigured("\n".join(str(error) for error in errors))

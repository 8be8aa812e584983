from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "thiduakt.home"
    verbose_name = "trang chính"

    def ready(self) -> None:
        from thiduakt import routes  # noqa: F401  (registers the system check of routes)
        from thiduakt.home.form_sentences import speak_vietnamese

        speak_vietnamese()

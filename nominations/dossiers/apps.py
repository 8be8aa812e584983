from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "nominations.dossiers"
    verbose_name = "Hồ sơ đề nghị khen thưởng"

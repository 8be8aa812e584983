from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "thiduakt.catalog"
    verbose_name = "danh mục pháp lý"

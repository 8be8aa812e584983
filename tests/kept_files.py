"""What may befall a kept file, wherever it is kept."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from thiduakt.files.storage import place


def lose(row) -> None:
    default_storage.delete(place(row.FOLDER, row.sha256))


def damage(row) -> None:
    name = place(row.FOLDER, row.sha256)
    with default_storage.open(name) as file:
        content = file.read()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content[:-1] + b"X"))

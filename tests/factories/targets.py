"""Targets, what was reported of them, and pictures that show it."""

import io
from datetime import date
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from campaigns.targets.enums import KnownSet, Measure
from campaigns.targets.models import Progress, Target
from tests.factories.school import GroupFactory, PersonFactory, SchoolFactory

GPS = 0x8825  # the part of a picture's EXIF that tells where it was taken


class TargetFactory(DjangoModelFactory):
    """`TargetFactory(school=…, group=…)`: 18 classes by the end of 2023, for a tổ of its own where none is given."""

    class Meta:
        model = Target

    school = factory.SubFactory(SchoolFactory)
    name = "100% các lớp thực hiện chủ đề trường học hạnh phúc"
    year = 2023
    measure = Measure.SHARE
    value = 100
    unit = "lớp"
    known_set = KnownSet.CLASSES
    denominator = 18
    counted_on = date(2023, 2, 15)
    group = factory.SubFactory(GroupFactory, school=factory.SelfAttribute("..school"))
    starts_on = date(2023, 2, 15)
    due_on = date(2023, 12, 31)
    created_by = factory.SubFactory(PersonFactory, school=factory.SelfAttribute("..school"))


def work(**changes: Any) -> Target:
    """A thing to be done, without a number."""
    plain = {"name": "Tổ chức hội thi cấp trường", "measure": Measure.DONE, "value": None, "unit": ""}
    return TargetFactory(**{**plain, "known_set": "", "denominator": None, "counted_on": None, **changes})


class ProgressFactory(DjangoModelFactory):
    class Meta:
        model = Progress

    as_of = date(2023, 10, 1)
    value = 12


def photo(*, size: tuple[int, int] = (120, 80), kind: str = "JPEG", turned: bool = False) -> bytes:
    """A picture as a phone takes it, with the place it was taken at and the name of the phone."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "DienThoaiCuaDao", "Mẫu 12"  # maker, model
    if turned:
        exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 3.0, 17.5), 3: "E", 4: (105.0, 54.0, 8.2)})
    drawn = io.BytesIO()
    Image.new("RGB", size, "#0e5a5e").save(drawn, kind, exif=exif)
    return drawn.getvalue()


def upload(name: str = "anh.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo() if content is None else content)

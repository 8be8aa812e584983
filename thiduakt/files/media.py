"""Where kept files lie: on this machine's disk, or, where MEDIA_BUCKET is set, in a storage that speaks S3.

- MEDIA_BUCKET, MEDIA_ENDPOINT (https://…), MEDIA_REGION
- MEDIA_KEY_FILE: a file of two lines, the access key and its secret
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def media_storage(env: environ.Env) -> dict[str, Any]:
    """What stands in STORAGES["default"]."""
    bucket = env.str("MEDIA_BUCKET", "")
    if not bucket:
        return {"BACKEND": "thiduakt.files.storage.LocalStorage"}
    access_key, secret_key = _keys(env.str("MEDIA_KEY_FILE", ""))
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("MEDIA_ENDPOINT", None),
            "region_name": env.str("MEDIA_REGION", None),
            "access_key": access_key,
            "secret_key": secret_key,
            "default_acl": "private",
            "file_overwrite": True,  # the same name is the same content
            "signature_version": "s3v4",
        },
    }


def _keys(path: str) -> tuple[str, str]:
    try:
        access_key, secret_key = Path(path).read_text().split()
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            "MEDIA_BUCKET cần MEDIA_KEY_FILE: một tệp hai dòng, khóa truy cập và khóa bí mật của kho lưu trữ."
        ) from None
    return access_key, secret_key

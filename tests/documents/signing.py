"""PDFs signed with certificates made here, as a signing tool of the offices leaves them."""

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

USAGE = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
NO_USAGE = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")


class Pen:
    """Somebody's key with a certificate that the key has signed itself."""

    def __init__(self, name: str, organisation: str = "Trường Mầm non Giang Biên"):
        key = ec.generate_private_key(ec.SECP256R1())
        told = x509.Name([
            x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ])  # fmt: skip
        usage = x509.KeyUsage(
            **{one: one in USAGE[:2] for one in USAGE}, **dict.fromkeys(NO_USAGE, False)
        )  # what signs a text and nothing else
        today = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(told)
            .issuer_name(told)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=30))
            .add_extension(usage, critical=True)
            .sign(key, hashes.SHA256())
        )
        kept = serialization.pkcs12.serialize_key_and_certificates(
            b"key", key, self.certificate, None, serialization.NoEncryption()
        )
        self._signer = signers.SimpleSigner.load_pkcs12_data(kept, [])

    def sign(self, pdf: bytes, field: str = "KySo1", box: tuple[int, int, int, int] | None = (300, 100, 480, 180)) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if box:
            fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box))
        told = signers.PdfSignatureMetadata(field_name=field)
        return signers.sign_pdf(writer, told, signer=self._signer).getvalue()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

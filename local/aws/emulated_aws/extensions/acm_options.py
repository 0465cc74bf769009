"""Whether a certificate is told to the public logs. An echo: nothing is told to anybody."""

from __future__ import annotations

from ..extension import Extension
from ..kept import Kept
from ..protocol import Json

_options = Kept("certificate-options", {"Options": {"CertificateTransparencyLoggingPreference": "ENABLED"}})


def _arn(asked: Json, answer: Json) -> str:
    return asked.get("CertificateArn") or answer["CertificateArn"]


EXTENSION = Extension(
    name="acm-options",
    service="acm",
    why="a certificate forgets its options, and every plan wants to set them",
    operations={
        "RequestCertificate": _options.change(_arn),
        "UpdateCertificateOptions": _options.change(_arn),
        "DescribeCertificate": _options.tell(_arn, lambda answer: answer["Certificate"]),
        "DeleteCertificate": _options.forget(_arn),
    },
)

"""The addresses of one workshop's form, as every slide, sheet, QR code and the manifest carry them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Links:
    """`address` is the form, `questions` maps question id → the form at that question, `results` → its results view.

    `start` is the page where `code` (6 characters) is typed. Addresses are exactly what the QR codes hold.
    """

    address: str
    code: str
    start: str
    questions: Mapping[str, str]
    results: Mapping[str, str]
    former: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Token → short code of the other ids that it has or had: they may be printed, and lead to the same form."""

    @property
    def token(self) -> str:
        """What tells the workshop in the address."""
        return self.address.rpartition("/")[2]

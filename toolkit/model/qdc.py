"""A REFI-QDA codebook (.qdc): what its file is known by, and its codes as values. Pure."""

from dataclasses import dataclass

XMLNS = "urn:QDA-XML:codebook:1.0"
ORIGIN = "workshop-toolkit"
"""What the file says it was made by."""


@dataclass(frozen=True, kw_only=True)
class QdcCode:
    """One code that can be given; `folder` is the name of the code that it stands under, or empty."""

    name: str
    description: str = ""
    folder: str = ""

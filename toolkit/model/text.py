"""A text in the programme's languages. Pure."""

from dataclasses import dataclass

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, kw_only=True)
class Text:
    """The same text in Swedish and English; a programme in one language leaves the other empty."""

    sv: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.sv or self.en)

    def say(self, language: str) -> str:
        """Return the text in a language, or in the other one where it is missing."""
        return (self.en or self.sv) if language == "en" else (self.sv or self.en)

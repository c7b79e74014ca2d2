"""What a merge knows of slides, and what it decides, as values. Pure."""

from msgspec import Struct


class Card(Struct, frozen=True, kw_only=True):
    """A slide as it is told from others: its id in its deck, title, text, notes, the name of its layout.

    `sameness` is equal for two slides of which one is certainly the other.
    """

    id: int
    title: str
    text: str
    notes: str = ""
    layout: str = ""
    sameness: str = ""


class Twin(Struct, frozen=True, kw_only=True):
    """A slide that the program wrote last, by its place in each deck (None where it is not there), and what changed.

    `*_edited` is what a person changed, `*_changed` what the program changed; a body counts without its footers.
    `agree` is whether the person's slide already is what the program would write. `held` is why the slide cannot go:
    comments stand on it, or another slide or a custom show leads to it.
    """

    base: int
    edited: int | None = None
    fresh: int | None = None
    body_edited: bool = False
    body_changed: bool = False
    notes_edited: bool = False
    notes_changed: bool = False
    feet_changed: bool = False
    body_agrees: bool = False
    notes_agree: bool = False
    held: bool = False


class Step(Struct, frozen=True, kw_only=True):
    """What becomes of one slide of the person's deck."""

    edited: int
    fresh: int
    body: bool = False
    notes: bool = False
    feet: bool = False


class Decision(Struct, frozen=True, kw_only=True):
    """What a merge does.

    `order` is the whole deck: places in the person's deck, and new ones in the program's. `moved` are slides of the
    person's deck that the program has put elsewhere. `kept` are slides that both changed, `kept_notes` notes that both
    changed, `stays` slides that the program dropped and somebody changed: each by its place in the person's deck, and
    in the program's where it is there.
    """

    steps: tuple[Step, ...] = ()
    removed: tuple[int, ...] = ()
    order: tuple[tuple[str, int], ...] = ()
    added: tuple[int, ...] = ()
    moved: frozenset[int] = frozenset()
    kept: tuple[tuple[int, int], ...] = ()
    kept_notes: tuple[tuple[int, int], ...] = ()
    stays: tuple[int, ...] = ()

    @property
    def does_nothing(self) -> bool:
        """Whether the person's deck stays byte for byte."""
        return not (self.steps or self.removed or self.added) and self.order == tuple(
            ("edited", number) for number in range(len(self.order))
        )

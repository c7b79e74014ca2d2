"""Find which layout of a pptx template serves which role, and how: layouts in, matches and notices out. Pure.

In this order: what the programme says, the layout's name, its `type`, its placeholders, a stand-in. A layout that is
called right but lacks what the role needs is passed over, and the notices say so.
"""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toolkit.deck.pptx_template import messages
from toolkit.deck.pptx_template.layout_fitness import find_fault, fits_signature
from toolkit.deck.pptx_template.placeholder_names import join_name, normalise_name
from toolkit.deck.pptx_template.role_names import INSIGHTS, NAMES, STAND_INS, TYPES
from toolkit.deck.slides import Role
from toolkit.deck.template import How, Layout, RoleMatch
from toolkit.errors import Message, Place, Problem, TemplateError

_ASIDE = frozenset({Role.TITLE, Role.STEP, Role.CLOSING})
"""Slides that may look different from the rest without anybody wondering."""


def find_roles(
    layouts: Sequence[Layout],
    mapping: Mapping[str, str],
    *,
    size: tuple[int, int],
    file: str = "",
) -> tuple[Mapping[Role, RoleMatch], tuple[Problem, ...]]:
    """Serve every role, or raise a TemplateError that says why the template cannot. `size` is the slide's."""
    search = _Search(layouts, size[0] * size[1], file)
    chosen = search.read_mapping(mapping)
    found = dict(chosen)
    for role in Role:
        if role not in found and (match := search.find(role)) is not None:
            found[role] = match
    if Role.CONTENT not in found:
        found[Role.CONTENT] = search.find_any_content()
    for role in Role:
        if role not in found:
            found[role] = find_stand_in(role, found)
    search.note_stand_ins(found)
    search.note_masters(found)
    return {role: found[role] for role in Role}, tuple(search.notices)


def find_variants(layouts: Sequence[Layout], roles: Mapping[Role, RoleMatch]) -> Mapping[tuple[Role, int], Layout]:
    """Find the layouts in an insight's colour: the name of the role's layout, then "Insight" (or Insikt) and 1–3."""
    by_name = {(layout.master, normalise_name(layout.name)): layout for layout in reversed(layouts)}
    found = {}
    for role, match in roles.items():
        for number in (1, 2, 3):
            names = (f"{normalise_name(match.layout.name)} {word} {number}" for word in INSIGHTS)
            layout = next((by_name[key] for name in names if (key := (match.layout.master, name)) in by_name), None)
            if layout is not None:
                found[role, number] = layout
    return found


def find_stand_in(role: Role, found: Mapping[Role, RoleMatch]) -> RoleMatch:
    """Let the layout of another role serve; content's stands in for all."""
    real = {other for other, match in found.items() if other is Role.CONTENT or match.how != "stand-in"}
    other = next(other for other in STAND_INS[role] if other in real)
    return RoleMatch(role=role, layout=found[other].layout, how="stand-in")


class _Search:
    """The layouts while roles are found; collects what is worth saying."""

    def __init__(self, layouts: Sequence[Layout], area: int, file: str) -> None:
        self.layouts = layouts
        self.area = area
        self.file = file
        self.notices: list[Problem] = []
        self.main = self._find_main_master()

    def read_mapping(self, mapping: Mapping[str, str]) -> dict[Role, RoleMatch]:
        """Take the programme's word; every fault in it is reported at once."""
        found: dict[Role, RoleMatch] = {}
        faults: list[Problem] = []
        for key, name in mapping.items():
            role = next((role for role in Role if role.value == key), None)
            if role is None:
                faults.append(self._say_unknown_role(key))
                continue
            layout = self._find_named(name)
            if layout is None:
                nearest = _find_nearest(name, [layout.name for layout in self.layouts])
                faults.append(self._say(messages.UNKNOWN_LAYOUT, role=role.value, layout=name, nearest=nearest))
            elif reason := find_fault(role, layout, self.area):
                # A person who names a layout may know better about its room, but not about a title that is not there.
                fault = self._say(messages.UNFIT_LAYOUT[reason], role=role.value, layout=name)
                (faults if reason == messages.NO_TITLE else self.notices).append(fault)
                found[role] = RoleMatch(role=role, layout=layout, how="mapping")
            else:
                found[role] = RoleMatch(role=role, layout=layout, how="mapping")
        if faults:
            raise TemplateError(faults)
        return found

    def find(self, role: Role) -> RoleMatch | None:
        """Find a layout by name, by type, by placeholders, in the main master first."""
        for how, candidates in self._list_candidates(role):
            fit = []
            for layout in candidates:
                reason = find_fault(role, layout, self.area)
                if not reason:
                    fit.append(layout)
                elif how == "name":
                    self._note(messages.MISLEADING_NAME[reason], layout=layout.name, role=role.value)
            if fit:
                best = next((layout for layout in fit if layout.master == self.main), fit[0])
                self._note_repeats(best)
                return RoleMatch(role=role, layout=best, how=how)
        return None

    def find_any_content(self) -> RoleMatch:
        """Take whatever layout has a title and room for content, two columns for instance; or refuse the template."""
        fit = [layout for layout in self.layouts if not find_fault(Role.CONTENT, layout, self.area)]
        if not fit:
            raise self.refuse()
        best = next((layout for layout in fit if layout.master == self.main), fit[0])
        return RoleMatch(role=Role.CONTENT, layout=best, how="stand-in")

    def refuse(self) -> TemplateError:
        """Say why no layout can carry a title and a text."""
        if not self.layouts:
            return TemplateError(self._say(messages.NO_LAYOUTS))
        if all(layout.first("title") is None for layout in self.layouts):
            return TemplateError(self._say(messages.NO_TITLE_LAYOUT))
        reasons = Counter(find_fault(Role.CONTENT, layout, self.area) for layout in self.layouts)
        return TemplateError(self._say(messages.NO_CONTENT_LAYOUT[reasons.most_common(1)[0][0]]))

    def note_stand_ins(self, found: Mapping[Role, RoleMatch]) -> None:
        """Say, layout by layout, for which roles it stands in."""
        by_layout: dict[str, list[str]] = {}
        for role in Role:
            if found[role].how == "stand-in":
                by_layout.setdefault(found[role].layout.name, []).append(role.value)
        for name, roles in by_layout.items():
            self._note(messages.STAND_IN, roles=", ".join(roles), layout=name)

    def note_masters(self, found: Mapping[Role, RoleMatch]) -> None:
        """Say which roles are served from a master that most are not."""
        for role, match in found.items():
            if match.layout.master != found[Role.CONTENT].layout.master and role not in _ASIDE:
                self._note(messages.OTHER_MASTER, role=role.value, layout=match.layout.name)

    def _list_candidates(self, role: Role) -> Iterator[tuple[How, list[Layout]]]:
        by_name = {join_name(name): place for place, name in reversed(list(enumerate(NAMES[role])))}
        named = [layout for layout in self.layouts if join_name(layout.name) in by_name]
        yield "name", sorted(named, key=lambda layout: by_name[join_name(layout.name)])
        types = TYPES.get(role, ())
        yield "type", sorted((each for each in self.layouts if each.type in types), key=lambda e: types.index(e.type))
        yield "signature", [layout for layout in self.layouts if fits_signature(role, layout, self.area)]

    def _find_main_master(self) -> int:
        """Return the master whose layouts carry most roles by name or type; the first of equals."""
        score: Counter[int] = Counter()
        for role in Role:
            masters = {
                layout.master
                for how, candidates in self._list_candidates(role)
                for layout in candidates
                if how != "signature" and not find_fault(role, layout, self.area)
            }
            score.update(masters)
        return min(score, key=lambda master: (-score[master], master), default=0)

    def _find_named(self, name: str) -> Layout | None:
        """Find a layout by its name, exactly or nearly; "Title #2" is the second of that name."""
        base, _, number = name.rpartition(" #")
        base, place = (base, int(number)) if base and number.isdigit() else (name, 1)
        exact = [layout for layout in self.layouts if layout.name == base]
        alike = exact or [each for each in self.layouts if normalise_name(each.name) == normalise_name(base)]
        return alike[place - 1] if 0 < place <= len(alike) else None

    def _note_repeats(self, layout: Layout) -> None:
        count = sum(each.name == layout.name for each in self.layouts)
        if count > 1:
            self._note(messages.REPEATED_NAME, layout=layout.name, count=count, example=f"{layout.name} #2")

    def _say_unknown_role(self, key: str) -> Problem:
        roles = [role.value for role in Role]
        return self._say(messages.UNKNOWN_ROLE, role=key, roles=", ".join(roles), nearest=_find_nearest(key, roles))

    def _note(self, message: Message, **facts: object) -> None:
        problem = self._say(message, notice=True, **facts)
        if problem not in self.notices:
            self.notices.append(problem)

    def _say(self, message: Message, notice: bool = False, **facts: object) -> Problem:
        if "layout" in facts:
            facts["layout"] = " ".join(str(facts["layout"]).split())  # a name may hold a line break
        return Problem(place=Place(file=self.file), message=message, facts=facts, notice=notice)


def _find_nearest(word: str, known: Sequence[str]) -> str:
    by_name = {normalise_name(each): each for each in known}
    nearest = difflib.get_close_matches(normalise_name(word), by_name, n=1, cutoff=0)
    return by_name[nearest[0]] if nearest else ""

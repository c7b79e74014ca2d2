"""Whatever people and the program do one after another: what a person made never disappears from the folder."""

import datetime
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from toolkit.outputs.deciding import Kind
from toolkit.outputs.merging import Merge, Merged, leave_alone
from toolkit.outputs.outputs import Outputs


def merge_lines(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Keep what is the person's, line by line, below what the program says now; without a base leave all alone."""
    if base is None:
        return Merged(content=None, beside=True)
    mine = [line for line in edited.splitlines() if line.startswith(b"mine")]
    return Merged(content=b"\n".join([fresh, *mine]), beside=len(mine) > 2)


class Folder(RuleBasedStateMachine):
    """One file, `a.txt`, that the program writes; `made` are the lines that a person wrote and has not taken away."""

    @initialize(merge=st.sampled_from([leave_alone, merge_lines]))
    def begin(self, merge: Merge) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="toolkit-"))
        self.kind = Kind(merge=merge, merges=merge is merge_lines)
        self.day = datetime.datetime(2026, 12, 1, 9, 0)
        self.says = self.count = 0
        self.made: set[bytes] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def files(self) -> list[Path]:
        return sorted((self.folder / "out").glob("*")) if hasattr(self, "folder") else []

    def put(self, *, anew: bool = False) -> None:
        outputs = Outputs(self.folder, anew=anew, now=lambda: self.day)
        outputs.put(self.folder / "out/a.txt", f"program {self.says}".encode(), self.kind)

    @rule(news=st.booleans())
    def build(self, news: bool) -> None:
        self.says += news
        self.put()

    @rule(news=st.booleans())
    def build_fresh(self, news: bool) -> None:
        self.says += news
        self.put(anew=True)

    @rule()
    def build_as_before(self) -> None:
        """The programme is changed back: what the program says now it has said once already."""
        self.says = max(self.says - 1, 0)
        self.put()

    @precondition(lambda self: self.files())
    @rule(data=st.data(), below=st.booleans())
    def write(self, data: st.DataObject, below: bool) -> None:
        """A person writes a line below what stands there, or everything anew."""
        path = data.draw(st.sampled_from(self.files()))
        self.count += 1
        line = f"mine {self.count}".encode()
        before = path.read_bytes()
        if not below:
            self.made -= set(before.splitlines())
        path.write_bytes(before + b"\n" + line if below else line)
        self.made.add(line)

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.files()))
        gone = set(path.read_bytes().splitlines())
        path.unlink()
        self.made -= gone - self.shown()

    @precondition(lambda self: self.files())
    @rule(data=st.data(), name=st.sampled_from(["a.txt", "a-new.txt", "mine.txt", "a-2026-12-01.txt"]))
    def rename(self, data: st.DataObject, name: str) -> None:
        """A person gives a file another name, unless there is one already."""
        path = data.draw(st.sampled_from(self.files()))
        if not path.with_name(name).exists():
            path.rename(path.with_name(name))

    @rule(how=st.sampled_from(["lose", "cut", "scramble", "copies"]))
    def harm_the_ledger(self, how: str) -> None:
        ledger = self.folder / ".toolkit/written.jsonl"
        if how == "copies":
            shutil.rmtree(self.folder / ".toolkit/originals", ignore_errors=True)
        elif ledger.exists():
            content = ledger.read_bytes()
            ledger.write_bytes({"lose": b"", "cut": content[:-20], "scramble": content[::-1]}[how])

    @rule()
    def move(self) -> None:
        other = self.folder.with_name(f"{self.folder.name}-moved")
        self.folder = self.folder.rename(other)

    @rule()
    def sleep(self) -> None:
        self.day += datetime.timedelta(days=1)

    def shown(self) -> set[bytes]:
        return {line for path in self.files() for line in path.read_bytes().splitlines()}

    @invariant()
    def nothing_that_a_person_made_is_lost(self) -> None:
        if hasattr(self, "made"):
            assert self.made <= self.shown()

    @invariant()
    def nothing_is_left_half_done(self) -> None:
        assert not [path for path in self.files() if path.name.startswith(".")]


TestAnySequence = Folder.TestCase
TestAnySequence.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)

"""Tell whether a store's file lies where it is not safe: on a network share, in a folder that a program keeps in step.

What is known of the place (its path, the environment, the mounts) goes in, the name of what is there comes out. Pure,
but for `find_risk`, which looks at this computer.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

NETWORK = "a network share"
"""What `find_risk` returns for any drive of another computer; a translated text."""

# How the folders of programs that keep files in step begin, in small letters.
_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
)
# What such programs leave in the folder itself.
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
)
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.davfs2", "fuse.sshfs"}
    | {"sshfs", "fuse.rclone", "9p", "afs", "ncpfs", "ceph", "glusterfs", "fuse.glusterfs", "lustre", "beegfs"}
    | {"vboxsf", "prl_fs", "fuse.gvfsd-fuse"}
)
_MAC_MOUNT = re.compile(r"^.+ on (.+) \((\w+)[,)]")


@dataclass(frozen=True, kw_only=True)
class Mount:
    """Where a file system is put into the tree, and its type."""

    path: str
    type: str


def find_risk(path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return the name of what makes a file's place unsafe, or an empty text."""
    where = Path(os.path.abspath(path))  # noqa: PTH100  # a link's own place counts as well as where it leads
    real = path.resolve()
    folders = tuple(dict.fromkeys((where.parent, real.parent)))
    for folder in folders:
        found = name_synced(folder, environ) or name_marked(folder) or name_network(folder, read_mounts(folder))
        if found:
            return found
    return ""


def name_synced(folder: PurePath, environ: Mapping[str, str]) -> str:
    """Name the program that keeps a folder in step, by its path or by where the system says OneDrive is."""
    parts = [part.casefold() for part in folder.parts]
    for name, value in environ.items():
        root = [part.casefold() for part in type(folder)(value).parts] if value else []
        if name.casefold().startswith("onedrive") and len(root) > 1 and parts[: len(root)] == root:
            return "OneDrive"
    for part in parts:
        for start, name in _FOLDERS:
            if part == start or part.startswith((f"{start} ", f"{start}-")):
                return name
    if "cloudstorage" in parts[:-1]:
        return folder.parts[parts.index("cloudstorage") + 1].partition("-")[0]
    return ""


def name_marked(folder: Path) -> str:
    """Name the program whose mark lies in a folder, or in one above it."""
    for above in (folder, *folder.parents):
        for marker, name in _MARKERS:
            # Dropbox keeps its settings in the home folder under the same name: there it is a folder.
            if (above / marker).is_file() or (marker.endswith(".cache") and (above / marker).is_dir()):
                return name
    return ""


def name_network(folder: PurePath, mounts: Iterable[Mount]) -> str:
    """Tell a network share by its path (Windows) or by the type of what is mounted there."""
    if folder.drive.startswith("\\\\"):
        return NETWORK
    holding = [mount for mount in mounts if folder == PurePath(mount.path) or PurePath(mount.path) in folder.parents]
    nearest = max(holding, key=lambda mount: len(PurePath(mount.path).parts), default=None)
    return NETWORK if nearest is not None and nearest.type.casefold() in _NETWORK_TYPES else ""


def read_mounts(folder: Path) -> tuple[Mount, ...]:
    """Read what is mounted on this computer, as far as it says so."""
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4
        return (Mount(path=folder.anchor, type="smb" if remote else ""),)
    try:
        if sys.platform == "darwin":
            if not folder.is_relative_to("/Volumes"):
                return ()
            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
            return parse_mac_mounts(said)
        return parse_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="replace"))
    except (OSError, subprocess.SubprocessError):
        return ()


def parse_mounts(said: str) -> tuple[Mount, ...]:
    """Read Linux's table of mounts, where a space in a path stands as its octal number."""
    rows = [line.split(" ") for line in said.splitlines()]
    return tuple(
        Mount(path=re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), row[1]), type=row[2])
        for row in rows
        if len(row) > 2
    )


def parse_mac_mounts(said: str) -> tuple[Mount, ...]:
    """Read what macOS's mount says: `//user@server/share on /Volumes/share (smbfs, nodev)`."""
    found = (_MAC_MOUNT.match(line) for line in said.splitlines())
    return tuple(Mount(path=match[1], type=match[2]) for match in found if match)

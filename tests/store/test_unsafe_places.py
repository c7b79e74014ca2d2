"""A store on a network share or in a folder that a program keeps in step is recognised, and no other is."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from toolkit.store.places import (
    NETWORK,
    Mount,
    find_risk,
    name_marked,
    name_network,
    name_synced,
    parse_mac_mounts,
    parse_mounts,
)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("C:/Users/eva/OneDrive - Karolinska Institutet/program/responses", "OneDrive"),
        ("C:/Users/eva/OneDrive/program/responses", "OneDrive"),
        ("D:/Dropbox (KI)/program/responses", "Dropbox"),
        ("C:/Users/eva/iCloudDrive/program", "iCloud"),
        ("C:/Users/eva/Google Drive/program", "Google Drive"),
    ],
)
def test_a_folder_that_is_kept_in_step_on_windows_is_known_by_its_path(folder: str, service: str) -> None:
    assert name_synced(PureWindowsPath(folder), {}) == service


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/Users/eva/Library/Mobile Documents/com~apple~CloudDocs/program", "iCloud"),
        ("/Users/eva/Library/CloudStorage/OneDrive-KarolinskaInstitutet/program", "OneDrive"),
        ("/Users/eva/Library/CloudStorage/GoogleDrive-eva@example.org/My Drive/program", "Google Drive"),
        ("/Users/eva/Library/CloudStorage/Egnyte-ki/program", "Egnyte"),
        ("/home/eva/Nextcloud/program", "Nextcloud"),
    ],
)
def test_a_folder_that_is_kept_in_step_on_a_mac_or_on_linux_is_known_by_its_path(folder: str, service: str) -> None:
    assert name_synced(PurePosixPath(folder), {}) == service


def test_onedrive_under_another_name_is_known_by_what_the_system_says() -> None:
    environ = {"OneDriveCommercial": r"D:\Min enhet", "HOME": r"C:\Users\eva"}
    assert name_synced(PureWindowsPath(r"D:\min enhet\program"), environ) == "OneDrive"
    assert name_synced(PureWindowsPath(r"D:\Min enhet 2\program"), environ) == ""


@pytest.mark.parametrize("folder", ["/home/eva/program/responses", "/srv/onedriver/program", "/home/eva/boxes/program"])
def test_an_ordinary_folder_is_none(folder: str) -> None:
    assert name_synced(PurePosixPath(folder), {"OneDrive": ""}) == ""


def test_a_sync_program_s_mark_in_a_folder_above_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "delat" / "program" / "responses"
    folder.mkdir(parents=True)
    assert name_marked(folder) == ""
    (tmp_path / "delat" / ".dropbox").write_text("", "utf-8")
    assert name_marked(folder) == "Dropbox"
    assert find_risk(folder / "responses.sqlite3", {}) == "Dropbox"


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
//files/kurs /mnt/delad\040mapp cifs rw,vers=3.0 0 0
/dev/sdb1 /mnt/delad\040mapp/lokal ext4 rw 0 0
server:/home /home nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("/mnt/delad mapp/program", NETWORK),
        ("/mnt/delad mapp/lokal/x", ""),
        ("/home/eva", NETWORK),
        ("/srv/program", ""),
    ],
)
def test_a_network_share_is_known_by_the_type_of_what_is_mounted_nearest(folder: str, found: str) -> None:
    assert name_network(PurePosixPath(folder), parse_mounts(MOUNTS)) == found


def test_a_share_of_windows_is_known_by_its_name_and_one_of_a_mac_by_its_mount() -> None:
    assert name_network(PureWindowsPath(r"\\server\kurs\program"), ()) == NETWORK
    assert name_network(PureWindowsPath(r"C:\kurs\program"), ()) == ""
    said = "/dev/disk1 on / (apfs, local)\n//eva@files/kurs on /Volumes/Kurs 2 (smbfs, nodev, nosuid)\n"
    assert parse_mac_mounts(said) == (Mount(path="/", type="apfs"), Mount(path="/Volumes/Kurs 2", type="smbfs"))
    assert name_network(PurePosixPath("/Volumes/Kurs 2/program"), parse_mac_mounts(said)) == NETWORK


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "OneDrive - KI" / "program"
    real.mkdir(parents=True)
    link = tmp_path / "program"
    link.symlink_to(real)
    assert find_risk(link / "responses.sqlite3", {}) == "OneDrive"
    assert find_risk(tmp_path / "annat" / "responses.sqlite3", {}) == ""

"""Folders that another program keeps the same, and shares of the network, are known; others are not."""

from pathlib import Path, PurePosixPath

import pytest

from models.folder_kind import SHARE, SYNCED, FolderKind, kind_of
from models.places import share_type

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /home/ann/Server nfs4 rw,vers=4.2 0 0
//nas/office /mnt/The\\040office cifs rw 0 0
ann@host: /home/ann/remote fuse.sshfs rw 0 0
/dev/sdb1 /home/ann/Server/stick vfat rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
old:/x /mnt/twice nfs rw 0 0
/dev/sdc1 /mnt/twice ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/home/ann/Shop.board", ""),
        ("/home/ann/Server/Shop.board", "nfs4"),
        ("/home/ann/Server2/Shop.board", ""),
        ("/home/ann/Server/stick/Shop.board", ""),
        ("/mnt/The office/a/b/Shop.board", "cifs"),
        ("/home/ann/remote/Shop.board", "fuse.sshfs"),
        ("/run/user/1000/gvfs/smb-share:server=nas/Shop.board", "fuse.gvfsd-fuse"),
        ("/run/user/1000/doc/1/Shop.board", ""),
        ("/mnt/twice/Shop.board", ""),
        ("//nas/office/Shop.board", "smb"),
        ("/tmp/Shop.board", ""),
    ],
)
def test_a_share_is_known_by_the_innermost_mount(path: str, share: str) -> None:
    assert share_type(PurePosixPath(path), MOUNTS) == share


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.rclone"]
)
def test_every_kind_of_share_is_known(kind: str, tmp_path: Path) -> None:
    mounts = f"/dev/sda / ext4 rw 0 0\nx {tmp_path} {kind} rw 0 0\n"
    assert kind_of(tmp_path / "Shop.board", mounts) == FolderKind(SHARE, kind)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_9a0f.db", "Nextcloud"),
        ("._sync_9a0f.db", "ownCloud"),
        (".owncloudsync.log", "ownCloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_a_mark_in_a_folder_above_tells_what_syncs_it(tmp_path: Path, mark: str, name: str) -> None:
    folder = tmp_path / "Files" / "Boards"
    folder.mkdir(parents=True)
    (tmp_path / "Files" / mark).touch()
    assert kind_of(folder / "Shop.board", "") == FolderKind(SYNCED, name)
    assert kind_of(tmp_path / "Shop.board", "") == FolderKind()


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Harbor Dental)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harbor Dental", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Google Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
    ],
)
def test_the_usual_name_of_the_folder_tells_it_too(tmp_path: Path, folder: str, name: str) -> None:
    assert kind_of(tmp_path / folder / "Work" / "Shop.board", "") == FolderKind(SYNCED, name)


@pytest.mark.parametrize("folder", ["Dropbox notes", "My OneDrive", "boards", ".hidden", "Nextcloud backup"])
def test_an_ordinary_folder_is_left_alone(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    assert kind_of(tmp_path / folder / "Shop.board", "/dev/sda / ext4 rw 0 0") == FolderKind()


def test_the_mounts_of_this_computer_are_read_and_a_folder_that_is_gone_is_ordinary(tmp_path: Path) -> None:
    assert kind_of(tmp_path / "gone" / "Shop.board").kind != SYNCED

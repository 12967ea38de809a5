"""ZIP archives: members with their names as they were meant, those that would leave the archive refused."""

import re
import stat
import zipfile
from collections.abc import Iterator

from parsers.containers.member import Member, Refused
from parsers.errors import KuaibaoError, NoContent, PasswordNeeded, UnsafeMember
from parsers.source import Source
from parsers.zipped import member_name, open_zip, read_member

_ENCRYPTED = 0x1
# /etc/passwd, C:\Windows, \\server\share (backslashes are slashes by then)
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
# made by Unix (3) or macOS (19): the upper half of the attributes is the file's mode
_UNIX = {3, 19}


def entries(source: Source) -> Iterator[Member | Refused]:
    """Yield the files of an archive; raises BrokenFile, NoContent for none, PasswordNeeded where all are locked, ResourceLimit."""
    archive = open_zip(source)
    files = [info for info in archive.infolist() if not info.is_dir()]
    if not files:
        raise NoContent(f"{source.name} has no file in it: drop it again when it has")
    if all(info.flag_bits & _ENCRYPTED for info in files):
        raise PasswordNeeded(f"{source.name} is locked by a password: unpack it with the password and drop what is in it")
    for info in files:
        yield _entry(archive, info)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member | Refused:
    name, evidence = member_name(info)
    path = name.replace("\\", "/")
    try:
        _hold_safe(path, info)
        return Member(path, read_member(archive, info), evidence)
    except KuaibaoError as error:
        return Refused.by(path, error)


def _hold_safe(path: str, info: zipfile.ZipInfo) -> None:
    if _ABSOLUTE.match(path) or ".." in path.split("/"):
        raise UnsafeMember("its path leads out of the archive, which no honest archive does: look at it before you unpack it")
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system in _UNIX else 0
    if kind not in {0, stat.S_IFREG}:
        what = "a link to another file" if kind == stat.S_IFLNK else "a device or a pipe"
        raise UnsafeMember(f"it is {what} and no file: it is not followed")

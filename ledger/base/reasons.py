"""Why the system or a reader refused, in both languages: what it says itself is English only."""

from __future__ import annotations

import errno
import re

from .text import Text

REASONS = {
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.EACCES: Text("没有权限", "permission is missing"),
    errno.EPERM: Text("没有权限", "permission is missing"),
    errno.EIO: Text("磁盘出错", "the disk has a fault"),
    errno.ENOENT: Text("没有这个文件或文件夹", "there is no such file or folder"),
    errno.ENOTDIR: Text("路径里有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: Text("是文件夹，不是文件", "it is a folder, not a file"),
    errno.EEXIST: Text("已经存在", "it exists already"),
    errno.ELOOP: Text("是链接", "it is a link"),
    errno.ENAMETOOLONG: Text("名字太长", "the name is too long"),
    errno.ENXIO: Text("不是普通文件", "it is not a regular file"),
    errno.EMFILE: Text("打开的文件太多", "too many files are open"),
    errno.ENFILE: Text("打开的文件太多", "too many files are open"),
}
OTHER = Text("系统报错 {number}（{said}）", "system error {number} ({said})")
NOT_UTF8 = Text("不是 UTF-8 文字", "it is not UTF-8")
NOT_TOML = Text("第 {row} 行写法不对（{said}）", "line {row} is not well written ({said})")
NOT_READ = Text("内容读不懂（{said}）", "its content cannot be read ({said})")
AT_LINE = re.compile(r"(.*) \(at line ([0-9]+), column [0-9]+\)")


def reason(error: OSError) -> Text:
    """Why the system refused."""
    number = error.errno or 0
    return REASONS.get(number) or OTHER.format(number=number, said=error.strerror or str(error))


def why(error: OSError | ValueError) -> Text:
    """Why a settings file cannot be read: the system refused, or it is not well written."""
    if isinstance(error, OSError):
        return reason(error)
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8
    match = AT_LINE.fullmatch(str(error))
    return NOT_TOML.format(row=match[2], said=match[1]) if match else NOT_READ.format(said=str(error))

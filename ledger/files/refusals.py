"""Why the gate refuses a line, in words for the person who has to mend it.

The gate itself only knows that a line is none of the permitted ones. What is told about it is found here, by
the first pattern that fits; the order is from the plain case to the general one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..base.clean import quoted
from ..base.errors import EarmarkError
from ..base.text import Text


class GateRefused(EarmarkError):
    """A ledger file holds something that books do not hold; it was not given to Beancount."""


class Refusal(NamedTuple):
    """What is wrong with a line, and what to do about it."""

    message: Text
    fix: Text


DELETE = Text("删去这一行", "Delete this line")
RESTORE = Text(
    "用 earmark 命令记账，或从备份、git 恢复这一行",
    "Keep books with the earmark commands, or restore the line from a backup or from git",
)
WRITE_NUMBER = Text("请写成 -1234.50 CNY", "Write it as -1234.50 CNY")
WRITE_STRING = Text('引号内的 " 写成 \\"，\\ 写成 \\\\', 'Within quotes write " as \\" and \\ as \\\\')
WRITE_KEY = Text(
    "键用小写英文字母开头，如 plan: “P1”，每个键一次",
    'A key begins with a small ASCII letter, as in plan: "P1", and stands once',
)
WRITE_ACCOUNT = Text(
    "每一级以大写英文字母或数字开头，只用字、数字和 -",
    "Begin each level with an ASCII capital or digit, and use letters, digits and - only",
)

NOT_UTF8 = Refusal(
    Text("不是 UTF-8 文本", "is not UTF-8 text"),
    Text("用 UTF-8 编码重新保存", "Save it again as UTF-8"),
)
OUTSIDE = Text("不在账簿文件夹内", "is not inside the books")
CANNOT_OPEN = Text("打不开：{why}", "cannot be opened: {why}")
UNSEEN_SIGN = Refusal(
    Text("有看不见的控制字符 U+{code}", "holds an unseen control character U+{code}"),
    Text("删去它", "Delete it"),
)
LINE_TOO_LONG = Refusal(Text("这一行超过 65536 个字", "the line has more than 65536 characters"), RESTORE)
NO_SUCH_DAY = Refusal(
    Text("日历上没有 {day}", "{day} is not in the calendar"), Text("更正日期", "Correct the date")
)
NOT_HERE = Refusal(Text("{kind} 不写在这个文件里", "{kind} does not belong in this file"), RESTORE)
ALONE = Refusal(
    Text("这一行不属于任何一笔", "this line belongs to no entry"),
    Text("删去它上面的空行或顶格的注释", "Delete the empty line or unindented comment above it"),
)
TWICE = Refusal(Text("键 {key} 写了两次", "the key {key} stands twice"), WRITE_KEY)
RESERVED = Refusal(Text("键 {key} 是 Beancount 自用的", "the key {key} is Beancount's own"), DELETE)
ODD_ACCOUNT = Refusal(
    Text("科目名 {name} 不合规则", "the account name {name} is not well formed"), WRITE_ACCOUNT
)

_PATTERNS = (
    (
        r"(?P<word>include|plugin|option|pushtag|poptag|pushmeta|popmeta)\b",
        Text("账簿里不许写 {word}", "{word} is not allowed in books"),
        DELETE,
    ),
    (
        r"[0-9]{4}[-/][0-9]+[-/][0-9]+[ \t]+(?P<word>pad|event|query|price|commodity|budget|txn)\b",
        Text("账簿里不许写 {word}", "{word} is not allowed in books"),
        DELETE,
    ),
    (
        r'[0-9-]+[ \t]+custom[ \t]+"(?!earmark-)(?P<word>[^"]*)',
        Text("账簿里不许写 custom “{word}”", 'custom "{word}" is not allowed in books'),
        DELETE,
    ),
    (
        r"[0-9-]+[ \t]+custom[ \t]+\"[^\"]*\"[ \t]*(?:;.*)?$",
        Text("custom 后面没有值", "the custom directive has no value"),
        RESTORE,
    ),
    (
        r"[0-9]{4}(?:/|-[0-9]-|-[0-9]+-[0-9](?![0-9]))",
        Text("日期写法不对", "the date is not well written"),
        Text("请写成 2025-03-18", "Write it as 2025-03-18"),
    ),
    (
        r"[0-9-]+[ \t]+balance[ \t]+\S+[ \t]+-?[0-9.]+[ \t]+(?!~[ \t]+0(?:\.0+)?[ \t])",
        Text("余额断言没有写“~ 0”，会放过一分钱", "the balance is without ~ 0, which lets a fen pass"),
        Text("请写成 balance 科目 1234.50 ~ 0 CNY", "Write it as: balance ACCOUNT 1234.50 ~ 0 CNY"),
    ),
    (
        r"[0-9-]+[ \t]+document\b.*\"",
        Text("附件不在本项目的 documents 文件夹下", "the document is not below the award's documents folder"),
        Text(
            "路径写成 documents/…，不用 ..、\\ 和引号",
            "Write its path as documents/…, without .., \\ and quotes",
        ),
    ),
    (r".*\\(?![\"\\])", Text("引号内的 \\ 写法不对", "a backslash is not well written"), WRITE_STRING),
    (r'[^";]*(?:"[^"]*"[^";]*)*"[^"]*$', Text("引号没有成对", "the quotes do not match"), WRITE_STRING),
    (r'[^";]*[0-9]{16}', Text("数字超过 15 位", "a number has more than 15 digits"), WRITE_NUMBER),
    (r'[^";]*[0-9],[0-9]', Text("数字里写了逗号", "a number holds a comma"), WRITE_NUMBER),
    (
        r"[^\";]*(?P<word>(?:Assets|Liabilities|Equity|Income|Expenses):(?:[A-Z0-9][^\s:\"]*:)*[^A-Z0-9\s:;\"]\S*)",
        Text("科目名 {word} 不合规则", "the account name {word} is not well formed"),
        WRITE_ACCOUNT,
    ),
    (
        r'[^";]*(?:[{}@]|[0-9)][ \t]*[*/+(][ \t]*[0-9(]|[0-9][ \t]+-[ \t]*[0-9])',
        Text("账簿里不许写算式、成本和价格", "arithmetic, costs and prices are not allowed in books"),
        WRITE_NUMBER,
    ),
    (
        r"[ \t]+(?:Assets|Liabilities|Equity|Income|Expenses):\S+[ \t]*(?:;.*)?$",
        Text("这一行没有金额", "this line has no amount"),
        WRITE_NUMBER,
    ),
    (
        r"[ \t]+(?![a-z][a-zA-Z0-9_-]+:)(?P<word>[^:\"\s]+):[ \t]",
        Text("键“{word}”不合规则", 'the key "{word}" is not well formed'),
        WRITE_KEY,
    ),
)
_RULES = tuple((re.compile(pattern), Refusal(message, fix)) for pattern, message, fix in _PATTERNS)


def why(line: str) -> Refusal:
    """Say what is wrong with a line that is none of the permitted ones."""
    for pattern, refusal in _RULES:
        if match := pattern.match(line):
            words = {name: quoted(word) for name, word in match.groupdict().items()}
            return Refusal(refusal.message.format(**words), refusal.fix)
    return Refusal(Text("看不懂“{line}”", 'cannot read "{line}"').format(line=quoted(line)), RESTORE)

"""Wrong usage of the command line, said in the user's language.

Click speaks English only: what its errors mean is read from their kind and, where the kind says too little, from their words.
"""

from __future__ import annotations

import re

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

BY_WORDS = (
    (r"No such command '(.*?)'", Text("没有动词 {what}", "there is no verb {what}")),
    (r"unexpected extra arguments? \((.*)\)", Text("多出来的：{what}", "not expected: {what}")),
    (r"Option '(.*?)' requires", Text("{what} 后面缺少值", "{what} needs a value")),
    (r"'(.*)' does not exist", Text("没有文件 {what}", "there is no file {what}")),
    (r"'(.*)' is a directory", Text("{what} 是文件夹，不是文件", "{what} is a folder, not a file")),
)
NO_OPTION = Text("没有选项 {name}", "there is no option {name}")
MISSING = Text("缺少 {name}", "{name} is missing")
ONE_OF = Text("{name} 应为 {choices} 之一", "{name} is one of {choices}")
OTHER = Text("用法不对：{what}", "wrong usage: {what}")
SEE_HELP = Text("运行 {path} --help 查看用法", "{path} --help shows the usage")


class WrongUsage(EarmarkError):
    """A command line that does not say what it should."""


def explained(error: click.ClickException) -> WrongUsage:
    """Click's error as one of ours."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = ctx.command_path if ctx else "earmark"
    return WrongUsage(_complaint(error, ctx), fix=SEE_HELP.format(path=path))


def _complaint(error: click.ClickException, ctx: click.Context | None) -> Text:
    if isinstance(error, click.NoSuchOption):
        return NO_OPTION.format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return MISSING.format(name=_name(error, ctx))
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        choices = [str(choice) for choice in error.param.type.choices]
        return ONE_OF.format(name=_name(error, ctx), choices=Text("、".join(choices), ", ".join(choices)))
    for pattern, said in BY_WORDS:
        if found := re.search(pattern, error.message):
            return said.format(what=found[1])
    return OTHER.format(what=error.message.rstrip("."))


def _name(error: click.BadParameter, ctx: click.Context | None) -> str:
    return error.param.get_error_hint(ctx).strip("'") if error.param and ctx else "—"

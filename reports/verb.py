"""How every verb of the command line is made: help in two languages, an example, plain options.

    @verb("post", Text("记账", "post drafts"), example="earmark post WH2025-007 --by chen")
    @award_argument
    @by_option
    def post(session: Session, award: str, by: str | None) -> None: ...

Click speaks English only; the classes here say usage, headings and option help in the user's language.
"""

from __future__ import annotations

import datetime
import os
import re
from contextvars import ContextVar
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import click

from earmark.ledger.base.amount import parse_amount, parse_date
from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Lang, Text

from .session import today

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE = Text("用法：", "Usage: ")
OPTIONS = Text("选项", "Options")
VERBS = Text("动词", "Verbs")
EXAMPLE = Text("例如：", "For example:")
HELP = Text("显示帮助", "Show this message and exit")


_asked: ContextVar[Lang | None] = ContextVar("asked", default=None)


def listen(words: Sequence[str]) -> None:
    """Note the language that a command line asks for; help pages need it before Click has parsed anything."""
    joined = " ".join(words)
    found = re.search(r"(?:^| )--lang[ =](zh|en)(?= |$)", joined)
    _asked.set(cast("Lang", found[1]) if found else None)


def spoken() -> Lang:
    """The user's language: --lang, else EARMARK_LANG, else Chinese."""
    return _asked.get() or ("en" if os.environ.get("EARMARK_LANG") == "en" else "zh")


class Option(click.Option):
    """An option whose help is bilingual."""

    def __init__(self, *args: Any, said: Text | None = None, **kwargs: Any) -> None:  # noqa: ANN401 (click's own)
        """``said`` is the help."""
        super().__init__(*args, **kwargs)
        self.said = said

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in the help, in the user's language."""
        record = super().get_help_record(ctx)
        return (record[0], self.said.show(spoken())) if record and self.said else record


class Spoken:
    """Help pages in the user's language; for commands and groups alike."""

    said: Text
    example: str

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=USAGE.show(spoken()))

    def format_help_text(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the verb does, and an example."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.said.show(spoken()))
            if self.example:
                formatter.write_paragraph()
                formatter.write(f"{'':>{formatter.current_indent}}{EXAMPLE.show(spoken())}\n")
                for line in self.example.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}  {line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, said in the user's language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP.show(spoken())
        return option


class Verb(Spoken, click.Command):
    """One verb."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under a heading in the user's language."""
        lines = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
        with formatter.section(OPTIONS.show(spoken())):
            formatter.write_dl(lines)


class Verbs(Spoken, click.Group):
    """A verb with verbs below it (``draft list``, ``draft complete``)."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the verbs below."""
        lines = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
        with formatter.section(OPTIONS.show(spoken())):
            formatter.write_dl(lines)
        with formatter.section(VERBS.show(spoken())):
            formatter.write_dl([(name, self.short(name)) for name in self.list_commands(ctx)])

    def short(self, name: str) -> str:
        """One line on a verb below."""
        command = self.commands[name]
        return command.said.show(spoken()) if isinstance(command, Spoken) else ""


def verb(name: str, said: Text, *, example: str, under: click.Group | None = None) -> Callable[[Any], Verb]:
    """Make a function a verb; with ``under`` it becomes a verb below another."""

    def make(function: Any) -> Verb:  # noqa: ANN401
        command: Verb = click.command(name, cls=Verb)(click.pass_obj(function))
        command.said, command.example = said, example
        if under is not None:
            under.add_command(command)
        return command

    return make


def verbs(name: str, said: Text, *, example: str) -> Verbs:
    """A verb with verbs below it."""
    group = Verbs(name)
    group.said, group.example = said, example
    return group


def option(*names: str, said: Text, **kwargs: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """An option with bilingual help."""
    return click.option(*names, cls=Option, said=said, **kwargs)


class FutureDay(EarmarkError):
    """The day of an act that has not come yet."""


class Day(click.ParamType[datetime.date]):
    """A date as people write it: 2025-11-20, 20251120. With ``past``, today at the latest."""

    name = "date"

    def __init__(self, *, past: bool = False) -> None:
        """``past``: of something that was done, not of a term."""
        self.past = past

    def convert(
        self, value: str, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> datetime.date:
        """Read it strictly. Raises :class:`earmark.ledger.base.amount.NotADate`, :class:`FutureDay`."""
        day = parse_date(value)
        if self.past and day > today():
            raise FutureDay(Text("{day} 还没有到", "{day} has not come yet").format(day=day))
        return day


class Money(click.ParamType[Decimal]):
    """An amount as people write it: 12,000.00."""

    name = "amount"

    def convert(self, value: str, _param: click.Parameter | None, _ctx: click.Context | None) -> Decimal:
        """Read it strictly. Raises :class:`earmark.ledger.base.amount.NotAnAmount`."""
        return parse_amount(value)


award_argument = click.argument("award")
by_option = option(
    "--by", metavar="PERSON", said=Text("谁在办理（否则 EARMARK_BY、earmark.toml）", "who acts")
)
format_option = option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    said=Text("输出格式", "form of the output"),
)
done_on_option = option(
    "--date",
    "day",
    type=Day(past=True),
    said=Text("哪天办的，默认今天", "the day of the act; today if left out"),
)
date_option = option("--date", "day", type=Day(), said=Text("日期，默认今天", "the date; today if left out"))

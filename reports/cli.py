"""The command line: ``earmark [--books DIR] [--lang zh|en] VERB``.

Each verb is one file in ``commands/``, loaded only when it is called, so that ``earmark --help`` answers at once. Exit codes:
0 fine, 1 open violations or differences, 2 could not run; a person sees one clear message and never a traceback
(``EARMARK_DEBUG=1`` shows it to a developer).
"""

from __future__ import annotations

import importlib
import keyword
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earmark.ledger.base.errors import EarmarkError
from earmark.ledger.base.text import Text

from .session import Session
from .usage import explained
from .verb import Option, Verbs, listen, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

VERBS = {
    "demo": Text("做一套示例账簿，从银行流水走到款项收回", "make demo books, from bank file to money back"),
    "init": Text("新建账簿", "make new books"),
    "users": Text("人员：谁可以做什么", "people: who may act"),
    "policy": Text("实施方案：采用、答复、查看", "policies: adopt, answer, show"),
    "award": Text("奖补资金：登记、列表、从申报到结项", "awards: register, list, show, settle"),
    "import": Text("导入银行流水、凭证和表格", "import statements, vouchers and tables"),
    "draft": Text("凭证草稿：列出、补全、拆分", "drafts: list, complete, split"),
    "post": Text("记账", "post drafts"),
    "reverse": Text("红字冲销已记账凭证", "reverse a posted voucher"),
    "undo": Text("撤销一次导入的草稿", "take back the drafts of one import"),
    "document": Text("单据：附到凭证、列出、查看、撤下", "papers: attach, list, see, withdraw"),
    "check": Text("核对账簿是否完整、未被改动", "check that the books are whole and unaltered"),
    "audit": Text("审计：每笔列支是否合规", "audit: judge every charge"),
    "findings": Text("疑点和问题：列表、合计", "findings: list, totals"),
    "request": Text("要求提供单据或答复（拨款或审计方）", "ask for papers or answers (funder or auditor)"),
    "answer": Text("答复一个疑点（获奖单位）", "answer a finding (recipient)"),
    "decide": Text("认定一个疑点（拨款或审计方）", "decide on a finding (funder or auditor)"),
    "order": Text("下达整改（收回）决定", "order money back"),
    "return": Text("登记退回的款项；列出待认可的", "record money that came back; list what is proposed"),
    "writeoff": Text("申请核销，由另一人批准", "ask for a write-off; another person approves"),
    "revoke": Text("撤销资格并收回已拨付资金（拨款单位）", "revoke an award (funder)"),
    "waive": Text("豁免：申请、批准、列出", "waivers: ask, grant, list"),
    "reconcile": Text("银行对账：对上、说明、余额调节表", "reconcile with the bank: tie, explain, statement"),
    "close": Text("结账：一个月此后不再变动，并签封", "close a month; seal it"),
    "approve": Text(
        "批准反结账、余额调节表、核销；对账销号",
        "approve a reopening, reconciliation, write-off; strike off",
    ),
    "reopen": Text("反结账：打开最后一个已结账的月份", "reopen the last closed month"),
    "sign": Text("给签封签名（Ed25519）", "sign a seal (Ed25519)"),
    "verify": Text(
        "验证：改动、删除、插入、移动、倒签，签封和签名", "verify: alterations, seals, signatures"
    ),
    "report": Text("资金使用情况报告", "the accountability report"),
    "serve": Text("在浏览器里查看（只读）", "browse in Fava (read-only)"),
}


class Earmark(Verbs):
    """The root: verbs by name, each module imported when its verb is called."""

    said = Text("专款：专项资金台账与审计", "Earmark: the ledger and audit of earmarked awards")
    example = "earmark demo demo-books\nearmark --books demo-books audit WH2025-007"

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The verbs, in the order of work."""
        return list(VERBS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Load a verb's module."""
        if name not in VERBS:
            return None
        module = importlib.import_module(f".commands.{name}{'_' * keyword.iskeyword(name)}", __package__)
        command: click.Command = module.command
        return command

    def short(self, name: str) -> str:
        """One line on a verb, without loading it."""
        return VERBS[name].show(spoken())


BOOKS = Text("账簿文件夹（默认从当前文件夹往上找 earmark.toml）", "the books' folder")
LANG = Text("语言", "language")
VERSION = Text("显示版本", "show the version")


@click.group(cls=Earmark)
@click.option("--books", type=click.Path(path_type=Path), default=Path(), cls=Option, said=BOOKS)
@click.option("--lang", type=click.Choice(["zh", "en"]), cls=Option, said=LANG)
@click.version_option(package_name="earmark", message="earmark %(version)s", cls=Option, said=VERSION)
@click.pass_context
def cli(ctx: click.Context, books: Path, lang: str | None) -> None:  # noqa: ARG001 (spoken() reads it)
    """Everything starts here."""
    ctx.obj = Session(books, spoken())


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    words = list(sys.argv[1:] if args is None else args)
    listen(words)
    try:
        with cli.make_context("earmark", words) as ctx:
            cli.invoke(ctx)
            session: Session = ctx.obj
            return session.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        return 0
    except click.ClickException as error:
        click.echo(explained(error).show(spoken()), err=True)
    except EarmarkError as error:
        click.echo(error.show(spoken()), err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo(Text("已中断，什么都没有写", "stopped; nothing was written").show(spoken()), err=True)
    except BrokenPipeError:
        _fall_silent()
    except Exception as error:  # noqa: BLE001 (the last wall before a person)
        _unexpected(error)
    return 2


def _fall_silent() -> None:
    """Whoever read has had enough (``| head``): nobody is left to tell, and Python must not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: Exception) -> None:
    if os.environ.get("EARMARK_DEBUG"):
        traceback.print_exc()
    message = Text("程序出错：{error}", "Earmark failed: {error}").format(
        error=f"{type(error).__name__}: {error}"
    )
    fix = Text("请报告这条信息；EARMARK_DEBUG=1 显示细节", "please report it; EARMARK_DEBUG=1 shows more")
    click.echo(EarmarkError(message, fix=fix).show(spoken()), err=True)


def main() -> Any:  # noqa: ANN401 (never returns)
    """Entry point of the ``earmark`` command."""
    sys.exit(run())

"""Whether the same lines are told for what they are when they are written otherwise.

    .venv/bin/python bench/mutate.py [LABELLED.csv CONTEXT.json] [--json]

Each mutation rewrites every line that it can, the rest is left out; all run on the real path of bench/classify.py.

    as written    the lines as they stand
    traditional   narration and account in traditional characters
    full-width    digits, letters and signs in full width
    spacing       blanks, dots and invisible characters between the characters
    pinyin        a word that gives the use away, by its initials (gz, zx, fk)
    english       the narration in English, by the thing that it names
    re-label      booked under an account that says nothing
    split         three payments within four days
    staff payee   paid to one of the staff: what is paid to people for work is pay then, whatever it was before

Detected: of the lines whose right answers are violations only, those that got a violation or review. Same: those that
still got one of ``accept``. False alarms: of the lines labelled allowed, those called violation and review; with a staff
payee a fee that was allowed is none, so there they count as detected. Of a split line the strongest verdict counts;
that three equal payments for one thing within four days are review is what the rules are for, so those are no mistakes.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from classify import ALLOWED, OWN, REVIEW, Row, Told, classify, read_rows
from context import Context

from earmark.plugins.judging.finding import CATEGORIES

PINYIN = {
    "工资": "gz", "奖金": "jj", "津贴": "jt", "补贴": "bt", "社保": "sb", "公积金": "gjj", "加班费": "jbf", "年终奖": "nzj",
    "绩效奖": "jxj", "福利": "fl", "装修": "zx", "工程款": "gck", "罚款": "fk", "滞纳金": "znj", "捐款": "jk", "捐赠": "jz",
    "赞助": "zz", "购物卡": "gwk", "房租": "fz", "租金": "zj", "物业费": "wyf", "水电费": "sdf", "办公用品": "bgyp", "电话费": "dhf",
    "加油": "jy", "贷款": "dk", "利息": "lx", "还款": "hk", "理财": "lc", "股票": "gp", "旅游": "ly", "招待": "zd", "党费": "df",
    "场租": "cz", "讲课费": "jkf", "评审费": "psf", "印刷": "ys", "会务": "hw", "差旅费": "clf", "会议费": "hyf", "资料费": "zlf",
}  # fmt: skip
"""Words and their initials, as people write them in a hurry. Made apart from the list that the rules read."""

ENGLISH = {
    "工资": "staff salaries", "奖金": "staff bonus", "津贴": "staff allowances", "社保": "social insurance", "公积金": "housing fund",
    "年终奖": "year-end bonus", "办公室租金": "office rent", "物业": "office property management", "水电": "office utilities",
    "办公用品": "office supplies", "耗材": "consumables", "办公耗材": "office consumables", "装修": "office renovation", "罚款": "fine", "滞纳金": "late payment surcharge",
    "捐款": "donation", "捐赠": "donation", "赞助": "sponsorship", "购物卡": "gift cards", "贷款": "loan repayment",
    "利息": "loan interest", "理财": "wealth management product", "股票": "purchase of shares", "旅游": "sightseeing tour",
    "讲课费": "lecture fee", "场租": "venue hire", "场地": "venue hire", "印刷": "printing", "差旅": "travel", "住宿": "hotel",
    "翻译": "translation", "审稿": "review fee", "咨询费": "expert fee", "评审费": "expert fee", "展板": "posters", "证书": "award certificates",
    "高铁": "train tickets", "机票": "flights", "审计": "audit of the project", "问卷": "survey",
}  # fmt: skip
"""The thing named, and what a bookkeeper calls it in English."""

BLANK_ACCOUNT = "业务活动成本-学术交流-其他"
STAFF = "职工A02"
FEES = ("讲课费", "劳务费", "咨询费", "评审费", "审稿费", "授课费", "课酬")
Mutation = Callable[[Row], Sequence[Row]]


def _other(row: Row, **changes: str) -> list[Row]:
    return [{**row, **changes}] if any(row[key] != value for key, value in changes.items()) else []


def traditional(row: Row) -> Sequence[Row]:
    """Narration and account in traditional characters."""
    from zhconv import convert

    from earmark.plugins.language.words import normal

    normal("測")  # its table is loaded by its path: zhconv alone leaves the file open
    return _other(row, **{key: str(convert(row[key], "zh-hant")) for key in ("narration", "account_name")})


def full_width(row: Row) -> Sequence[Row]:
    """Signs of ASCII in full width, also in the payee's name."""
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) != "-"}
    return _other(row, **{key: row[key].translate(wide) for key in ("narration", "counterparty")})


def spacing(row: Row) -> Sequence[Row]:
    """Something between the characters that a reader hardly sees."""
    between = (" ", "\u200b", "·")
    text = "".join(
        char + (between[n % 3] if "一" <= char <= "鿿" else "") for n, char in enumerate(row["narration"])
    )
    return _other(row, narration=text.rstrip(" \u200b·"))


def pinyin(row: Row) -> Sequence[Row]:
    """The longest word that is known, by its initials."""
    word = _longest(row["narration"], PINYIN)
    return _other(row, narration=row["narration"].replace(word, PINYIN[word])) if word else []


def english(row: Row) -> Sequence[Row]:
    """The thing paid for; a topic in quotation marks or before an event is no thing."""
    word = _longest(row["narration"], ENGLISH)
    if not word or not row["narration"].endswith((word, word + "费", word + "款", word + "租金")):
        return []
    return _other(row, narration=f"payment for {ENGLISH[word]}")


def relabel(row: Row) -> Sequence[Row]:
    """An account that says nothing."""
    return _other(row, account_name=BLANK_ACCOUNT)


def split(row: Row) -> Sequence[Row]:
    """Three payments; the last takes what is left."""
    amount = Decimal(row["amount_cny"])
    part = (amount / 3).quantize(Decimal("0.01"))
    if part <= 0:
        return []
    day = datetime.date.fromisoformat(row["date"])
    amounts = (part, part, amount - 2 * part)
    days = (str(day + datetime.timedelta(days=2 * n)) for n in range(3))
    return [{**row, "date": d, "amount_cny": str(a)} for d, a in zip(days, amounts, strict=True)]


def staff_payee(row: Row) -> Sequence[Row]:
    """Fees for work, and whatever was a violation before."""
    fee = any(word in row["narration"] for word in FEES) and "报销" not in row["narration"]
    positive = Decimal(row["amount_cny"]) > 0
    if not positive or not (fee or row["label"] in CATEGORIES):
        return []
    changed = {**row, "counterparty": STAFF, "accept": row["accept"] + "|personnel"}
    return [
        {**changed, "label": "personnel", "accept": "personnel|review"}
        if row["label"] == ALLOWED
        else changed
    ]


def _longest(text: str, words: Mapping[str, str]) -> str:
    return max((word for word in words if word in text), key=len, default="")


MUTATIONS: dict[str, Mutation] = {
    "as written": lambda row: [row], "traditional": traditional, "full-width": full_width, "spacing": spacing, "pinyin": pinyin,
    "english": english, "re-label": relabel, "split": split, "staff payee": staff_payee,
}  # fmt: skip


class Figures(NamedTuple):
    """What became of the lines of one mutation."""

    lines: int
    violations: int
    detected: int
    same: int
    allowed: int
    as_violation: int
    as_review: int


def measure(rows: Sequence[Row], mutation: Mutation, context: Context) -> Figures:
    """One mutation of all lines that it can rewrite."""
    groups = [found for row in rows if (found := mutation(row))]
    if not groups:
        return Figures(0, 0, 0, 0, 0, 0, 0)
    told = iter(classify([row for group in groups for row in group], context))
    return _counted([max((next(told) for _ in group), key=_weight) for group in groups])


def _weight(one: Told) -> int:
    return 0 if one.got == ALLOWED else 1 if one.got == REVIEW else 2


def _counted(strongest: Sequence[Told]) -> Figures:
    bad = [one for one in strongest if one.label in CATEGORIES and one.accept <= {*CATEGORIES, REVIEW}]
    fine = [one for one in strongest if one.label == ALLOWED]
    return Figures(
        lines=len(strongest),
        violations=len(bad),
        detected=sum(one.got != ALLOWED for one in bad),
        same=sum(one.exact for one in bad),
        allowed=len(fine),
        as_violation=sum(one.as_violation for one in fine),
        as_review=sum(one.as_review for one in fine),
    )


def main() -> int:
    """Every mutation in a line of a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", type=Path, nargs="?", default=OWN / "labelled.csv")
    parser.add_argument("context", type=Path, nargs="?", default=OWN / "context.json")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    rows, context = read_rows(given.labelled), Context.read(given.context)
    found = {name: measure(rows, mutation, context) for name, mutation in MUTATIONS.items()}
    if given.json:
        print(json.dumps({name: figures._asdict() for name, figures in found.items()}, indent=1))
        return 0
    print(
        f"{'mutation':13}{'lines':>6} {'detected':>17}{'same answer':>13} {'called violation':>17}{'called review':>14}"
    )
    for name, f in found.items():
        bad, fine = max(f.violations, 1), max(f.allowed, 1)
        print(
            f"{name:13}{f.lines:6} {f.detected:4} of {f.violations:4}{f.detected / bad:6.0%}{f.same / bad:13.0%}"
            f" {f.as_violation:5} of {f.allowed:4}{f.as_violation / fine:5.1%}{f.as_review:7}{f.as_review / fine:7.1%}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

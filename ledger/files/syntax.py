"""The part of Beancount's language that books are written in: what the gate lets in and `emit` writes.

Everything else that Beancount understands (prices, costs, arithmetic, includes, plugins, options) stays out.
A component of an account begins with an ASCII capital or digit, so that every Beancount tool reads it alike:
`Expenses:WH2025-007:5101业务活动成本:01会议费`. Tags, links and metadata keys are ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GAP = r"[ \t]++"
DATE = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"
# On one line, with no escapes but \" and \\: Beancount reads \n as a line break and drops other backslashes.
STRING = r'"(?:[^"\\\t]|\\["\\])*+"'
ACCOUNT = r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9](?:[^\W_]|-)*+)++"
CURRENCY = r"(?!(?:TRUE|FALSE|NULL)\b)[A-Z][A-Z0-9._-]{0,22}[A-Z0-9]"
KEY = r"[a-z][a-zA-Z0-9_-]+"
LABEL = r"[A-Za-z0-9_/.-]+"
AMOUNT = rf"{NUMBER}{GAP}{CURRENCY}"
# A number and a negative number after it would be read as one subtraction.
VALUE = rf"(?:{STRING}|{DATE}|{AMOUNT}|{NUMBER}(?!{GAP}-)|{ACCOUNT}|TRUE|FALSE)"
KIND = r"earmark-[a-z0-9]+(?:-[a-z0-9]+)*"
# Below the award's own folder; vouchers stand one folder deeper than the award's other files.
DOCUMENT = r"(?:\.\./)?documents(?:/(?!\.{1,2}[/\"])[^\"\\\t/]+)+"

# Beancount puts these two into every entry itself, and lets the same key in a file replace them: a voucher
# could say that it stands in another file, which Fava would then open.
RESERVED_KEYS = frozenset({"filename", "lineno"})

_ACCOUNT = re.compile(ACCOUNT)
_ODD_NUMERALS = {"No", "Nl"}


@lru_cache(maxsize=65536)
def is_account(name: str) -> bool:
    """Whether the whole of `name` is an account name; Beancount itself looks at its beginning only."""
    if not _ACCOUNT.fullmatch(name):
        return False
    # `\w` takes ① and Ⅳ, which are numbers but no digits: Beancount's own pattern stops before them.
    return name.isascii() or not any(unicodedata.category(sign) in _ODD_NUMERALS for sign in name)

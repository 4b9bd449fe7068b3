"""The accountability report of an award (奖补资金使用情况报告): what came in, what it bought, what must come back.

    audit_award, position → build → AccountabilityReport → page (HTML for A4 and phone) | summary (terminal) | as_json

`value` is the report as frozen values and `build` makes it; the skins compute nothing. A finding that nobody has
decided is a 疑点 on paper, never a 违规: the misuse clause carries no sanction of its own, so recovery rests on the
decision and on the legal basis that it names.
"""

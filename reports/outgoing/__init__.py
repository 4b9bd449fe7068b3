"""Papers that people sign, print and open (文书): lists and registers as tables, notices as letters.

    AccountabilityReport(s) + what else the books say (case) → a paper's own file → Sheet | Letter → skin

A paper is one file that says in both languages what stands on it; ``value`` has the frozen forms, and the skins
(``as_html``, ``as_text``, ``as_workbook``, ``as_document``) compute nothing. Without a decision a paper says 拟 in title
and text and carries no number of an order; the legal basis is the one that the decision names. Money comes back by
收回; 追缴 is said only where a treasury or audit office orders.
"""

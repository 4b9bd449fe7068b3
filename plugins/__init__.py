"""The plugins room: what is judged.

Policies as data, rules, and the audit over awards, as Beancount plugins. May import `earmark.ledger` only.
"""

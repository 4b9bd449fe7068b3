"""The plugins room: what is judged. May import `earmark.ledger` only.

Each module here is a rule, and a Beancount plugin for any ledger; its docstring is its manual. Beside them ``audit`` (the
adopted policy over an award) and ``policy`` (how one is written); ``policies/``, ``lexicon/`` and ``codes/`` are data.

- ``judging``: how rules are run, over one award, a programme, or a ledger that is not kept by Earmark
- ``signs``, ``language``: ways of looking at one charge; words brought to one form
- ``standing``: findings joined with what people did
"""

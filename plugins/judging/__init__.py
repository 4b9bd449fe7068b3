"""How rules are run: what they say of themselves, their policy, one award or a whole programme, any ledger."""

"""From an order to money back (收回): the claims book, returns, revocation, and the recipient's mirror of both."""

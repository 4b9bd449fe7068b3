"""Who may act: people, their sides and rights; and the recipient's private list of who is paid."""

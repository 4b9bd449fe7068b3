"""Books as a whole: where each file lives, a person's writing session, the log, loading through Beancount."""

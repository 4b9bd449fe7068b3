"""A programme as a whole: what its awards were given and spent, what is questioned, and what came back by which route."""

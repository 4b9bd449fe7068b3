"""Into the books, each row exactly once: recognised, paired, aligned, written as drafts."""

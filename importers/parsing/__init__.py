"""The child processes that parse foreign bytes, with limits of memory and time."""

"""Text on the disk: one strict reader, one printer, one commit for many files, one lock."""

"""Whether the books are what they were: check, seals, signatures, proofs for outsiders."""

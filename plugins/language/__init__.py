"""Words of bookkeepers: brought to one form, taken apart into phrases, looked up in the lexicon."""

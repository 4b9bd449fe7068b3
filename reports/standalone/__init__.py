"""Scripts that stand alone: they import nothing of Earmark, so that whoever checks it need not trust its code."""

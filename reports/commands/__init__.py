"""The verbs of the command line, one file each; loaded when called (see ``reports.cli``)."""

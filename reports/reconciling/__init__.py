"""Reconciliation as people see it: on a terminal, as a workbook, as a page that prints, as JSON."""

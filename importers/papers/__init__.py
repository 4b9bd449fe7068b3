"""Invoices and other papers: read, named, and placed at the voucher they belong to."""

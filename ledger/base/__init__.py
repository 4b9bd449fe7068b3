"""What every room speaks in: amounts, days, texts in two languages, reasons of refusal, records."""

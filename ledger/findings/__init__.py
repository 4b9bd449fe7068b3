"""What people do about findings: answer, ask, decide, refer, waive; and what handed-out papers listed."""

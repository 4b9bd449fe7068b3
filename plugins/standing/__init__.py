"""Where each finding stands: joined with what people did, listed, struck off, never lost."""

"""What of Fava may be asked: everything that is not named here is refused.

Each name is an endpoint of Fava's own URL map and carries the reason why it is open. A test compares the
lists with the URL map of the Fava that is installed, so that a new door of a new Fava is seen; it stays
shut until somebody opens it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN = {
    "static": "Fava's own scripts, styles and fonts",
    "index": "leads to the first page",
    "report": "the frame of a page; which ones, REPORTS says",
    "account": "the frame of an account's page",
    "help_page": "the frame of Fava's help",
    "document": "an original, as an attachment (documents)",
    "statement": "an original that an entry's metadata names, as an attachment (documents)",
    "extension_report": "our pages; which ones, EXTENSIONS says",
    "extension_js_module": "the scripts of our pages",
    "json_api.get_account_report": "an account's page",
    "json_api.get_balance_sheet": "a page",
    "json_api.get_changed": "asks whether the books changed",
    "json_api.get_context": "one entry, and balances before and after it",
    "json_api.get_errors": "what Beancount found wrong",
    "json_api.get_help": "Fava's help",
    "json_api.get_income_statement": "a page",
    "json_api.get_journal_page": "the journal",
    "json_api.get_ledger_data": "names and settings that every page needs",
    "json_api.get_query": "the query page; what may be asked, bql says",
    "json_api.get_source_slice": "the lines of one entry, shown with its context",
    "json_api.get_statistics": "a page",
    "json_api.get_trial_balance": "a page",
}

SHUT = {
    "download_journal": "`earmark export` does it, and says what it left out",
    "download_query": "text cells go out raw: a payee `=HYPERLINK(...)` is a formula in a spreadsheet",
    "extension_endpoint": "our pages have none, and others may do anything",
    "holdings_by": "an award holds no securities",
    "jump": "redirects to wherever the asker says he came from",
    "json_api.delete_document": "writes",
    "json_api.delete_source_slice": "writes",
    "json_api.get_commodities": "an award has no prices",
    "json_api.get_documents": "its page shows originals in a frame; the journal links to each",
    "json_api.get_events": "an award has no events",
    "json_api.get_extract": "runs an importer on any path of this computer",
    "json_api.get_imports": "lists folders of this computer",
    "json_api.get_journal": "the whole journal at once; pages use get_journal_page",
    "json_api.get_narration_transaction": "for writing entries",
    "json_api.get_narrations": "for writing entries",
    "json_api.get_options": "paths and settings of this computer",
    "json_api.get_payee_accounts": "for writing entries",
    "json_api.get_payee_transaction": "for writing entries",
    "json_api.get_source": "whole files",
    "json_api.put_add_document": "writes",
    "json_api.put_add_entries": "writes",
    "json_api.put_attach_document": "writes",
    "json_api.put_format_source": "for writing entries",
    "json_api.put_move": "writes",
    "json_api.put_source": "writes",
    "json_api.put_source_slice": "writes",
    "json_api.put_upload_import_file": "writes",
}

REPORTS = frozenset(
    {
        "balance_sheet",
        "errors",
        "income_statement",
        "journal",
        "query",
        "statistics",
        "trial_balance",
    }
)
EXTENSIONS = frozenset({"EarmarkFindings", "EarmarkAward"})

NAMED = {"report": ("report_name", REPORTS)} | dict.fromkeys(
    ("extension_report", "extension_js_module"), ("extension_name", EXTENSIONS)
)


def is_open(endpoint: str, values: Mapping[str, str]) -> bool:
    """Whether Fava may be asked for `endpoint` with these parts of the URL."""
    if endpoint not in OPEN:
        return False
    key, names = NAMED.get(endpoint, ("", frozenset()))
    return not key or values.get(key) in names

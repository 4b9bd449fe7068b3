"""The report as JSON: amounts as strings, days as ISO dates, one language, nothing that JSON cannot hold."""

from __future__ import annotations

import json

from earmark.reports.accountability.as_json import as_json
from earmark.reports.accountability.value import AccountabilityReport


def test_amounts_are_strings_and_days_are_dates(report: AccountabilityReport) -> None:
    shown = json.loads(json.dumps(as_json(report, "zh"), ensure_ascii=False))
    assert shown["as_of"] == "2026-01-31"
    assert shown["grant"]["amount"] == "500000.00"
    assert shown["position"]["by_plan"]["P1"] == "64000.00"
    assert shown["of_drafts"]["spent"] == "15000.00"
    assert shown["tie_out"]["difference"] == "0.00"
    assert shown["tie_out"]["holds"] is True
    assert shown["budget_tie_out"] is None
    assert shown["totals"]["outstanding"] == "7000.00"


def test_findings_are_as_the_audit_prints_them(report: AccountabilityReport) -> None:
    upheld = next(f for f in as_json(report, "en")["findings"] if f["group"] == "upheld")
    assert upheld["finding"]["sources"] == [{"file": "流水.xls", "row": 44}]
    assert upheld["finding"]["evidence"] == ["evidence of a rule"]
    assert upheld["decision"] == "D-0001"


def test_what_follows_is_there_too(report: AccountabilityReport) -> None:
    shown = as_json(report, "zh")
    assert shown["plan"]["rows"][0]["left"] == "-4000.00"
    assert shown["orders"][0] | {"order": None} == {
        "order": None,
        "who": "周主任 (zhou) · 武汉市科学技术协会",
        "settled": "5000.00",
        "overdue": 37,
        "outstanding": "7000.00",
    }
    assert shown["orders"][0]["order"]["parts"] == [["D-0001", "12000.00"]]
    assert shown["sound"] is True

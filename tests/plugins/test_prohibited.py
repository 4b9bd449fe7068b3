"""The nine prohibited uses: facts first, the object paid for next, topics and account names never for sure."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earmark.ledger.awards.award import Parties
from earmark.plugins.policy import load_policy, shipped

if TYPE_CHECKING:
    from tests.plugins.conftest import Desk

    from earmark.plugins.judging.finding import Finding

OUTSIDER = "专家E07"
STAFF = "职工A03"


# ------------------------------------------------------------------ the traps


@pytest.mark.parametrize(
    ("payee", "narration"),
    [
        (OUTSIDER, "防范非法集资与理财陷阱科普讲座讲课费"),
        (OUTSIDER, "人体器官捐献知识科普讲座讲课费"),
        ("江城工会大厦", "“工资集体协商与科技工作者权益”座谈会会场费"),
        ("江城云帆文化传播有限公司", "科普短视频《罚单背后的物理学》制作费"),
        ("江城国际会展中心", "新基建论坛场租"),
        ("江城青年论文竞赛获奖者(12人)", "优秀青年科技论文奖金"),
        ("科技奖获奖人员", "青年科技奖奖金"),
        ("江城明略评估有限公司", "专项绩效评价第三方服务费"),
        ("江城中正会计师事务所", "专项资金专项审计费"),
        ("江城铁路客运", "专家返程高铁改签退票手续费"),
        ("江城锦湖会议中心", "活动当日会场水电及空调使用费"),
        ("江城顺达速运", "科普宣传册寄送至32家基层科普站"),
        ("江城科博会组委会", "科博会展位费(展示会员单位成果)"),
        ("江城旅行者客运有限公司", "科普夏令营学生往返大巴租车"),
        ("国家税务总局江城税务局", "代扣代缴专家劳务报酬个人所得税"),
        ("江城锦湖会议中心", "会员代表大会会场租金"),
        ("江城讯达信息技术有限公司", "会员管理系统升级改造"),
        ("江城展览服务公司", "科普展板设计制作安装"),
    ],
)
def test_a_trap_is_allowed(desk: Desk, payee: str, narration: str) -> None:
    assert desk.says(desk.pay(narration, payee)) == "allowed"


@pytest.mark.parametrize(
    ("payee", "narration", "use"),
    [
        ("江城宏建装饰工程", "办公室装修工程款", "construction"),
        ("江城银行", "购买理财产品", "investment"),
        ("江城红十字会", "抗洪救灾捐款", "donation"),
        ("江城半程马拉松组委会", "赛事冠名费", "sponsorship"),
        ("江城消防救援大队", "行政处罚决定书缴款", "fine"),
        ("江城环卫所", "广告牌违规设置处理费", "fine"),
        ("江城网商银行", "网贷还款", "loan_repayment"),
        ("江城恒达物业", "二季度办公用房物业管理费", "office"),
        ("江城住房公积金管理中心", "4月住房公积金单位缴存", "personnel"),
        ("江城百货", "购物卡30张", "unrelated"),
        ("某歌城", "联欢活动", "unrelated"),
        ("某幼儿园", "赞助费及保育费", "unrelated"),
        ("江城辦公伙伴", "辦公耗材一批", "office"),
        ("Hongjian Decor Co.", "Renovation of secretariat office, phase 2", "construction"),
    ],
)
def test_the_object_paid_for_is_what_counts(desk: Desk, payee: str, narration: str, use: str) -> None:
    assert desk.says(desk.pay(narration, payee)) == use


# ------------------------------------------------------------------ who was paid


@pytest.mark.parametrize("narration", ["标准评审专家咨询费", "学术年会会务劳务费", "讲课费", "资料整理费"])
def test_pay_to_staff_is_personnel_whatever_it_is_called(desk: Desk, narration: str) -> None:
    """Trips it: 标准评审专家咨询费 to 职工A03."""
    assert desk.says(desk.pay(narration, STAFF)) == "personnel"
    assert desk.says(desk.pay(narration, OUTSIDER)) in {"allowed", "review"}


@pytest.mark.parametrize("narration", ["报销标准评审会差旅费", "报销购买科普实验耗材", "赴外地调研高铁票"])
def test_what_staff_lay_out_is_not_pay(desk: Desk, narration: str) -> None:
    """Near miss: the same person is repaid for the project's travel."""
    assert desk.says(desk.pay(narration, STAFF)) == "allowed"


def test_a_repayment_that_says_nothing_is_review(desk: Desk) -> None:
    assert desk.says(desk.pay("报销", STAFF)) == "review"


def test_an_advance_to_staff_is_not_pay(desk: Desk) -> None:
    assert desk.says(desk.pay("科普活动差旅借款", STAFF, kind="advance")) == "allowed"


def test_the_party_that_a_voucher_names_outweighs_the_name(desk: Desk) -> None:
    assert desk.says(desk.pay("评审费", "专家E26", party="A03")) == "personnel"


def test_staff_are_staff_only_while_they_are(desk: Desk) -> None:
    assert desk.award.parties
    former = [replace(p, end=datetime.date(2025, 5, 31)) for p in desk.award.parties.parties]
    left = desk.with_award(parties=replace(desk.award.parties, parties=tuple(former)))
    assert left.says(desk.pay("标准评审会评审费", "A03")) == "allowed"
    assert left.says(desk.pay("标准评审会评审费", "A03", paid="2025-05-20")) == "personnel"


@pytest.mark.parametrize("payee", ["职工A03配偶(E99)", "江城示科咨询有限公司"])
def test_related_parties_are_review(desk: Desk, payee: str) -> None:
    assert desk.says(desk.pay("科普活动策划劳务费", payee)) == "review"


def test_the_offices_landlord_is_paid_office_rent(desk: Desk) -> None:
    landlord = "江城科苑大厦业主"
    assert desk.says(desk.pay("科普工作站场地费", landlord, "9000.00")) == "office"
    assert desk.says(desk.pay("科普活动周会场场租", landlord, "3200.00")) == "allowed"


def test_money_to_an_own_account(desk: Desk) -> None:
    own = "学会基本户尾号1203"
    assert desk.says(desk.pay("调拨补充流动资金", own)) == "unrelated"
    assert desk.says(desk.pay("归垫3月自有资金垫付场租(附清单及发票)", own)) == "review"


def test_without_a_complete_list_of_staff_nobody_can_tell(desk: Desk) -> None:
    none = desk.with_award(parties=None)
    partial = desk.with_award(parties=Parties("JCSF"))
    fee = desk.pay("标准评审会评审费", OUTSIDER)
    assert none.says(fee) == partial.says(fee) == "unknown"
    assert none.says(desk.pay("学术年会场租")) == "allowed"


# ------------------------------------------------------------------ what the policy leaves open


def test_an_open_question_is_review_until_the_funder_answers(desk: Desk) -> None:
    lease = desk.pay("融资租赁租金(投影设备)", "江城设备租赁公司")
    assert desk.says(lease) == "review"
    assert desk.with_award(settings={"finance-lease": "loan_repayment"}).says(lease) == "loan_repayment"
    assert desk.with_award(settings={"融资租赁": "allowed"}).says(lease) == "allowed"


def test_an_answer_does_not_make_a_topic_a_violation(desk: Desk) -> None:
    answered = desk.with_award(settings={"council": "office"})
    assert answered.says(desk.pay("理事会茶叶")) == "office"
    assert answered.says(desk.pay("学会理事会制度改革研讨会场租")) == "review"


def test_unanswered_questions_are_named_in_the_evidence(desk: Desk) -> None:
    (found,) = desk.with_award(settings={}).findings([desk.pay("电费滞纳金", "江城供电公司")], "prohibited")
    assert found.outcome == "review"
    assert any("尚未答复" in e.text.zh and "not answered" in e.text.en for e in found.evidence)


def test_an_unverified_policy_gives_review_at_most(desk: Desk) -> None:
    data = shipped()["wuhan-2012"].read_bytes().replace(b"verified = true", b"verified = false")
    unverified = replace(desk, policy=load_policy(data))
    assert unverified.says(desk.pay("购物卡30张")) == "review"


def test_a_use_that_the_policy_does_not_prohibit_is_not_judged(desk: Desk) -> None:
    data = shipped()["wuhan-2012"].read_bytes().replace(b'donation = "listed"\n', b"")
    kinder = replace(desk, policy=load_policy(data))
    assert kinder.says(desk.pay("捐款", "江城慈善总会")) != "donation"
    assert desk.says(desk.pay("捐款", "江城慈善总会")) == "donation"


# ------------------------------------------------------------------ what a finding says


def test_one_finding_per_charge_named_uses_before_unrelated(desk: Desk) -> None:
    (found,) = desk.findings([desk.pay("办公室装修及中秋月饼", "江城宏建装饰")], "prohibited")
    assert found.category == "construction"
    assert found.evidence[0].weight == "object"
    assert len(found.evidence) > 1


def test_a_finding_tells_clause_evidence_and_what_would_clear_it(desk: Desk) -> None:
    charge = desk.pay("标准评审专家咨询费", STAFF, "3000.00")
    (found,) = desk.findings([charge], "prohibited")
    assert (found.subject, found.voucher, found.amount) == (charge.id, charge.voucher, charge.amount)
    assert found.clause.number == "五(三)"
    assert found.evidence[0].weight == "fact"
    assert found.clears.zh
    assert found.clears.en


@pytest.mark.parametrize(
    ("narration", "said"),
    [
        ("B2024-017课题场租尾款", "unrelated"),
        ("承担项目B2024-017场租", "unrelated"),
        ("WKX2025-12专项会场租金", "review"),
        ("WH2025-007专项会场租金", "allowed"),
        ("会场租金(合同HT2024-018)", "allowed"),
    ],
)
def test_another_projects_number(desk: Desk, narration: str, said: str) -> None:
    assert desk.says(desk.pay(narration)) == said


def test_a_mixed_bill_is_review(desk: Desk) -> None:
    assert desk.says(desk.pay("会务费(含伴手礼)")) == "review"


def test_words_that_show_no_tie_to_project_work_are_unknown(desk: Desk) -> None:
    assert desk.says(desk.pay("紫砂壶六把", "江城某店")) == "unknown"


def test_an_account_name_alone_is_review(desk: Desk) -> None:
    assert desk.says(desk.pay("七月份", "江城某公司", account_name="管理费用-物业费")) == "review"


def test_negative_charges_are_not_judged(desk: Desk) -> None:
    red = desk.pay("购物卡30张", amount="-15000.00", reduces="V1a")
    assert desk.says(red) == "allowed"


# ------------------------------------------------------------------ properties

CLEAR = [
    ("购物卡30张", "江城百货"), ("會議室裝修改造", "江城宏建装饰"), ("标准评审专家咨询费", STAFF), ("学术年会场租", "江城锦湖会议中心"),
    ("理财知识讲座讲课费", OUTSIDER), ("会务费(含伴手礼)", "江城锦湖会议中心"), ("报销", STAFF), ("电费滞纳金", "江城供电公司"),
]  # fmt: skip

WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789()abcdefghijklmnopqrstuvwxyzABC"}
TRADITIONAL = str.maketrans(
    "会议装饰务费报销购张学术场财识讲课礼电纳专标评询", "會議裝飾務費報銷購張學術場財識講課禮電納專標評詢"
)


@pytest.mark.parametrize(("narration", "payee"), CLEAR)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_way_a_narration_is_written_changes_nothing(
    desk: Desk, narration: str, payee: str, data: st.DataObject
) -> None:
    plain = desk.says(desk.pay(narration, payee))
    cut = data.draw(st.integers(0, len(narration)))
    mutated = data.draw(
        st.sampled_from(
            [
                narration.translate(WIDE),
                narration.translate(TRADITIONAL),
                f"{narration[:cut]} {narration[cut:]}",
                f"{narration[:cut]}\u200b{narration[cut:]}",
                f"{narration[:cut]}　{narration[cut:]}",
            ]
        )
    )
    assert desk.says(desk.pay(mutated, payee)) == plain


@given(st.permutations(CLEAR))
@settings(max_examples=20, deadline=None)
def test_the_order_of_charges_does_not_matter(desk: Desk, pairs: list[tuple[str, str]]) -> None:
    def key(found: Finding) -> tuple[str, str, str]:
        return found.id, found.outcome, found.category

    once = sorted(key(f) for f in desk.findings([desk.pay(*p) for p in CLEAR], "prohibited"))
    again = sorted(key(f) for f in desk.findings([desk.pay(*p) for p in pairs], "prohibited"))
    assert once == again


# ------------------------------------------------------------------ two texts of one payment


@pytest.mark.parametrize(
    ("narration", "bank"),
    [
        ("学术年会会场租金", "办公室装修工程款"),
        ("办公室装修工程款", "会场租金"),
        ("报销", "办公室装修工程款"),
    ],
)
def test_what_the_bank_says_is_judged_beside_the_bookkeepers_words(
    desk: Desk, narration: str, bank: str
) -> None:
    """维修 in the journal, 装修 on the statement: neither hides the other."""
    assert desk.says(desk.pay(narration, "江城云帆有限公司", bank_words=bank)) == "construction"


def test_a_bank_that_says_the_same_changes_nothing(desk: Desk) -> None:
    for words in ("", "年会会场租金", "场租"):
        assert desk.says(desk.pay("学术年会会场租金", bank_words=words)) == "allowed"


def test_one_charity_is_not_told_twice(desk: Desk) -> None:
    """爱心 says that the payee is a charity; that 爱 says so, too, is no second reason."""
    (found,) = desk.findings([desk.pay("防汛救灾爱心捐款", "江城市慈善总会", "10000.00")], "prohibited")
    assert [e.text.zh for e in found.evidence] == [
        "付款内容“爱心捐”：捐款捐物",
        "收款方的类别与付款内容“爱心”：给慈善机构的钱物",
    ]


def test_a_reason_quotes_words_and_not_a_letter(desk: Desk) -> None:
    (found,) = desk.findings([desk.pay("联欢活动", "某歌城")], "prohibited")
    said = [e.text.zh for e in found.evidence]
    assert any("“联欢活动”" in text for text in said)
    assert not any("“联”" in text for text in said)

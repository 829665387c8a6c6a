"""Loading a shop's policy: what stands where, and what is refused with file, line and mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.errors import PolicyError, UnknownShop
from aftersales.policy.facts import Vocabulary
from aftersales.policy.loader import load_policies, load_policy
from aftersales.policy.model import Limit, ShopPolicy

POLICY = """\
shop: small
name: Small Shop
source: invented
contact: {email: help@small.example}
dates: month_first
windows:
  arrival:
    from: delivered_on
    days: 7
    tested: reported_on
    words: a week after delivery
rules:
  covered:
    cites: [C-1]
    when: {problem: defective, in: arrival}
    then: {eligible: yes, remedies: [repair]}
    say: "Covered until {arrival}."
  excluded:
    cites: [C-2]
    over: [covered]
    when: {problem: defective, opened_body: true}
    may: {eligible: no}
    say: "Opened."
readings:
  - {clauses: [C-1], read_as: "A week has seven days."}
clauses:
  C-1: Faults are mended.
  C-2: Opened items are not.
information:
  C-3: Nothing.
"""

Load = Callable[[str], ShopPolicy]


@pytest.fixture
def load(tmp_path: Path, vocabulary: Vocabulary) -> Load:
    def load_text(text: str) -> ShopPolicy:
        path = tmp_path / "small.yml"
        path.write_text(text, encoding="utf-8")
        return load_policy(path, vocabulary)

    return load_text


def changed(old: str, new: str) -> str:
    assert POLICY.count(old) == 1
    return POLICY.replace(old, new)


class TestSoundPolicy:
    def test_has_its_sections(self, load: Load) -> None:
        policy = load(POLICY)
        assert (policy.shop, policy.name, policy.source) == ("small", "Small Shop", "invented")
        assert (policy.email, policy.day_first) == ("help@small.example", False)
        assert policy.clauses == {"C-1": "Faults are mended.", "C-2": "Opened items are not."}
        assert policy.clause_lines == {"C-1": 27, "C-2": 28}
        assert policy.information == {"C-3": "Nothing."}
        assert [(reading.clauses, reading.read_as) for reading in policy.readings] == [
            (("C-1",), "A week has seven days.")
        ]

    def test_has_its_rules_with_their_lines(self, load: Load) -> None:
        covered, excluded = load(POLICY).rules.values()
        assert (covered.id, covered.line, covered.cites) == ("covered", 13, ("C-1",))
        assert (covered.settles, covered.adds) == ({"eligible": "yes"}, {"remedies": ("repair",)})
        assert (excluded.over, excluded.leaves_open) == (("covered",), {"eligible": "discretion"})

    def test_has_its_windows(self, load: Load) -> None:
        window = load(POLICY).windows["arrival"]
        assert window.limits == (Limit(("delivered_on",), "days", 7),)
        assert (window.tested, window.words, window.line) == ("reported_on", "a week after delivery", 7)

    def test_may_leave_out_what_is_not_required(self, load: Load) -> None:
        rule = "{cites: [C], say: s, then: {eligible: no}}"
        policy = load(f"shop: small\nname: n\nsource: s\nrules:\n  r: {rule}\nclauses: {{C: c}}\n")
        assert (policy.email, policy.day_first, policy.windows, policy.readings) == (None, True, {}, ())

    def test_changes_its_version_with_its_content_only(self, load: Load) -> None:
        first, again = load(POLICY).version, load(POLICY).version
        assert first == again != load(changed("days: 7", "days: 8")).version


MISTAKES = [
    pytest.param("name: Small Shop\n", "name: Small Shop\nspirit: good\n", ":3", "`spirit`", id="an unknown section"),
    pytest.param("source: invented\n", "", "", "lacks source", id="a missing section"),
    pytest.param("shop: small", "shop: tall", ":1", "`tall` stands in small.yml", id="another shop's name"),
    pytest.param("month_first", "year_first", ":5", "'year_first'", id="an unknown order of day and month"),
    pytest.param("name: Small Shop", "name: [Small, Shop]", ":2", "`name`: Expected `str`", id="a name that is a list"),
    pytest.param("{email: help@small.example}", "a@b.example", ":4", "`contact`", id="a contact without a key"),
    pytest.param("{email: help@small.example}", "{phone: '1'}", ":4", "`contact`", id="a contact of another kind"),
    pytest.param("C-1: Faults are mended.", "C-1: 7", ":27", "`C-1` in `clauses`", id="a clause without words"),
    pytest.param("C-3: Nothing.", "C-3:", ":30", "`C-3` in `information`", id="information without a reason"),
    pytest.param("    days: 7\n", "    days: 7\n    hours: 3\n", ":7 window arrival", "`hours`", id="an unknown key"),
    pytest.param("    tested: reported_on\n", "", ":7 window arrival", "`tested`", id="a window that tests nothing"),
    pytest.param("    words: a week after delivery\n", "", ":7 window arrival", "`words`", id="a window without words"),
    pytest.param("    days: 7\n", "", ":7 window arrival", "one length", id="a window without a length"),
    pytest.param(
        "    days: 7\n", "    days: 7\n    is_reading: no\n", ":7 window arrival", "`is_reading`", id="no reading"
    ),
    pytest.param("    days: 7\n", "    days: 7\n    months: 1\n", ":7 window arrival", "one length", id="two lengths"),
    pytest.param("days: 7", "days: -7", ":7 window arrival", "-7 days", id="a negative length"),
    pytest.param("days: 7", 'days: "14 "', ":7 window arrival", "`14 ` is neither", id="a length that is a text"),
    pytest.param("days: 7", "days: 7.5", ":7 window arrival", "`arrival`", id="a length that is no whole number"),
    pytest.param("days: 7", "days: true", ":7 window arrival", "`arrival`", id="a length that is yes"),
    pytest.param("days: 7", "days: placed_on", ":7 window arrival", "`placed_on` is neither", id="a date for a length"),
    pytest.param("from: delivered_on", "from: given_on", ":7 window arrival", "`given_on`", id="an undeclared start"),
    pytest.param("from: delivered_on", "from: cause", ":7 window arrival", "`cause`", id="a start that is no date"),
    pytest.param("from: delivered_on", "from: []", ":7 window arrival", "no start", id="a window without a start"),
    pytest.param("    from: delivered_on\n", "", ":7 window arrival", "`from`", id="a window without `from`"),
    pytest.param("tested: reported_on", "tested: told_on", ":7 window arrival", "`told_on`", id="an undeclared test"),
    pytest.param(
        "    days: 7\n", "    days: 7\n    or: [{from: placed_on, days: 1}]\n", ":7 window arrival", "`or`",
        id="a limit beside its alternatives",
    ),
    pytest.param("    cites: [C-1]\n", "    cites: []\n", ":13 rule covered", "cites no clause", id="no clause"),
    pytest.param("    cites: [C-1]\n", "", ":13 rule covered", "`cites`", id="no `cites`"),
    pytest.param('    say: "Opened."\n', "", ":18 rule excluded", "`say`", id="no words"),
    pytest.param("    may:", "    perhaps:", ":18 rule excluded", "`perhaps`", id="an unknown key of a rule"),
    pytest.param("over: [covered]", "over: [coverd]", ":18 rule excluded", "['coverd']", id="over an unknown rule"),
    pytest.param("in: arrival}", "in: arival}", ":13 rule covered", "`arival`", id="an undeclared window"),
    pytest.param("opened_body: true", "openbody: true", ":18 rule excluded", "`openbody`", id="an undeclared fact"),
    pytest.param("opened_body: true", "opened_body: yes", ":18 rule excluded", "['yes']", id="an impossible value"),
    pytest.param(
        '- {clauses: [C-1], read_as: "A week has seven days."}', "- {clauses: C-1, read_as: x}", ":24", "`readings`",
        id="a reading of no list of clauses",
    ),
    pytest.param(
        'read_as: "A week has seven days."', "red_as: x", ":24", "`readings`", id="a reading with an unknown key"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_mend(load: Load, old: str, new: str, place: str, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load(changed(old, new))
    assert refused.value.where.endswith(f"small.yml{place}")
    assert message in refused.value.message
    assert refused.value.mend


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("rules: [covered]\n", "`rules` must be a mapping"),
        ("windows: 7 days\n", "`windows` must be a mapping"),
        ("readings: none\n", "`readings`: Expected `array`"),
        ("lists: {whims: {a_whim: a whim}}\n", "there is no list `whims`"),
        ("lists: {steps: {report_first: call us}}\n", "`steps` already has ['report_first']"),
        ("lists: {steps: [dry_it]}\n", "list `steps` must map codes to words"),
        ("lists: {steps: {dry_it: 7}}\n", "list `steps` must map codes to words"),
        ("facts: {cause: {type: yes_no, known_by: customer}}\n", "the fact `cause` is already declared"),
        ("facts: {frost: {type: maybe, known_by: customer}}\n", "`frost`"),
        ("facts: {frost: {type: yes_no, known_by: nobody}}\n", "`frost`"),
        ("facts: {frost: {type: yes_no}}\n", "`known_by`"),
        ("facts: {frost: {type: yes_no, known_by: step, colour: x}}\n", "`colour`"),
        ("facts: {f: {type: choice, known_by: step, values: {a: A}, groups: {g: [a, b]}}}\n", "['b']"),
        ("facts: {f: {type: choice, known_by: step}}\n", "the choice `f` has no values"),
    ],
)
def test_a_section_of_the_wrong_shape_is_refused(load: Load, section: str, message: str) -> None:
    name = section.split(":")[0]
    others = re.sub(rf"^{name}:.*\n(?: .*\n)*", "", POLICY, flags=re.MULTILINE)
    with pytest.raises(PolicyError) as refused:
        load(others + section)
    assert message in refused.value.message
    assert "small.yml" in refused.value.where
    assert refused.value.mend


class TestFolder:
    def test_knows_its_shops_without_reading_them(self, tmp_path: Path) -> None:
        (tmp_path / "broken.yml").write_text("a: [", encoding="utf-8")
        (tmp_path / "small.yml").write_text(POLICY, encoding="utf-8")
        policies = load_policies(tmp_path)
        assert list(policies) == ["broken", "small"]
        assert len(policies) == 2
        assert policies["small"].name == "Small Shop"
        assert policies["small"] is policies["small"]

    def test_names_the_shops_it_knows(self, tmp_path: Path) -> None:
        (tmp_path / "small.yml").write_text(POLICY, encoding="utf-8")
        with pytest.raises(UnknownShop, match="'tall'") as refused:
            load_policies(tmp_path)["tall"]
        assert refused.value.mend == "known shops: small"

    def test_must_exist(self, tmp_path: Path) -> None:
        with pytest.raises(PolicyError, match="no such folder") as refused:
            load_policies(tmp_path / "nowhere")
        assert "AFTERSALES_POLICIES" in refused.value.mend

    def test_may_bring_its_own_vocabulary(self, tmp_path: Path) -> None:
        (tmp_path / "facts.yml").write_text("facts: {}\noutcomes: {}\nlists: {}\n", encoding="utf-8")
        (tmp_path / "small.yml").write_text(POLICY, encoding="utf-8")
        with pytest.raises(PolicyError, match="`reported_on` is not a declared date"):
            load_policies(tmp_path)["small"]

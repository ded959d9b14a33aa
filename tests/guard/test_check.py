"""What `check` promises whoever calls it: order, places, keep-out words, numbers, sameness, nothing slipping by."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.guard import Finding, Report, Verdict, check, similarity
from bot.redact import forget, remember
from tests.guard import every_text

ANYTHING = st.text(max_size=60)
# What may stand next to a word without being part of it.
EDGE = st.sampled_from([" ", "\n", ", ", ". ", "(", "“", "—", ": ", "/", "-", "\u200b ", "\t"])
POST = (
    "Fewer features, lower score. I made another House Prices submission on Kaggle with a smaller set that looked more "
    "relevant, and it did worse. How do you check a feature before you drop it?"
)


def _finding(verdict: Verdict) -> Finding:
    return Finding("rule", verdict, (0, 1), "Because.")


def test_verdicts_are_ordered_by_severity_and_not_by_spelling() -> None:
    assert sorted(["pass", "block", "ask"], key=Verdict) == ["pass", "ask", "block"]
    assert Verdict.PASS < Verdict.ASK < Verdict.BLOCK
    assert Verdict.BLOCK >= Verdict.ASK > Verdict.PASS
    assert Verdict.ASK <= Verdict.ASK
    assert Verdict.worst(Verdict.ASK, Verdict.BLOCK, Verdict.PASS) is Verdict.BLOCK
    assert Verdict.worst() is Verdict.PASS


def test_a_report_is_as_bad_as_its_worst_finding() -> None:
    assert Report(()).verdict is Verdict.PASS
    assert Report((_finding(Verdict.ASK),)).verdict is Verdict.ASK
    assert Report((_finding(Verdict.BLOCK), _finding(Verdict.ASK))).verdict is Verdict.BLOCK


def test_findings_come_in_reading_order_and_name_their_place() -> None:
    text = "Ran deploy.sh, then told @ada I am open to work."
    report = check(text)
    assert [text[slice(*found.span)] for found in report.findings] == ["deploy.sh", "@ada", "open to work"]
    assert [found.rule for found in report.findings] == ["file-link", "mention", "open-to-work"]


def test_a_finding_in_disguised_letters_names_the_original_place() -> None:
    text = "Übrigens 👩‍💻: ｏｐｅｎ ｔｏ w\u200bоrk!"
    (found, hidden) = check(text).findings
    assert text[slice(*found.span)] == "ｏｐｅｎ ｔｏ w\u200bоrk"
    assert (hidden.rule, text[slice(*hidden.span)]) == ("hidden-character", "\u200b")


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "é", "\u200b", "\ud800", "👩‍💻" * 50])
def test_any_text_can_be_read(text: str) -> None:
    for found in check(text, keep_out=["", " ", "\u200b"], recent=["", text], numbers=()).findings:
        assert 0 <= found.span[0] <= found.span[1] <= len(text)


@given(ANYTHING)
def test_every_finding_lies_within_the_text(text: str) -> None:
    assert all(0 <= f.span[0] <= f.span[1] <= len(text) for f in check(text, keep_out=["a", "é"]).findings)


# --- keep-out words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "We like Acme Analytics.",
        "ACME ANALYTICS!",
        "acme-analytics/churn",
        "acme_analytics_db",
        "#AcmeAnalytics",
        "see acmeanalytics.com",
        "Acme\u00a0Analytics",
        "Acme\nAnalytics",
        "Acme Analytics's data",
        "Acm\u0435 Analytics",
        "https://github.com/acme-analytics/x",
    ],
)
def test_a_keep_out_word_is_found_however_it_is_written(text: str) -> None:
    assert [found.rule for found in check(text, keep_out=["Acme Analytics"]).findings if found.verdict == "block"]


@pytest.mark.parametrize("text", ["AdaBoost", "adaptive", "Canada", "Nevada AdaGrad"])
def test_a_keep_out_word_is_a_whole_word(text: str) -> None:
    assert check(text, keep_out=["Ada"]).findings == ()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Zoë", "ZOE said"),
        ("Zoe", "zoë said"),
        ("阿里巴巴", "在阿里巴巴工作"),
        ("Łódź", "in Łódź"),
        ("straße 5", "STRASSE 5"),
        ("C++", "C++ it is"),
    ],
)
def test_keep_out_words_of_other_scripts_are_found(word: str, text: str) -> None:
    assert check(text, keep_out=[word]).verdict == "block"


WORDS = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=3, max_size=12)


@given(ANYTHING, EDGE, WORDS, EDGE, ANYTHING)
@example("", " ", "ǰǰǰ", " ", "")
def test_no_keep_out_word_passes_wherever_it_stands(before: str, left: str, word: str, right: str, after: str) -> None:
    text = f"{before}{left}{word}{right}{after}"
    assert any(found.rule == "keep-out" for found in check(text, keep_out=[word]).findings)
    assert any(found.rule == "keep-out" for found in check(text.upper(), keep_out=[word]).findings)


# --- secrets and addresses --------------------------------------------------------------------------------------

_TAIL = st.text("abcdefghijkmnopqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ0123456789", min_size=36, max_size=40)
SECRETS = st.one_of(
    _TAIL.map("ghp_{}".format),
    _TAIL.map("github_pat_11{}".format),
    _TAIL.map("sk-proj-x1{}".format),
    _TAIL.map("sk-ant-api03-x1{}".format),
    _TAIL.map("AIza{}".format),
    _TAIL.map("xoxb-1234567890-{}".format),
    _TAIL.map("123456789:{}".format),
    _TAIL.map("hf_{}".format),
    st.just("AKIAIOSFODNN7EXAMPLE"),
    _TAIL.map("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----".format),
)
MAILS = st.builds(
    "{}@{}.{}".format,
    st.from_regex(r"[a-z][a-z0-9._+-]{0,14}[a-z0-9]", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True),
    st.sampled_from(["com", "de", "co.uk", "io", "museum"]),
)


@given(ANYTHING, SECRETS, ANYTHING)
def test_no_secret_passes_wherever_it_stands(before: str, secret: str, after: str) -> None:
    report = check(before + secret + after)
    assert any(found.rule == "secret" for found in report.findings)
    assert report.verdict == "block"


@given(ANYTHING, EDGE, MAILS, EDGE, ANYTHING)
def test_no_mail_address_passes_wherever_it_stands(before: str, left: str, mail: str, right: str, after: str) -> None:
    assert check(before + left + mail + right + after).verdict == "block"


@given(ANYTHING, st.integers(1, 39), st.sampled_from(["\u200b", "\u00ad", "\u2060", "\u202e"]), ANYTHING)
def test_a_secret_split_by_a_hidden_character_does_not_pass(before: str, at: int, hidden: str, after: str) -> None:
    secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
    assert check(f"{before} {secret[:at]}{hidden}{secret[at:]} {after}").verdict == "block"


def test_a_value_from_the_settings_does_not_pass() -> None:
    remember("an-ordinary-looking-value")
    try:
        assert check("Set it to an-ordinary-looking-value today.").verdict == "block"
    finally:
        forget("an-ordinary-looking-value")


# --- numbers ----------------------------------------------------------------------------------------------------

EVIDENCE = ("0.8412", "98.25 %", "1,234", "RMSE 3.4")


@pytest.mark.parametrize(
    "text",
    [
        "AUC: 0.84 with trees",
        "AUC 0.841",
        "84% AUC",
        "98% accuracy on the test set",
        "98.3 % of rows",
        "RMSE of 3.4",
        "Five folds, 3 models, 40 trees, 1,234 rows",
        "Python 3.11 and v1.2.3",
        "A 3x3 convolution, ResNet-18, week 12 of 24",
        "At 5 o'clock? No figures here.",
    ],
)
def test_figures_of_the_evidence_pass_also_rounded(text: str) -> None:
    assert [found for found in check(text, numbers=EVIDENCE).findings if found.rule == "number"] == []


@pytest.mark.parametrize(
    "text",
    [
        "AUC: 0.85 with trees",
        "99% of rows",
        "RMSE 3.5",
        "accuracy of 91",
        "F1 was 0,9",
        "7x faster",
        "loss: 0.02",
        "score 12.5",
        "97.5 percent",
    ],
)
def test_a_figure_that_stands_in_no_evidence_is_blocked(text: str) -> None:
    (found,) = (found for found in check(text, numbers=EVIDENCE).findings if found.rule == "number")
    assert found.verdict is Verdict.BLOCK


def test_without_evidence_every_figure_is_blocked_and_without_asking_none() -> None:
    assert check("AUC 0.84", numbers=()).verdict == "block"
    assert check("AUC 0.84").verdict == "pass"


# --- sameness ---------------------------------------------------------------------------------------------------


def test_a_post_that_repeats_a_recent_one_is_asked_about() -> None:
    (found,) = check(POST.replace("House Prices", "Titanic"), recent=["Something else.", POST]).findings
    assert (found.rule, found.verdict) == ("sameness", Verdict.ASK)
    assert "Fewer features" in found.reason


def test_the_same_sentence_with_another_day_number_is_the_same_sentence() -> None:
    assert similarity("Day 12 of the roadmap: trees.", "Day 13 of the roadmap: trees!") == 1


def test_two_posts_of_one_person_are_not_alike() -> None:
    other = "The snake game is complete. The snake grows when it eats, and a slice checks its tail."
    assert similarity(POST, other) < 0.2
    assert check(POST, recent=[other]).findings == ()


@given(st.text(), st.text())
def test_similarity_is_a_share_and_the_same_both_ways(a: str, b: str) -> None:
    assert 0 <= similarity(a, b) == similarity(b, a) <= 1


def test_nothing_is_alike_to_nothing() -> None:
    assert similarity("", "") == similarity("", POST) == similarity("!!", "??") == 0


# --- speed ------------------------------------------------------------------------------------------------------


def test_a_post_is_read_in_a_few_milliseconds_at_most() -> None:
    check(POST, keep_out=["Acme"])  # patterns are compiled when first needed
    fastest = min(_seconds(POST) for _ in range(20))
    assert fastest < 0.005, "five milliseconds is ten times what it takes"


@pytest.mark.parametrize(
    "piece", ["a", "not ", "looking for ", "work ", "@", "a.", "my new ", "http://", "\u200b", "-"]
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    check(piece * 2_000)
    assert _seconds(piece * (100_000 // len(piece))) < 20


def _seconds(text: str) -> float:
    began = time.perf_counter()
    check(text, keep_out=["Acme"])
    return time.perf_counter() - began


def test_reasons_and_suggestions_are_sentences() -> None:
    for text in every_text():
        for found in check(text).findings:
            assert found.reason[0].isupper() or found.reason[0] == "“"
            assert found.suggestion

"""The weekly mail: true in both its parts, safe whatever a text holds, whole in every mail program, short if quiet."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.activity import Kind
from bot.errors import TemplateError
from bot.reports.digest import Coming, Digest, Piece, Said, Told
from bot.reports.digest.rendering import Rendered, render, render_notices, wrapped
from bot.reports.digest.section import Room
from bot.reports.digest.showing import shown
from bot.reports.digest.wording import address, clean, counted, cut, first_sentence, listed, span
from bot.reports.troubles import Trouble
from tests.conftest import BERLIN
from tests.reports.mail import Mail, contrast, in_the_dark, inverted, recoloured, rgb
from tests.reports.samples import FIRST, FULL, GITHUB, LAST, LONG, QUIET, RESTING, SAMPLES, at, commit, days, on

NOWHERE = Path("/there/is/no/home")
WORST = "&<>\"'" * 150
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(lambda text: f"x{text}")
every_sample = pytest.mark.parametrize("digest", SAMPLES.values(), ids=SAMPLES)


def mail_of(digest: Digest) -> Rendered:
    return render(NOWHERE, digest, BERLIN)


def saying(text: str, url: str = "") -> Digest:
    """Return a full week in which every text is the same."""
    return replace(
        FULL,
        journey=text,
        section=text,
        day=text,
        pace=text,
        days=tuple(replace(day, planned=text, rests=text) for day in FULL.days),
        done=tuple(replace(each, title=text, url=url, repository=text) for each in FULL.done),
        said=tuple(replace(each, text=text) for each in FULL.said),
        told=tuple(replace(each, text=text, url=url, platform=text, reason=text) for each in FULL.told),
        coming=(Coming(on(7), text),),
        waiting=tuple(replace(each, text=text, platform=text) for each in FULL.waiting),
        troubles=(Trouble(text, text),),
        question=text,
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def structure(html: str) -> list[str]:
    return [tag for tag in Mail(html).tags if tag not in {"a", "br"}]


# --- outside text is data -------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(TEXTS)
def test_no_text_can_become_markup_or_be_lost(text: str) -> None:
    made = mail_of(saying(text, url=text))
    assert structure(made.html) == structure(mail_of(saying("x")).html)
    assert Mail(made.html).links == []
    whole = flat(clean(text))
    assert whole in Mail(made.html).words
    assert whole.replace(" ", "") in made.text.replace(" ", "").replace("\n", "")


@settings(max_examples=25)
@given(TEXTS)
def test_a_subject_is_one_short_line_a_mail_can_carry(text: str) -> None:
    made = mail_of(saying(text))
    notice = render_notices(NOWHERE, [Trouble(text, text)], date(2026, 11, 21))
    for line in (made.subject, notice.subject):
        assert line.isprintable() or clean(line) == line
        assert "\n" not in line
        assert len(line) <= 78
        message = EmailMessage(policy=policy.SMTP)
        message["Subject"] = line
    assert "16 to 22 November" in made.subject
    assert "21 November" in notice.subject


@every_sample
def test_both_parts_are_free_of_what_templates_leave_behind(digest: Digest) -> None:
    made = mail_of(digest)
    if digest is not SAMPLES["hostile"]:
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\{#", made.html + made.text + made.subject + made.preview)
    for part in (made.text, Mail(made.html).words):
        assert not re.search(r"\bNone\b|Kind\.|Status\.|\*\*|&(?:lt|gt|#3[49]);|—|\x1b|\x00|\u202e", part)
    assert not re.search(r"\n\n\n| \n", made.text)
    assert made.text == made.text.strip() + "\n"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.test/", "ftp://x.test/", "mailto:a@b.test", "https:///x",
        "x",
        "https://github.com@evil.test/", "https://x.test/\u202egpj", 'https://x.test/"onclick="', "https://x.test/a b",
        "https://x.test/\n", "https://[x", f"https://x.test/{'a' * 300}", "",
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_becomes_a_link(url: str) -> None:
    made = mail_of(saying("A title", url=url))
    assert address(url) == ""
    assert Mail(made.html).links == []


def test_an_address_is_a_link_in_html_and_a_line_of_its_own_in_the_text() -> None:
    url = f"{GITHUB}/x/commit/3fa9c1?a=1&b=2"
    made = mail_of(replace(FULL, done=(Piece(on(0), Kind.COMMIT, "Plot the loss", url, "ada-learns/x"),)))
    assert url in Mail(made.html).links
    assert f"    {url}\n" in made.text
    links = {each for sample in SAMPLES.values() for each in Mail(mail_of(sample).html).links}
    assert all(each.startswith(("https://", "http://")) for each in links)


# --- one truth in two parts -----------------------------------------------------------------------------------------


@every_sample
def test_the_plain_part_says_all_that_the_html_says(digest: Digest) -> None:
    made = mail_of(digest)
    plain = {*re.findall(r"\w+", made.text.casefold()), "open", "it", "on"}
    counts = {cell.shows for cell in shown(digest, BERLIN, Room()).week}  # in words there
    assert {*re.findall(r"\w+", Mail(made.html).words.casefold())} - plain <= counts
    assert {*Mail(made.html).links} <= {*made.text.split()}


@every_sample
def test_the_plain_part_is_as_wide_as_a_mail(digest: Digest) -> None:
    whole = {
        each.command
        for part in shown(digest, BERLIN, Room()).sections
        for group in part.groups
        for each in group.entries
    }
    for line in mail_of(digest).text.splitlines():
        longest = max((len(word) for word in line.split()), default=0)
        assert len(line) <= 72 or longest > 40 or line.strip() in whole  # a command is copied whole


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.sampled_from(Kind), st.integers(0, 40)), min_size=7, max_size=7), st.integers(0, 9))
def test_every_number_is_the_digests(counts: list[dict[Kind, int]], hidden: int) -> None:
    digest = replace(FULL, days=days(*counts), hidden=hidden, said=(), done=())
    made = mail_of(digest)
    total = sum(sum(each.values()) for each in counts)
    text, html = flat(made.text), Mail(made.html).words
    if total:
        sums = f"{counted(digest.evenings, 'evening')}, {counted(total, 'piece')} of evidence:"
        assert sums in text
        assert sums in html
        assert counted(digest.evenings, "evening") in made.subject
    else:
        assert "Nothing was recorded on these seven days." in text
    for kind in Kind:
        of_kind = sum(each.get(kind, 0) for each in counts)
        told = re.search(rf"evidence: [^.]*?(\d+) (?:printed )?{kind}", text)
        assert int(told[1] if told else 0) == of_kind
    told = re.search(r"(\d+) pieces? of work may only be counted", text)
    assert int(told[1] if told else 0) == hidden
    for day, of_day in zip(digest.days, counts, strict=True):
        line = re.search(
            rf"{day.date:%a} {day.date.day}: (.*?)(?=  |$)", made.text.replace("\n    ", " "), re.MULTILINE
        )
        assert not total or (line and sum(map(int, re.findall(r"\d+", line[1]))) == sum(of_day.values()))


def test_what_stands_where_follows_one_order_and_what_is_empty_is_left_out() -> None:
    order = [
        "THE WEEK AT A GLANCE", "WHAT WAS DONE", "IN YOUR OWN WORDS", "WHAT WAS POSTED", "WHAT DID NOT GO OUT",
        "NEXT WEEK", "DRAFTS THAT WAIT FOR YOUR YES", "WHAT NEEDS YOU", "ONE QUESTION",
    ]  # fmt: skip
    assert re.findall("^[A-Z ]+$", mail_of(FULL).text, re.MULTILINE) == order
    last = replace(LAST, told=(), silent=0, said=(), question="", done=())
    assert re.findall("^[A-Z ]+$", mail_of(last).text, re.MULTILINE) == order[:1]
    assert Mail(mail_of(last).html).tags.count("h2") == 1
    assert Mail(mail_of(FULL).html).tags.count("h1") == 1


def test_each_post_says_what_became_of_it_and_what_to_type() -> None:
    text = flat(mail_of(FULL).text)
    assert "X, missed: its hour came without a yes bot show 14" in text
    assert "Mastodon, perhaps out: The connection broke. bot resolve 16 --help" in text
    assert "#22, LinkedIn, Tue 24 November, 09:30: Fewer features" in text  # in the learner's zone
    assert "1 post is approved already. One key answers each draft: bot review" in text
    turned_down = replace(FULL, told=(Told(9, "X", "rejected", at(0), "Momentum.", reason="boring"),))
    assert "X, turned down by you: boring" in flat(mail_of(turned_down).text)
    still_waiting = replace(FULL, told=(replace(FULL.waiting[0], status="draft"),))
    assert "did not go out" not in mail_of(still_waiting).html


def test_words_said_over_and_over_are_one_line() -> None:
    updates = tuple(commit(index // 4, "update") for index in range(9))
    text = mail_of(replace(FULL, done=updates)).text
    assert text.count("update\n") == 1
    assert "Mon 16, 9 times, until Wed 18: update" in text


def test_the_one_tick_is_not_hidden_by_a_hundred_commits() -> None:
    many = (*(commit(0, f"Step {index}") for index in range(100)), Piece(on(1), Kind.TICK, "Watch lecture 3"))
    text = mail_of(replace(FULL, done=many)).text
    assert "Watch lecture 3" in text
    assert "And 77 more:\n    bot activity --from 2026-11-16 --to 2026-11-22" in text
    assert text.count("Step ") == 23


def test_more_than_fits_is_counted_with_the_command_that_shows_it() -> None:
    text = flat(mail_of(SAMPLES["forty"]).text)
    assert "And 34 more. 12 posts are approved already. One key answers each draft: bot review" in text


# --- what may not be seen -------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(TEXTS.filter(lambda text: len(flat(clean(text))) > 3))
def test_a_private_note_is_in_no_line_that_shows_on_a_locked_phone(text: str) -> None:
    secret = f"{text} zzyzx"
    digest = replace(FULL, done=(), said=(Said(on(0), "win", secret, private=True),))
    made = mail_of(digest)
    assert "zzyzx" not in made.subject + made.preview + Mail(made.html).hidden
    assert "zzyzx" not in made.text[:200] + Mail(made.html).words[:200]  # programs fill a preview from there
    assert flat(clean(secret)) in Mail(made.html).words
    assert "only here" in made.text


def test_a_subject_says_nothing_the_guard_or_the_learner_keeps_out() -> None:
    win = replace(FULL, said=(Said(on(0), "win", "Updated my resume with this project.", private=False),), done=())
    assert "resume" not in mail_of(win).subject
    named = replace(FULL, said=(Said(on(0), "win", "Showed the contours at Globex.", private=False),), done=())
    assert "Globex" not in render(NOWHERE, named, BERLIN, keep_out=["Globex"]).subject
    trouble = Trouble("On hold: I have an interview at Globex.", "bot release")
    assert "Globex" not in render_notices(NOWHERE, [trouble], on(6), keep_out=["Globex"]).subject


def test_no_secret_leaves_by_mail() -> None:
    token = "ghp_" + "a1B2" * 9
    made = mail_of(saying(f"the token {token} again"))
    assert token not in made.html + made.text + made.subject + made.preview


# --- subjects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("digest", "subject"),
    [
        (FULL, "Week 5 of 16: 6 evenings, “Gradient descent clicked” (16 to 22 November)"),
        (QUIET, "Week 5 of 16: a quiet week (16 to 22 November)"),
        (replace(QUIET, rests="Holiday"), "Week 5 of 16: the plan rested (16 to 22 November)"),
        (LAST, "Week 16 of 16: 6 evenings, released “First tagged version” (16 to 22 November)"),
        (replace(FULL, week=17, said=(), done=()), "Week 17: 6 evenings (16 to 22 November)"),
        (replace(FIRST, done=()), "Week 1 of 16: 1 evening, 1 commit (16 to 22 November)"),
        (
            replace(FULL, said=(), done=(commit(0, "Fixed the loader so that each row of the table is read once"),)),
            "Week 5 of 16: “Fixed the loader so that each row of the…” (16 to 22 November)",
        ),
    ],
)
def test_a_subject_says_something_of_this_week(digest: Digest, subject: str) -> None:
    assert mail_of(digest).subject == subject


def test_a_win_is_never_cut_for_the_subject() -> None:
    long_win = Said(on(0), "win", "The model works only on the part of the data it has already seen", private=False)
    assert "The model works" not in mail_of(replace(FULL, said=(long_win,), done=())).subject


# --- a quiet week ---------------------------------------------------------------------------------------------------


def test_a_quiet_week_is_short_and_neither_blames_nor_cheers() -> None:
    made = mail_of(QUIET)
    assert len(made.text.splitlines()) < 30
    assert len(made.html) < 12_000
    assert not re.search(
        r"(?i)\b(?:streak|journey|great|keep|only|just|unfortunately|missed|failed|behind|sorry|don't|should)\b|!",
        made.text,
    )
    assert "The plan had" not in made.text


def test_a_week_that_rested_in_part_says_so() -> None:
    assert "The plan rested on Wed 18, Thu 19 and Fri 20: A week by the sea." in flat(mail_of(RESTING).text)


# --- what mail programs show ----------------------------------------------------------------------------------------


@every_sample
def test_nothing_is_used_that_a_mail_program_lacks(digest: Digest) -> None:
    html = mail_of(digest).html
    markup = " ".join(re.findall(r"<[^>]*>", html)) + html.partition("<style>")[2].partition("</style>")[0]
    for missing in (
        "flex", "grid", "position", "float", "<svg", "data:", "rgba(", "var(", "<link ", "<script", "@import", "url(",
        "<img", "<button", "<form", "<picture", "<video", "gradient", "shadow", "rem;", "calc(", "@font-face",
    ):  # fmt: skip
        assert missing not in markup
    assert re.findall(r'role="presentation" width="600"[^>]*max-width:600px', html)
    assert len(html.partition("<style>")[2].partition("</style>")[0]) < 8_000
    styles = re.findall(r'<(\w+)[^>]* style="([^"]*)"', html)
    assert {tag for tag, style in styles if re.search(r"padding:(?!0;)", style)} <= {"td", "th"}
    assert '<html lang="en">' in html
    assert '<meta name="color-scheme" content="light dark">' in html


@every_sample
def test_letters_can_be_read_on_their_ground_in_every_light(digest: Digest) -> None:
    html = mail_of(digest).html
    light, dark = Mail(html).met, in_the_dark(html).met
    for colours in light | dark:
        letters, ground = rgb(colours.letters), rgb(colours.ground)
        assert {letters, ground}.isdisjoint({(0, 0, 0), (255, 255, 255)})
        assert contrast(letters, ground) >= 4.5, colours
        assert contrast(inverted(letters), inverted(ground)) >= 4.5, f"{colours} inverted"
    for colours in light:
        assert contrast(*recoloured(rgb(colours.letters), rgb(colours.ground))) >= 4.5, f"{colours} recoloured"


def test_every_class_with_a_colour_has_one_in_the_dark() -> None:
    html = mail_of(FULL).html
    used = set(re.findall(r'class="([^"]*)"', html))
    assert used <= set(re.findall(r"^\.(\w+)", html, re.MULTILINE))


def test_a_preview_is_hidden_and_the_title_is_the_subject() -> None:
    made = mail_of(FULL)
    assert Mail(made.html).hidden == made.preview
    assert f"<title>{made.subject}</title>" in made.html
    assert made.pictures == {}


@pytest.mark.parametrize(
    "text", [WORST, "文" * 700, "👩🏽‍💻" * 300, "word " * 200], ids=["markup", "wide", "emoji", "long"]
)
def test_a_mail_is_never_cut_off_however_much_there_is(text: str) -> None:
    worst = saying(text, url="https://x.test/?" + "&" * 280)
    digest = replace(
        worst,
        done=tuple(
            replace(worst.done[0], title=f"{index} {text}", repository=f"{index} {text}") for index in range(150)
        ),
        said=worst.said * 40,
        told=worst.told * 40,
        waiting=worst.waiting * 40,
        coming=worst.coming * 20,
        troubles=worst.troubles * 50,
    )
    made = mail_of(digest)
    assert len(made.html.encode()) < 100_000
    assert Mail(made.html).tags
    assert "And " in made.text


@every_sample
def test_a_usual_mail_needs_no_cutting(digest: Digest) -> None:
    assert len(mail_of(digest).html.encode()) < 100_000
    if digest is not LONG:
        assert len(mail_of(digest).html.encode()) < 60_000


# --- templates of one's own -----------------------------------------------------------------------------------------


def own(home: Path, name: str, content: str) -> None:
    folder = home / "templates/email"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")


def test_a_template_in_the_home_replaces_the_shipped_one(tmp_path: Path) -> None:
    own(tmp_path, "digest.txt.j2", "Mine: {{ mail.title }}, {{ mail.journey }}")
    own(tmp_path, "digest.html.j2", "<p>{{ mail.journey }}</p>")
    made = render(tmp_path, replace(FULL, journey="A & <b>"), BERLIN)
    assert (made.text, made.html) == ("Mine: Week 5 of 16, A & <b>\n", "<p>A &amp; &lt;b&gt;</p>\n")


def test_a_template_may_be_changed_while_the_program_runs(tmp_path: Path) -> None:
    for content in ("One.", "Another, {{ mail.title }}."):
        own(tmp_path, "digest.txt.j2", content)
        assert render(tmp_path, FULL, BERLIN).text.startswith(content[:3])
    (tmp_path / "templates/email/digest.txt.j2").unlink()
    assert render(tmp_path, FULL, BERLIN).text == mail_of(FULL).text


@pytest.mark.parametrize(
    "content",
    [
        "{{ nothing }}",
        "{% if %}",
        "{{ mail.__class__.__mro__ }}",
        '{% include "../../.env" %}',
        '{% include "/etc/passwd" %}',
    ],
)
def test_a_template_that_asks_for_what_it_may_not_have_is_named(tmp_path: Path, content: str) -> None:
    own(tmp_path, "digest.txt.j2", content)
    (tmp_path / ".env").write_text("SECRET=1", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"templates/email/digest\.txt\.j2"):
        render(tmp_path, FULL, BERLIN)


# --- notices --------------------------------------------------------------------------------------------------------


def test_one_notice_is_its_own_subject_and_several_are_counted() -> None:
    one = render_notices(NOWHERE, FULL.troubles[:1], on(6))
    assert one.subject == "Your LinkedIn token ends on 28 November (22 November)"
    assert one.preview == "Try: bot login linkedin"
    two = render_notices(NOWHERE, FULL.troubles, on(6))
    assert two.subject == "2 things need you (22 November)"
    for each in FULL.troubles:
        assert each.message in Mail(two.html).words
        assert each.message in flat(two.text)
        assert f"    {each.hint}\n" in two.text
    many = render_notices(NOWHERE, FULL.troubles * 20, on(6))
    assert "And 30 more:\n    bot check" in many.text
    assert "And 30 more: bot check" in Mail(many.html).words


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 11, 15), date(2026, 11, 21), "15 to 21 November"),
        (date(2026, 11, 29), date(2026, 12, 5), "29 November to 5 December"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 to 3 January 2027"),
    ],
)
def test_a_span_names_month_and_year_where_they_change(first: date, last: date, told: str) -> None:
    assert span(first, last) == told


def test_numbers_and_lists_are_spoken_right() -> None:
    assert [counted(each, "evening") for each in (0, 1, 2)] == ["0 evenings", "1 evening", "2 evenings"]
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert first_sentence("It scored 0.84. Then it fell.") == "It scored 0.84"
    assert first_sentence("e.g. a tree") == "e.g. a tree"


@given(st.text(), st.integers(8, 60))
def test_a_text_is_cut_at_whole_words(text: str, most: int) -> None:
    kept = cut(clean(text), most)
    assert len(kept) <= most
    assert kept == clean(text) or clean(text).startswith(kept.removesuffix("…"))


def test_a_cut_leaves_no_half_of_a_letter() -> None:
    assert cut("one two three four", 14) == "one two three…"
    assert cut("ááááááááá", 6)[-2] != "a"
    assert not cut("👩‍💻" * 9, 9).endswith(("\u200d…",))


def test_an_address_is_never_broken_in_two() -> None:
    url = "https://example.org/" + "a-b/" * 40
    assert url in wrapped(f"See {url} for more", 4).split()


def test_hours_are_the_learners() -> None:
    told = Told(1, "X", "published", datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Late.", f"{GITHUB}/x")
    digest = replace(FULL, told=(told,))
    assert "Mon 23, X: Late." in render(NOWHERE, digest, ZoneInfo("Asia/Tokyo")).text
    assert "Sun 22, X: Late." in render(NOWHERE, digest, ZoneInfo("America/New_York")).text

"""Keeps big words and unproved numbers out of a post.

Odd about it: the hype words have honest meanings too (a leverage plot, an excited state, a mixture of experts), and a
number is judged only when the caller says which numbers the evidence holds. Then a figure that is not among them is
blocked: it would be the one untrue thing in the post.
"""

import re
from collections.abc import Collection, Iterator

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading
from bot.guard.rules import Rule, compiled

_METRIC = r"(?:accura\w+|precision|recall|f1|auc|roc|rmse|mae|mse|mape|r2|r²|perplexity|bleu|iou|ndcg)"

RULES = (
    Rule(
        "mastery",
        Verdict.ASK,
        "completely under|expert|fluent|fully under|guru|know everything|master|ninja|rockstar|wizard",
        (
            r"mastered|mastery(?! learning)|I(?:'m| am|'ve been)? mastering|can now master",
            r"(?:an|am|now|become|becoming|like|true|real) experts?(?! (?:systems?|demonstrat\w+|polic\w+|rout\w+"
            r"|layers?|networks?|annotat\w+|labels?|is|gets|sees|per|choice|parallel\w*))(?! of a mixture)",
            r"expert (?:level|in|at)|experts? now|guru|ninja|rockstar|wizard at",
            r"know everything about|fully understand|completely understood|fluent in (?:python|pandas|sql|pytorch|ml)",
        ),
        "This promises more than any evidence could show.",
        "Say what you did: “worked through …”, “fitted …”.",
        ("Mastered boosting.", "I'm now an expert in SQL", "Pandas mastery, week 3"),
        ("Merged into the master branch", "A mixture of experts routes each token.", "My master's thesis used R."),
    ),
    Rule(
        "boast",
        Verdict.ASK,
        "10x|accura|auc|bleu|cod|commits|crush|day|f1|grind|hour|hrs|iou|kill|lines of|mae|mape|mse|nailed|ndcg"
        "|perplexity|precision|prs |pull requests|r2|recall|rmse|roc|r²|streak|stud|work",
        (
            rf"\d+(?:\.\d+)?\s?%\s(?:{_METRIC}|accurate)[^.?\n]{{0,20}}!",
            r"\d+ (?:commits|lines of code|pull requests|prs) (?:in|today|this|yesterday|later)",
            r"(?:stud(?:ied|ying)|cod(?:ed|ing)|grind(?:ed|ing)?|work(?:ed|ing)) (?:for )?\d+\+? (?:hours?|hrs)",
            r"\d+ (?:day|days) (?:streak|in a row|straight)|day \d+ (?:of|/) \d+|streak (?:of|is|at) \d+"
            r"|\d+ hours (?:straight|a day)",
            r"crush(?:ed|ing) it|nailed it|killed it|killing it|10x (?:engineer|developer|better|my)",
        ),
        "Effort and exclamation marks make a number sound less true.",
        "Give the number with its data and a comparison, and leave the effort out.",
        ("98% accuracy!", "14 commits in 3 hours!", "12 day streak", "Studied 6 hours"),
        (
            "78 books in 100 hours, all rated 4 or higher",
            "Predicting never fraud is 99.8% accurate.",
            "A streak in the residuals",
            "Telco churn, held-out AUC: 0.84 with trees",
        ),
    ),
    Rule(
        "hype",
        Verdict.ASK,
        "aijourney|blown|buckle|codingjourney|consistency|cutting edge|deep div|deepdiv|excit|failure is|game chang"
        "|gamechang|grind|humbl|hustl|journey|learningjourney|let that|level up|levelup|leverag|mind blow|mindblow"
        "|mljourney|myjourney|next level|nextlevel|passionate|powerful|revolution|small win|smallwin|so excited"
        "|so proud|stay tuned|staytuned|stoked|super|the grind|thegrind|thrill|unleash|unlock|world class",
        (
            r"(?:so |super |very |really |beyond )?excited(?! (?:states?|electrons?|atoms?|neurons?|levels?))"
            r"|thrilled|humbled|stoked|super proud|so proud|passionate about",
            r"(?:my|this|learning|ml|ai|coding|data science|machine learning|the|our|amazing"
            r"|incredible) journey(?! (?:time|planner|data|map|stage|id|length)s?(?!\w))",
            r"unlock\w* (?:the |your |my |new |full |its |true |real )*(?:power|potential|value|insights?|growth"
            r"|possibilit\w+|secrets?|doors?|opportunit\w+)",
            r"game~chang(?:er|ers|ing)|deep~div(?:e|es|ing|ed)|stay tuned|next level|level~up my",
            r"leverag(?:e|es|ed|ing)(?! (?:points?|scores?|plots?|statistics?"
            r"|values?))(?<!high\x20leverage)(?<!high-leverage)(?<!of\x20leverage)",
            r"consistency is|small wins?|the grind|grinding|hustle|let that sink in|buckle up",
            r"revolution(?:ary|ise|ize|ising|izing)|cutting edge|supercharg\w+|mind blowing|blown away|world class"
            r"|failure is (?:fuel|the)|powerful (?:techniques?|tools?|algorithms?|insights?)|unleash\w*",
        ),
        "People who learn do not talk like this, and readers stop at the word.",
        "Drop the word; the thing itself is the news.",
        (
            "Excited to see where this takes me, stay tuned!",
            "My ML journey continues",
            "A deep dive into PCA",
            "Consistency is key",
            "Leveraging gradient boosting",
            "This unlocks the full potential of trees",
        ),
        (
            "Points with high leverage pull the line.",
            "The excited state decays.",
            "Customer journey data from a public set",
            "A mutex unlocks when the guard drops.",
            "Grid search over coffee grind sizes",
        ),
    ),
    Rule(
        "self-abuse",
        Verdict.ASK,
        "dumb|hate myself|i am|i feel|i felt|i suck|i was|idiot|im |stupid|useless|worthless",
        (r"I(?:'m| am| was| feel| felt) (?:\w+ )?(?:dumb|stupid|idiot|an idiot|useless|worthless)|I suck|hate myself",),
        "You would not say this to a friend who is learning.",
        "Say what went wrong, plainly.",
        ("I'm so dumb, but failure is fuel!",),
        ("A dumb baseline beats it.", "The model is useless on Sundays."),
    ),
)

# Figures a reader takes for a result: a share, a decimal below one, a factor, a number after a measure's name.
_FIGURES = (
    r"(?<![\w.,])\d+(?:[.,]\d+)?(?=\s?(?:%|percent|per\x20cent))",
    r"(?<![\w.,])0?\.\d+(?![\w.]*\.\d)",
    r"(?<![\w.,])\d+(?:\.\d+)?(?=\s?[x×](?!\w|\s?\d))",
    rf"(?<!\w){_METRIC}(?: (?:score|of|is|was|around|about|only|reached|rose to|fell to"
    rf"|dropped to)){{0,2}}[\s:=]{{1,3}}"
    r"(?P<figure>\d+(?:[.,]\d+)?)(?![\w.,]\d|-)",
    r"(?<!\w)(?:loss|score|error|correlation|silhouette|kappa)(?: (?:of|is|was|about"
    r"|only)){0,2}[\s:=]{1,3}(?P<decimal>\d+\.\d+)(?!\.?\d)",
)


def check_numbers(reading: Reading, numbers: Collection[str]) -> Iterator[Finding]:
    """Yield the figures that stand in no evidence."""
    known = [value for number in numbers for value in _values(number)]
    for match in compiled(_FIGURES, whole_words=False).finditer(reading.prose):
        group = match.lastgroup or 0
        if not _rounds_to(match[group], known):
            yield Finding(
                "number",
                Verdict.BLOCK,
                reading.place(*match.span(group)),
                f"“{match[group]}” stands in no evidence, so nobody could check it.",
                "Print it in the notebook or note it with `bot log`, or leave it out.",
            )


def _values(number: str) -> Iterator[float]:
    """Yield what a number from the evidence may be written as: 0.84 also as 84 %, 84 % also as 0.84."""
    for figure in re.findall(r"\d*[.,]?\d+(?:,\d{3})*", number):
        value = _value(figure)
        yield from (value, value * 100, value / 100) if value <= 1 or "%" in number else (value,)


def _rounds_to(figure: str, known: list[float]) -> bool:
    """Return whether some number of the evidence, rounded as the text rounds, is this figure."""
    decimals = len(re.split("[.,]", figure)[1]) if re.search(r"[.,](?!\d{3}$)", figure) else 0
    return any(abs(value - _value(figure)) <= 0.5 * 10**-decimals + 1e-9 for value in known)


def _value(figure: str) -> float:
    return float(re.sub(r",(?=\d{3}$)", "", figure).replace(",", "."))

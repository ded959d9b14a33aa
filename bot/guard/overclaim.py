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
        "master|expert|guru|ninja|rockstar|wizard|know everything|fully under|completely under|fluent",
        (
            r"mastered|mastery(?! learning)|I(?:'m| am|'ve been)? mastering|can now master",
            r"(?:an|am|now|become|becoming|like|true|real) experts?(?! (?:systems?|demonstrat\w+|polic\w+|rout\w+"
            r"|layers?"
            r"|networks?|annotat\w+|labels?|is|gets|sees|per|choice|parallel\w*))(?! of a mixture)",
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
        "accura|precision|recall|f1|auc|roc|rmse|mae|mse|mape|r2|perplexity|bleu|iou|ndcg|commits|lines of"
        "|pull requests|prs |hour|hrs|stud|cod"
        "|grind|work|streak|day|days|crush|nailed|kill|10x",
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
        "excit|so excited|thrill|humbl|stoked|super|so proud|passionate|journey|unlock|game chang|gamechang"
        "|deep div|deepdiv|stay tuned|staytuned|next level|nextlevel|level up|levelup|leverag|consistency"
        "|small win|smallwin|the grind|grind|hustl|let that|buckle|revolution|cutting edge|supercharg|mind blow"
        "|mindblow|blown|world class|failure is|powerful|unleash|mljourney|myjourney|learningjourney|codingjourney"
        "|aijourney|thegrind",
        (
            r"(?:so |super |very |really |beyond )?excited(?! (?:states?|electrons?|atoms?|neurons?|levels?))|thrilled"
            r"|humbled"
            r"|stoked|super proud|so proud|passionate about",
            r"(?:my|this|learning|ml|ai|coding|data science|machine learning|the|our|amazing|incredible) journey"
            r"(?! (?:time|planner|data|map|stage|id|length)s?(?!\w))",
            r"unlock\w* (?:the |your |my |new |full |its |true |real )*(?:power|potential|value|insights?|growth"
            r"|possibilit\w+"
            r"|secrets?|doors?|opportunit\w+)",
            r"game~chang(?:er|ers|ing)|deep~div(?:e|es|ing|ed)|stay tuned|next level"
            r"|level~up my",
            r"leverag(?:e|es|ed|ing)(?! (?:points?|scores?|plots?|statistics?"
            r"|values?))(?<!high\x20leverage)(?<!high-leverage)"
            r"(?<!of\x20leverage)",
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
        "dumb|stupid|idiot|useless|i suck|worthless|hate myself|im |i am|i was|i feel|i felt",
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
    r"(?<!\w)(?:loss|score|error|correlation|silhouette|kappa)(?: (?:of|is|was|about|only)){0,2}[\s:=]{1,3}"
    r"(?P<decimal>\d+\.\d+)(?!\.?\d)",
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

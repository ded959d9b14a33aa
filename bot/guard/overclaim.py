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
        "conquest",
        Verdict.ASK,
        "100|aced|all|annihilat|beat|beats|best|better|bug|bulletproof|chang|conquer|crush|demolish|destroy"
        "|disrupt|dominat|done|easy|effortless|everything|faster|first|flawless|forever|genius|going|gonna|human"
        "|in no time|like a pro|never|no one|nobody|nothing|obliterat|once|outperform|perfect|pro at|record"
        "|replac|slay|smarter|smash|state of|tame|there is|transform|unbeatable|unstoppable|will",
        (
            r"conquered(?! by)|conquering(?! (?:step|tree))|slayed|(?:I|I've|and|just|finally|totally|absolutely"
            r"|completely|today"
            r"|we) (?:crushed|dominated|smashed|demolished|destroyed|annihilated|obliterated|aced|tamed)(?! (?:by|to))"
            r"|(?:crushed|smashed|aced|demolished) (?:it|this|that|the (?:exam|course|quiz|test|module|chapter"
            r"|assignment)|my)",
            r"(?:will|going to|gonna) (?:\w+ )?(?:change|transform|disrupt|replace|redefine"
            r"|reshape) (?:how (?:every\w+|we all|people"
            r"|you|the world)|the way|everything|the world|the (?:\w+ )?industry|every\w+|your life|my life|lives|all)",
            r"change[sd]? (?:everything|the world|my life|the game)(?! (?:about the|in the) )",
            r"(?:my|the) best (?:model|score|result|code|work) ever|unbeatable|unstoppable|flawless(?:ly)?"
            r"|bulletproof|bug~free"
            r"|once and for all|like a pro(?! (?:account|tier))|pro at|effortless(?:ly)?|in no time(?! (?:zone|series"
            r"|step))|genius",
            r"(?:beats?|beaten|outperform(?:s|ed)?|better than|smarter than|faster than) (?:every(?:one|thing"
            r"|body)?(?! (?:baseline"
            r"|single))|any(?:one|thing|body)?|all(?! (?:three|four|five|the))|gpt|chatgpt|google|experts?"
            r"|most (?:people|engineers"
            r"|developers|seniors|experts))(?! (?:row|node|value|split|k|threshold|other (?:row|node|value))s?(?!\w))",
            r"(?:all there is to know|everything there is|nothing left to learn|understand everything|never (?:get"
            r"|make) (?:\w+ )?wrong"
            r"|never be wrong)|(?:SQL|python|pandas|regex|rust|git|docker|statistics|calculus|recursion) is (?:easy"
            r"|solved|child's play)",
            r"100\s?% (?:accura\w+|correct|right|bug free)(?! (?:means|is|usually|smells|on the training|was a"
            r"|turned))",
        ),
        "A big word for a small thing makes readers doubt the rest.",
        "Say what it does now that it did not do before.",
        (
            "Conquered Kubernetes today",
            "This will change how everybody does forecasting",
            "I totally crushed the exam",
            "A bug-free parser",
        ),
        (
            "Divide and conquer sorts it.",
            "One class dominated the batch.",
            "A strictly dominated strategy",
            "This will change the dtype.",
        ),
    ),
    Rule(
        "bare-figure",
        Verdict.ASK,
        "achiev|agent|better|bill|boost|bot|cheaper|classifier|cut|doubl|faster|get|got|halv|hit|improv|is at"
        "|model|more acc|more eff|net|network|now at|pipeline|quadrupl|quicker|reach|reduc|scor|slash|smaller"
        "|solver|sped|speed|tripl|up at|win |wins|won",
        (
            r"(?:gets?|got|getting|reach\w*|hits?|scor\w+|achiev\w*|wins?|won|now at|is at|up at)(?: (?:me|us|now|a"
            r"|an|about|around"
            r"|almost|nearly|over|by|mile|up|to|with|easily|already|it|the|good|solid"
            r"|whopping)){0,5}[\s:]{1,3}(?:0?\.\d{2,4}"
            r"|\d{2,3}(?:\.\d+)?\s?%)(?=\s*(?:[.!?](?!\d)|$|\n))",
            r"(?:my|the|this) (?:\w+ )?(?:model|classifier|network|net|bot|solver|agent|pipeline)(?: (?:now|already"
            r"|is|has))* (?:\w+ )?"
            r"(?:0?\.\d{2,4}|\d{2,3}(?:\.\d+)?\s?%)(?: (?:accura\w+|right|correct))?(?: now"
            r"| already)?(?=\s*(?:[.!?](?!\d)|$|\n))",
            r"(?<![^\n])[^\d\n]{0,160}?\d+(?:\.\d+)?(?:\s?[x×]| times| percent|\s?%) (?:faster|quicker|better|smaller"
            r"|cheaper|more (?:accurate"
            r"|efficient))"
            r"(?![^\n]{0,80}(?:from|than|vs|versus|against|compared|instead|\d))",
            r"(?:cut|cuts|reduc\w+|improv\w+|boost\w*|slash\w*|sped up) (?:the|my|its|our) (?:\w+ )?(?:error|loss"
            r"|time|runtime|cost|memory"
            r"|accuracy|score|speed|bill|training)s? (?:\w+ )?(?:in|by)(?: (?:more than|over|about|almost))? (?:half"
            r"|two thirds|a third|\d+\s?%"
            r"|a factor)(?![^\n]{0,80}(?:from|vs|against|compared|\d))",
            r"(?:halv|doubl|tripl|quadrupl)(?:ed|ing) (?:the|my|our|its) (?:\w+ )?(?:error|loss|accuracy|score|speed"
            r"|runtime|performance"
            r"|throughput)s?(?! (?:weight|term|function))(?![^\n]{0,80}(?:from|vs|against|compared|\d))",
        ),
        "A figure without its measure, its data and a comparison tells nobody anything.",
        "Say of what, on which data, and what it was before.",
        (
            "My model now gets 0.93.",
            "The trees won by a mile: 0.91.",
            "Made the script 40x faster",
            "Cut the error in half by adding two features",
        ),
        (
            "The trees won: 0.84 against 0.83 on Telco.",
            "3x faster than the loop on 1M rows",
            "Cut the loss in half, from 0.8 to 0.4.",
            "Doubled the learning rate",
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

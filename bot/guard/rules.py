"""What a rule is, and how a table of rules is read over a text.

Odd about it: patterns are written as phrases. A space stands for any run of spaces, hyphens and underscores, `~` for
an optional one (`open~to~work` also reads #OpenToWork), and `<name>` for a group of words from VOCABULARY, so a table
reads like the sentences it is about. `words` are the quick look: unless one of them stands in the text, the phrases
are not even compiled. Each rule carries its own examples; one test reads them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading

VOCABULARY = {
    # The craft's own nouns: beside one of these a career word is a column, a corpus or a program.
    "craft": r"(?:data~(?:sets?|frames?)|columns?|features?|tables?|corpus|corpora|records|rows|transcripts?|labels?"
    r"|classif\w+|pars(?:er|ers|ing)|scrap(?:er|ers|ing)|model(?:s|ling|ing)?|predict\w*|regression|fields?|csv|json"
    r"|embeddings?|ontology|taxonomy|extract\w*|screening|matching|ranking|bias|fairness|simulat\w+)(?!\w)",
    # Not "hiring dataset", "hiring promotion records", "hiring data"; still "hiring in data", "hiring data scientists".
    "plain": r"(?!(?: (?!(?:in|into|for|with|to|as|and|on|at|of|from|by|the|my|an?|is|was)(?!\w))[\w']+)? <craft>"
    r"| data(?! (?:scien\w+|engineer\w*|analy\w+|roles?|jobs?))(?!\w))",
    "field": r"(?:ml~ops|ml|gen~ai|ai|nlp|machine~learning|deep~learning|data~(?:science|analytics|engineering)|data"
    r"|artificial~intelligence|analytics|computer~vision|software(?: (?:engineering|development))?|tech)",
    "trade": r"(?:engineer|scientist|analyst|developer|dev|researcher|architect|programmer|practitioner)s?",
    "level": r"(?:senior|junior|lead|staff|principal|entry level|mid level|associate|sr|jr|head of)",
    "opening": r"(?:jobs?|roles?|positions?|openings?|internships?|employment|gigs?|opportunit(?:y|ies)"
    r"|vacanc(?:y|ies))",
    # Anything that may stand between "looking for" and "role".
    "some": r"(?:(?:an?|the|my|our|your|some|any|all|this|these|another|other|different|new|first|next|more|few|several"
    r"|many|\d+|two|three|five|ten|better|good|great|big|real|proper|dream|full|time|part|remote|paid|ml|ai|data"
    r"|machine|deep|learning|nlp|mlops|science|scientist|engineer|engineering|analyst|analytics|software|tech|python"
    r"|developer|junior|senior|lead|staff|entry|level|principal|freelance|contract|research|professional|career|of|or"
    r"|and|for|in|as|to|into|get|land|find|local) ){0,8}",
    # What follows makes it a job of the scheduler, a role in the database or a position in the sequence; `alone` is
    # for verbs such as "got" and "started", where less is needed for that.
    "person": r"(?!~(?:queues?|schedul\w+|runn\w+|cost|ids?|of|fail\w*|done|submitted|status|names?|titles?|labels?"
    r"|labell?ing|play\w*|prompts?|model|based|arn|type|class|embedd\w+|encod\w+|ran|runs?|for (?:each|every)"
    r"|that (?:fail|crash|hang|hung|time|died|never|are)\w*|to (?:improve|cut|reduce|speed|simplif\w+|reuse|cache"
    r"|optimi\w+|refactor|vectori\w+|save|parallel\w+|batch|try|test|compare)|<craft>)(?!\w))",
    "alone": r"<person>(?! (?:that|which|from|by|each|every|with|when|on (?:the|an?|slurm|spark|every|each)|in (?:the"
    r"|an?|postgres|aws|iam|sql|each|every)|to (?:the|run|finish))(?!\w))",
    "boss": r"(?:boss|manager|line manager|team lead|supervisor|hod|hr|ceo|cto|cfo|cmo|coo|cio|employer|director"
    r"|colleagues?|co~?workers?)",
    "isnt": r"(?:is|are|was|were|do|does|did|have|has|had|ca|wo|would|could|should)n'?t",
    "mechanism": r"(?:see|saw|seen|seeing|watch\w*|show\w*|observ\w*|visuali\w*|forces?|mechanisms?|descent|attention"
    r"|magic|networks?|layers?|optimi[sz]ers?|principles?|effects?|bias|theorem|gradients?|regression|forests?|trees?)",
    "general": r"(?:you|your|someone|somebody|anyone|anybody|people|if)",
    "sentence": r"[^.!?\n]{0,60}?",
    # Rooms and people of an office. "Product", "data" and "research" are the craft's.
    "department": r"(?:credit|accounting|accounts|finance|sales|marketing|legal|hr|it(?= (?:people|guys?|department"
    r"|dept|team|folks))|purchasing|procurement|controlling|logistics|claims|customer support|compliance|payroll"
    r"|operations|back office|front office|admin|facilities"
    r"|treasury|underwriting|billing)",
    "employed": r"(?:interns?|trainees?|apprentices?|new hires?|temps?|consultants?|contractors?|auditors?|accountants?"
    r"|secretary|receptionist|controllers?|it guys?|vendors?|suppliers?)",
    "family": r"(?:little one|kids?|baby|toddler|children|son|daughter|wife|husband|partner|mother|father|mum|mom|dad"
    r"|grand\w+|girlfriend|boyfriend|parents?|brother|sister|in~laws?|twins|dog|cat)",
    "company": r"(?:netflix|zalando|spotify|uber|airbnb|amazon|google|facebook|meta|microsoft|apple|stripe|shopify"
    r"|booking(?:\.com)?|twitter|linkedin|pinterest|doordash|lyft|instacart|tesla|nvidia|openai|anthropic|deloitte"
    r"|accenture|mckinsey|kpmg|pwc|ibm|sap|oracle|salesforce|siemens|bosch|bmw|volkswagen|vw|mercedes|toyota|allianz"
    r"|ikea|lidl|aldi|tesco|walmart|carrefour|otto|adidas|nike|hellofresh|delivery hero|n26|klarna|revolut|monzo"
    r"|deliveroo|trivago|expedia|infosys|tcs|wipro|flipkart|swiggy|zomato|slack|discord|dropbox|cloudflare|figma|canva"
    r"|tiktok|bytedance|alibaba|tencent|paypal|visa|ebay|etsy|asos|h&m|unilever|nestle|palantir|databricks|snowflake"
    r"|goldman sachs|jp~?morgan|bloomberg|dhl|ups|fedex|lufthansa|ryanair)",
}

_NAMED = r"(?<!\(\?P)<([a-z]+)>"


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: a cache must not hash all its sentences per post
class Rule:
    """One thing the guard looks for, why, what to write instead, and examples on both sides."""

    name: str
    verdict: Verdict
    words: str  # the quick look: beginnings of words, lower case, without apostrophes, separated by |
    phrases: tuple[str, ...]
    reason: str
    suggestion: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    whole_words: bool = True


def find(rules: tuple[Rule, ...], reading: Reading, *, links: bool = False, quick: bool = True) -> Iterator[Finding]:
    """Yield what the rules find; where two overlap, the one that stands first in the table speaks."""
    words = reading.words if links else reading.prose
    spoken_for = bytearray(len(words))
    for rule in _worth_reading(rules, reading) if quick else rules:
        for match in compiled(rule.phrases, rule.whole_words).finditer(words):
            start, end = match.span()
            if not any(spoken_for[start:end]):
                spoken_for[start:end] = b"\1" * (end - start)
                yield Finding(rule.name, rule.verdict, reading.place(start, end), rule.reason, rule.suggestion)


def _worth_reading(rules: tuple[Rule, ...], reading: Reading) -> list[Rule]:
    """Take the quick look: whole-word rules name beginnings of words, the others any characters."""
    index = _beginnings(rules)
    found = {
        number
        for letters in index.keys() & reading.beginnings.keys()
        for place in reading.beginnings[letters]
        for beginning, number in index[letters]
        if reading.bare.startswith(beginning, place)
    }
    found |= {number for number, marks in _marks(rules) if any(mark in reading.lowered for mark in marks)}
    return [rules[number] for number in sorted(found)]


@cache
def _marks(rules: tuple[Rule, ...]) -> list[tuple[int, list[str]]]:
    """Return the characters that rules without whole words look for, each with the number of its rule."""
    return [(number, rule.words.split("|")) for number, rule in enumerate(rules) if not rule.whole_words]


@cache
def _beginnings(rules: tuple[Rule, ...]) -> dict[str, list[tuple[str, int]]]:
    """Return the beginnings of words by their first two letters, each with the number of its rule."""
    index: dict[str, list[tuple[str, int]]] = {}
    for number, rule in enumerate(rules):
        for beginning in rule.words.split("|") if rule.whole_words else ():
            index.setdefault(beginning[:2], []).append((beginning, number))
    return index


@cache
def compiled(phrases: tuple[str, ...], whole_words: bool) -> re.Pattern[str]:
    """Spell phrases out as one regular expression."""
    spelled = "|".join(phrases)
    while re.search(_NAMED, spelled):
        spelled = re.sub(_NAMED, lambda match: VOCABULARY[match[1]], spelled)
    if whole_words:
        spelled = rf"(?<!\w)(?:{spelled})(?!\w)"
    return re.compile(spelled.replace(" ", r"[\s_-]+").replace("~", r"[\s_-]*"), re.IGNORECASE)

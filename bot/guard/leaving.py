"""Keeps the end and the price of a job out of a post: notice, lay-offs, promotion, pay, offers.

Odd about it: a loss that flattens is worth a notice, a model is promoted, an exception is raised, and a salary column
is skewed; a person resigns, hopes for a raise, signs an offer.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_DROP = "Leave the sentence out; the post is as good without it."

RULES = (
    Rule(
        "leaving",
        Verdict.BLOCK,
        "between jobs|chang|gave notice|i am|i get|i got|i was|laid off|layoff|leav|left|lose |losing|lost"
        "|made redundant|my contract|my employment|my probation|my resignation|my work|notice|quit|resign|severance"
        "|switch|two weeks|unemployed",
        (
            r"(?:quit|quitt?ing|leav(?:e|ing)|left|los(?:e|t|ing)|chang(?:e|ed|ing)|switch(?:ed|ing)?) (?:my"
            r"|our) (?:\w+ )?(?:job|company|employer|position|workplace|corporate \w+)<person>",
            r"I (?:got|get|was|am) (?:\w+ )?(?:fired|sacked|let go)",
            r"my (?:employment |work )?(?:contract|probation)(?: period)? (?:ends?|ended|runs out|is over|expires)",
            r"quit the job(?! (?:queue|runner))|quitting (?:soon|tomorrow|next \w+|in \w+)",
            r"(?:chang|switch)(?:ed|ing|e) (?:jobs|companies|employers)",
            r"(?:gave|give|giving|handed in|handing in|hand in|submitted|serving|serve) (?:my|his|her) notice",
            r"gave notice|notice period|two weeks'? notice",
            r"my resignation|resignation letter|resign(?:ed|ing) from",
            r"(?:laid off|layoffs?|unemployed|made redundant)<plain>",
            r"between jobs|severance",
        ),
        "This is about leaving a job, which does not belong in a post about learning.",
        _DROP,
        (
            "I quit my job to study",
            "Handed in my notice",
            "Serving my notice period",
            "Got laid off last month",
            "Thinking of changing jobs",
        ),
        (
            "Notice how the loss flattens after epoch 3",
            "Left the job running overnight",
            "The unemployed rows column is mostly zero",
            "Changed the position of the legend",
        ),
    ),
    Rule(
        "farewell",
        Verdict.BLOCK,
        "ask for|boss|contract|different|farewell|first|from|gave|get me|getting me|giving|goodbye|handed"
        "|handing|joining|leaving|made me|moving|my contract|my notice|new badge|quit one|retrain|said yes"
        "|second|sign|switching",
        (
            r"my notice is in|contract (?:is|was|will|has)(?: not|n't) (?:being |be |been )?(?:renewed|extended)"
            r"|quit one day",
            r"(?:handed|gave|handing|giving) (?:over|back|in) my (?:\w+ )?(?:laptop|badge|keys|key card|work phone)",
            r"(?:goodbye|farewell|leaving) (?:drinks?|party|do|lunch|cake|card|speech|e~?mail)(?! (?:function"
            r"|message))",
            r"made me an offer|sign(?:ed|ing)? (?:the|my|a) (?:new |work |employment |job )?contract(?! (?:test"
            r"|between)\w*)",
            r"new badge|(?:first|second) (?:day|week|month) (?:in|at) (?:the|my) new (?:place|job|office|team|company"
            r"|role)",
            r"(?:said yes to|joining|switching to|moving to) (?:a|an|the) (?:different|new|other|bigger|smaller)"
            r" (?:company|employer|firm|startup|team)",
            r"retraining as an? (?:<field> )?<trade>|from (?:retail|sales|marketing|teaching|nursing|law|hospitality"
            r"|banking"
            r"|accounting|insurance|hr) to (?:react|python|tech|code|coding|data|ml|ai|rust|java|javascript|software)",
            r"get(?:ting)? me noticed|ask for (?:a raise|more money)|boss,? if you",
        ),
        "Readers will see somebody going, whether or not you are.",
        _DROP,
        (
            "Goodbye drinks on Friday",
            "They made me an offer",
            "My contract is not being renewed",
            "Retraining as a developer",
        ),
        (
            "Signing the commit with a key",
            "The contract of a function",
            "From sales data to a forecast",
            "Retraining as data drifts",
        ),
    ),
    Rule(
        "pay",
        Verdict.BLOCK,
        "compensation|ctc|earn |earns|make |makes|offer|pay|promot|raise|salary",
        (
            r"(?:my|our|dream|target) (?:\w+ )?(?:salary|pay|compensation|paycheck|ctc)<plain>",
            r"(?:ml|data|ai|tech|<trade>) (?:jobs? )?(?:pays?|earns?|makes?) (?:better|more than|well|twice|double)",
            r"salary (?:negotiat\w+|expectations?|hike|raise|bump)|pay (?:raise|rise|bump)",
            r"(?:get|got|getting|want|earn|negotiat\w+|ask\w* for|deserve) (?:an? |my |the )?(?:(?:big|higher|better"
            r"|bigger) (?:salary|pay|raise)|raise)",
            r"(?:I|I'm|I am|I've been|get|getting|be) (?:was |got |being |getting |me )?promoted(?! (?:the"
            r"|to (?:prod\w*|staging|main|stable|the|an? (?:float|int))))",
            r"my promotion|up for (?:a )?promotion|for (?:a|my) (?:next )?promotion",
            r"(?:got|received|accepted|signed|declined|have|negotiat\w+|waiting for|expecting) (?:an|the|my|two"
            r"|another) (?:\w+ )?offers?",
            r"offer letters?<plain>|(?:an|the|my) offer from <some>(?:\w+ )?(?:compan(?:y|ies)|employers?|startups?"
            r"|tech|firm)",
        ),
        "Pay and promotion are between you and an employer, not for a post.",
        _DROP,
        (
            "My salary is low, so I study",
            "Salary negotiation tips welcome",
            "I got promoted!",
            "Accepted the offer",
        ),
        (
            "Applying log1p to a skewed salary column",
            "An offer letter classification dataset",
            "The model got promoted to production in the registry demo.",
            "Promotion uplift in the retail data",
            "raise ValueError when the column is missing",
        ),
    ),
)

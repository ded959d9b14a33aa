"""Keeps hints at leaving and offers of oneself out of a post, where no career word is said.

Odd about it: these are the sentences people write when they think they are careful. A chapter is also a book's, an
escape a character's, plan B a second model; each rule asks for the life beside the word. Steps of a selection, job
adverts and what merely may be misread are in hiring.py.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_SUBJECT = "Say what you learned or built; leave out what it is for."
_DROP = "Leave the sentence out; the post is as good without it."

RULES = (
    Rule(
        "hint-at-leaving",
        Verdict.BLOCK,
        "adventure|announcement|anything|bigger|challenge|chang|chapter|count|counting|days|days are|do this"
        "|doing this|escape|exit|final|foot in|fresh start|going to be|greener|last|life|long|move|my next"
        "|my way|new start|news|not be here|not going|out there|pivot|plan b|ready for|reinvent|restart|say"
        "|someth|somewh|start|stay|stepping|there is more|there s more|they asked|things|this|time for|want"
        "|watch|where|where i|who|who i|why|will not|wont be here",
        (
            r"(?:new|exciting) chapter (?:is )?(?:coming|ahead|soon|starts|begins|beckons|awaits|for me|in my"
            r"|of my)(?! (?:book|notes|thesis|reading)\w*)|next chapter (?:awaits|ahead|of my (?:career|life|working)"
            r"|in my|for me|beckons)(?! (?:book|notes|thesis|reading)\w*)",
            r"(?:last|final) (?:\w+ )?(?:days?|weeks?|months?) (?:here|in this (?:job|role|place|office|team|company)"
            r"|at (?:the|this) (?:office|firm|company|job)|before I (?:go|leave|quit))(?! (?:in|on) (?:the|this) \w+"
            r" (?:data|series))",
            r"count\w* (?:down )?(?:the|my) (?:last |final )?(?:days|weeks|months)(?! (?:between|since|in|per|with"
            r"|column|from|of|by|each|until the (?:next|end)))",
            r"my days (?:here|there|at \w+) are|days are numbered",
            r"escape (?:plan|route|hatch)|exit plan|my (?:way out|exit strategy)(?! of (?:the|a|this) (?:loop|maze"
            r"|function|recursion|shell|editor))",
            r"(?:is|as|need|have|got|having|building|my) (?:my |a |an actual )?plan b(?! (?:was|for (?:the|this) \w+))",
            r"(?:can't|cannot|won't|mustn't|not allowed to) say (?:any )?(?:more|much|anything|too much|why)(?: \w+)?"
            r" ?(?=[.,!?]|$|yet|about it|right now|for now|here)",
            r"(?:big|exciting|good|great|huge) (?:news|changes|things|announcement)s? (?:soon|coming|ahead|on the way"
            r"|around the corner|to (?:share|come|announce)|in (?:spring|summer|autumn|the new year))",
            r"(?:something|somewhere|things) (?:new|big|bigger|different|better|else) (?:is |are )?(?:coming|ahead"
            r"|on the horizon|around the corner|soon|awaits|in the works)",
            r"(?:ready|time|longing|itching) for (?:something (?:new|else|different|bigger|better)|a (?:change|new"
            r" start|fresh start|new challenge|new chapter))(?! (?:of|in|to|for the) )",
            r"(?:new|next|exciting) (?:adventure|challenge)s? (?:ahead|awaits?|soon)|my next (?:adventure|big step)"
            r"|my next move(?= (?:is out|professionally|will be)|[.,!?]| into)",
            r"(?:bigger|greener) pastures|bigger (?:and better )?things(?: ahead|[.!])|foot in the door|stepping stone"
            r" (?:to|for|into|towards?) (?:a|my|the|something|data|ml|ai|tech)|reinvent\w* myself",
            r"(?:won't|will not|not going to) be (?:here|there) (?:much longer|forever|for long|anymore|next year)"
            r"|won't stay (?:here|there)(?: \w+)?|(?:do|doing) this forever (?:in|at|for)"
            r"|(?:where|who) I (?:want to|will|'ll) be in (?:a|one|two|three|five|\d+) years?",
            r"I (?:just |really |finally )?(?:want|wanted|need) out(?: of (?:here|this place|my|the (?:job|office"
            r"|industry|corporate|9|nine|daily|business|company|rat))(?!\w)|(?=[.,!?]|$))",
            r"why (?:do |did |are |would )?(?:you|I|we) (?:want(?:ed)?|decided|plan\w*|wish\w*) to (?:leave|quit"
            r"|move on|go)(?! (?:out|it|the|one|a|an|them|vim|\w+ out|for|from|with)(?!\w))",
            r"there(?:'s| is) more (?:to life|out there)|(?:restart|start) (?:of )?my (?:working|professional) life"
            r"|watch this space",
        ),
        "A hint at going away is read as one, and the people you work with may read along.",
        _DROP,
        (
            "New chapter coming soon, can't say more yet",
            "Counting down my last weeks here",
            "Escape plan, part 12",
            "SQL is my plan B",
            "I want out of the 9-to-5",
            "Big news soon",
            "Ready for something new",
        ),
        (
            "The next chapter is about red-black trees.",
            "Plan B was a linear model.",
            "Ready for a change of optimizer",
            "Counting the days between two dates",
            "An escape character in a string",
            "I can't say why the loss jumps.",
        ),
    ),
    Rule(
        "weary-of-work",
        Verdict.BLOCK,
        "badly|bored|boring|build|cod|cubicle|daily grind|dead end|deadend|did|dislik|dislike|ditch|do |doing"
        "|done|dread|dull|dying|escap|fed up|from|hamster|hat|hate|leav|left|living|mind|miserable|no more"
        "|out of|pointless|program|quit|sick|soul|stressful|stuck|tired|toxic|trapped|underpaid|unhappy|work|writ",
        (
            r"(?:hat(?:e|ed|ing)|bor(?:ed|ing) (?:by|of|with|in|at)|fed up with|sick of|tired of|stuck in|trapped in"
            r"|stuck at|done with|dread\w*|dislik\w*|unhappy (?:in|at|with)|underpaid (?:in|at)"
            r"|dying in) (?:my|this|the|a|our|an) (?:[\w']+ ){0,2}?(?:jobs?|work|workplace|office|company|employer|role"
            r"|position|industry|cubicle|desk|boss|manager|profession)<person>",
            r"(?:out of|leav\w+|left|quit\w*|escap\w+|ditch\w*|tired of|sick of|no more|hate|done with) (?:the |my |a"
            r" |this )?(?:9 to 5|nine to five|cubicle|daily grind|hamster wheel|treadmill at)",
            r"(?:do|doing|did|done|work\w*|cod(?:e|ing)|program\w*|build\w*|writ(?:e|ing)) (?:(?:this|it|that|with"
            r"|data|python|code|software|\w+ \w+|\w+) )?for a living",
            r"(?:dead~end|boring|soul~crushing|soul~destroying|underpaid|badly paid|mind~numbing|pointless|miserable"
            r"|dull|stressful|toxic) (?:\w+ )?(?:job|work|workplace|office|company|employer|role|boss|team)<person>",
        ),
        "This says you do not like where you work.",
        _DROP,
        (
            "Would love to do this for a living",
            "Tired of my office job",
            "No more 9-to-5 one day",
            "My dead-end job made me do it",
        ),
        (
            "There's a 9-to-5 bump in the electricity series.",
            "Stuck in a local minimum",
            "Tired of the warning, I fixed the dtype.",
            "The boring job of cleaning dates",
        ),
    ),
    Rule(
        "offer-of-oneself",
        Verdict.BLOCK,
        "a company|a firm|a lab|a place|a startup|a team|account|an agency|an employer|any compan|any team"
        "|anybody|anyone|available|aware|aware of|bet on|blog|call me|chance on|commissions|compan|contact"
        "|day rate|diary|dm|drop me|employ me|feed|first|for hire|free for|free from|gamble on|get in|github"
        "|give me|happy to|hear|hear from|heard|hourly|i am|i d|i d like|i d love|i ll be|i m |i would"
        "|i would love|if|inbox|know|let me|living|log|message|my|need|now |open|page|paid|paying|ping|profile"
        "|reach|ready|relocat|repo|room|room for|somebody|someone|take|talk|this |thread|timeline|use|visa|want"
        "|wants|who|willing|work for|write",
        (
            r"(?:dms?|inbox|pms?) (?:(?:are|is|stays?|always|remains?|still|now) ){0,2}open(?! (?:up|bug|file"
            r"|connection|count|rate)\w*)|open (?:dms|inbox)",
            r"if (?:your|you know an?|you have an?|any|some|you run an?|you lead an?) (?:[\w']+ )?(?:team|company"
            r"|startup"
            r"|firm|employer|agency|shop|lab|place|boss)s? (?:\w+ ){0,3}?(?:need|want|look|seek|hir|could use|has room|"
            r"have room|search|miss)\w*",
            r"(?:know|aware|heard|know of|aware of|heard of) (?:an?|any|some|someone at an?) (?:\w+ )?(?:team|company"
            r"|compan(?:y|ies)|startup|employer|agency|place|firm|lab)s? (?:\w+ ){0,3}?(?:want|need|look|hir|seek|tak"
            r"|open)\w*(?! a (?:model|table|license))",
            r"(?:who|anyone|anybody|somebody|someone|anyone out there|company) (?:who |out there )?(?:would "
            r"|want(?:s)? to"
            r" |wanna |will |could |willing to |need(?:s)? )?(?:hire|employ|take on|pay) (?:me|someone like me|a"
            r" (?:beginner|junior|newbie|career))",
            r"(?:chance|bet|gamble) on (?:me|someone like me|a (?:beginner|junior|newbie))|give me a (?:chance|shot)"
            r"|(?:use|need|want|room for)s? (?:for )?(?:someone|somebody|a person|a (?:beginner|junior)) like me",
            r"(?:I'd|I would) (?:love|like|be happy|be glad) to (?:join|work (?:with|for|at)) (?:you|your|a|an|them"
            r"|such)"
            r"(?! (?:dataset|data set|column|table|tool|library|graph|matrix|tree|array))",
            r"let me know if (?:you|your \w+|somebody|someone|anyone) (?:\w+ )?(?:(?:is|are) (?:hiring|looking for)"
            r"|have"
            r" an? (?:opening|job|role|position)|needs? (?:an? <trade>|someone|somebody|help with))",
            r"(?:I'm|I am|I'll be|now) (?:available|free) (?:from|starting|as of|for (?:projects?|hire|freelance"
            r"|consult\w+|work|contract\w*))(?! (?:\d\d:|\d+ ?[ap]m))",
            r"(?:reach out|get in touch|contact me|message me|write (?:to )?me|ping me|dm me|drop me a (?:line|message)"
            r"|talk to me|call me|hear from you) if (?:you|your)(?: \w+){0,3}? (?:hir\w+|have an? (?:opening|job|role"
            r"|position|gig|vacancy)|need(?:s)? (?:an?|some(?:one|body)|help|hands)|(?:is|are) looking)",
            r"(?<!bikes\x20)(?<!cars\x20)for hire(?! (?:purchase|car|bike|date|cost)\w*)|my (?:hourly|day|daily)"
            r" rate|commissions (?:are )?open|(?:my|our) first (?:paying |paid )?(?:client|customer|gig)"
            r"|(?:paid|paying) (?:clients?|customers?|project|work) (?:welcome|wanted|next)",
            r"living (?:resume|cv|portfolio)|(?:this|the|my) (?:blog|feed|account|thread|repo|github|profile|log|page"
            r"|timeline|diary) is (?:basically |kind of |really |now )?(?:my|like a|a) (?:\w+ )?(?:resume|cv|portfolio"
            r"|calling card|business card|application)",
            r"(?:willing|ready|happy|open) to relocate|relocat\w+ for (?:work|a job|the right)|visa sponsor\w*",
        ),
        "This offers you to another team, and your own may read it.",
        _SUBJECT,
        (
            "If your team needs somebody who can do pandas, my DMs are open.",
            "If you know a team that wants someone who admits such things, write to me.",
            "This blog is my living résumé",
            "Would anyone hire someone like me?",
            "I'm available from June",
            "Happy to relocate",
        ),
        (
            "If you know a dataset that needs cleaning, tell me.",
            "If your team column has three spellings, fuzzy matching helps.",
            "Data is available from June 2020.",
            "Let me know if you have a better plot.",
            "I'd like to join a table to itself.",
        ),
    ),
)

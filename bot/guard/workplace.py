"""Keeps the workplace out of a post: employer, clients, colleagues, their data.

Odd about it: what can be said in general passes ("someone may ask why a column was dropped"), what somebody did or
owns does not. Managers, clients and teams are also the craft's (a context manager, an HTTP client, team
statistics), so a word needs an owner or a human verb beside it. The working day is in workday.py.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_GENERAL = "Say it in general, or as “if”: “In reporting, someone may ask …”."
_PUBLIC = "Use a public dataset in the post, and say which."

RULES = (
    Rule(
        "colleagues",
        Verdict.BLOCK,
        "agency|boss|ceo|cfo|cio|client|cmo|co work|colleague|company|coo|cowork|cto|customer|department|dept"
        "|director|employer|exec|firm|head of|hod|hr|leadership|line manager|management|manager|office|organi|our "
        "|stakeholder|startup|supervisor|team lead|the customer|the finance|the growth|the legal|the marketing"
        "|the product|the sales|the support|users of|vp|workmate|workplace",
        (
            r"(?:my|our) (?:(?:current|former|old|new|direct|line|big|own|biggest|main|first|day|marketing|sales|data"
            r"|analytics|product|project|engineering|senior|whole) ){0,2}(?:<boss>|boss(?:es)?|managers|employers"
            r"|workmates?|cfo|vp|executives?|execs?|stakeholders?|clients|company|firm|agency|office|workplace"
            r"|department|dept|startup|organi[sz]ation|leadership)(?:'s?)?(?! (?:class|object|level|fight|pattern"
            r"|library|side|code))",
            r"our (?:\w+ )?client(?:'s)?(?! (?:library|side|code|class|library|lib|sdk|app|object|sends?|retries))",
            r"(?:a|the|some|one|two|another|several|senior) (?:colleagues?|co~?workers?|stakeholders?|execs?"
            r"|executives?|managers?|directors?|team leads?|boss) (?:of mine|asked|wanted|said|told|showed|gave|sent"
            r"|needed|complained|requested|pinged|mentioned|suggested|pointed|from work|at work|shared)",
            r"the (?:boss|stakeholders?|execs?|director|team lead) (?:asks|wants|needs|says|likes?)",
            r"(?:a|the|one|another) (?:clients?|customers?) (?:of (?:mine|ours)|wanted|wants|said|told|complained"
            r"|loved|liked|approved|asked (?:me|us|for|why)|is happy|was happy)",
            r"(?:ceo|cto|cfo|cmo|coo|cio|hr|head of \w+|team lead|boss|management|leadership) (?:asked|wants?|wanted"
            r"|said|says|told|sent|likes?|liked|needs?|approved|thinks?)",
            r"(?:customers|clients|users) of ours|our (?:\w+ ){0,2}(?:engineers|analysts|developers|designers"
            r"|marketers)",
            r"the (?:customer success|sales|marketing|finance|legal|product|growth|support) team",
            r"colleagues? (?:asked|told|said|showed|laughed|helped|wanted|want|prefer|think|started|are|have|know"
            r"|read|saw|use|love|follow\w*)|hod",
            r"clients? (?:wanted|wants|said|complained|loved|approved|asked for(?! (?:an? |the )?(?:range|page"
            r"|resource|token|file|retry)))",
            r"(?<!the\x20)boss (?:is|was) (?:on|away|off|happy|out|gone|angry|in|not)",
            r"(?:current|former|previous|next|old|new|future|potential|prospective) employers?(?! (?:name )?<craft>)",
            r"execs",
        ),
        "Somebody at your work could recognise themselves here.",
        _GENERAL,
        (
            "My boss asked for a churn report",
            "Showed it to my manager",
            "Our client wants a dashboard",
            "A colleague showed me DBSCAN",
            "The execs like bar charts",
            "At my company we use SQL",
        ),
        (
            "Wrote my own context manager",
            "Boss level of the course: backpropagation by hand",
            "The HTTP client retries twice.",
            "Customer churn on the Telco data",
            "In reporting, someone may ask why a column was dropped.",
            "If a manager asks why, SHAP has an answer.",
            "One detail a colleague could search for",
        ),
    ),
    Rule(
        "employer",
        Verdict.BLOCK,
        "company|employed|employer|firm|place|team|we |work |worked|working|works",
        (
            r"(?:I|we|I'm|I've|we're|who) (?:\w+ )?(?:work|worked|working) (?:at|for) (?-i:[A-Z])\w*",
            r"(?:where|place|company|firm|team) (?:that |which )?(?:I|we) (?:currently )?work",
            r"I (?:currently )?work (?:as an?|in (?:marketing|sales|finance|hr|operations|consulting|banking|retail"
            r"|insurance|healthcare|advertising|analytics|reporting|accounting|logistics|tech|it|an agency|a bank))",
            r"work (?:paid|pays|asked|wants|wanted|lets|let|gave|sent) (?:me|us|for (?:this|the|my))",
            r"(?:company|employer|firm) (?:pays|paid) (?:me|us|for)",
            r"I(?:'m| am) employed|we at (?-i:[A-Z])\w+|(?-i:[Aa]t [A-Z])\w+,? we",
        ),
        "This says where you work, or as what.",
        "Leave the employer out; the method is the story.",
        ("I work at Acme on reporting", "The company where I work sells shoes", "I work as an analyst"),
        ("This works for Python 3.11.", "Attention works at every layer.", "I work in Jupyter most of the time."),
    ),
    Rule(
        "their-data",
        Verdict.BLOCK,
        "anonymi|client|company|corporate|customer|employer|firm|in house|inhouse|internal|our |users|work account"
        "|work code|work computer|work dash|work data|work e|work laptop|work repo|work slack|work vpn|work wiki",
        (
            r"(?:our|my|the) (?:clients?|customer|company|employer|firm)'s? (?:\w+ )?(?:data|exports?|datasets?"
            r"|dashboards?|ga4|reports?|numbers?|tables?|logs|campaigns?|website|crm|database|warehouse|model"
            r"|pipeline|project)",
            r"client (?:\w+ )?(?:sites?|workshops?|emergenc\w+|visits?|kick~?offs?|demos?|pitch|budget|deck|meetings?"
            r"|deadlines?|deliverables?|projects?|work|presentations?|campaigns?|exports?|reports?|dashboards?)",
            r"client calls?(?! to)|client (?:websites?|traffic|shop|ads)|anonymi[sz]ed client data",
            r"clients?'s? (?:\w+ )?(?:websites?|traffic|shop|ads?|budget|exports?|ga4|crm)",
            r"(?:for|with|from) (?:a|our|my|one|another|some) (?:big |new )?clients?(?! (?:library|side|sdk|id|that))",
            r"our (?:conversion|churn|bounce|retention|click(?: through)?|open|return) (?:rates?|numbers|data)",
            r"our (?:\w+ )?(?:ga4|google analytics|bigquery|salesforce|hubspot|crm|erp|warehouse|production|prod"
            r"|looker|tableau|power~bi|funnel|campaigns?|kpis?|revenue|sales|marketing|finance|internal|churn (?:data"
            r"|numbers|rate)|customers?(?! (?:churn|segment\w*|id|table|<craft>)))",
            r"(?:internal|corporate|employer|in~house) (?:\w+ )?(?:datasets?|dashboards?|wiki|tool(?:s|ing)?|slack"
            r"|vpn|laptop|crm|warehouse|reporting|data(?! (?:structure|type|frame|class|model|representation|flow"
            r"|layout)))",
            r"(?:my|our) company(?:'s)? \w+|company (?:laptop|computer|phone|time|account|policy|party|vpn|car)",
            r"work (?:laptop|data|datasets?|dashboards?|repo|codebase|wiki|e~?mail|account|slack|vpn"
            r"|computer)(?! later)",
        ),
        "Work material has no place in a post, however harmless it looks.",
        _PUBLIC,
        (
            "Trained it on our client's GA4 export",
            "Tested on our BigQuery tables",
            "An internal dashboard got faster",
            "Ran it on my work laptop",
            "Prepared the client presentation",
        ),
        (
            "Client-side rendering, then a client call to the API",
            "Internal data structures of a B-tree",
            "In federated learning the client data never moves.",
            "Got it to work days later.",
            "Our customer churn notebook has one leak.",
        ),
    ),
    Rule(
        "at-work",
        Verdict.BLOCK,
        "at work",
        (
            # From the start of its sentence, unless somebody watches a mechanism "at work" or speaks in general.
            r"(?<![^.!?\n])(?:(?!(?<!\w)(?:<mechanism>|<general>)(?!\w))[^.!?\n]){0,200}?(?<!\w)at work(?! (?:in|on"
            r"|here))",
        ),
        "This ties the post to your workplace.",
        _GENERAL,
        (
            "I use GA4 at work",
            "We have this problem at work",
            "Automated a report at work",
            "A tree is simple. Did this at work too.",
        ),
        (
            "Gradient descent at work: the loss falls",
            "You can see attention at work in the heat map.",
            "The mechanism at work here is boosting.",
        ),
    ),
    Rule(
        "maybe-work",
        Verdict.ASK,
        "appl|at work|automat|chang|client|co work|colleague|confidential|cowork|deploy|executive|help|improv|joining"
        "|leadership|leaving|management|my team|our a|our onboarding|our product|our retention|our team|our traffic"
        "|our users|our website|proprietary|roll|sav|stakeholder|team|the board|transform|under a|under nda|us|work "
        "|workmate",
        (
            r"(?:my|our) (?:\w+ )?team(?:'s)?|(?:my|our|a) team~?mates?",
            r"<general> (?:(?!(?<!\w)<mechanism>(?!\w))[^.!?\n]){0,60}?(?<!\w)at work",
            r"(?:a|some|the) (?:colleague|co~?worker|workmate)s?(?! (?:could|would|can|may|might|who)(?!\w))",
            r"(?:present|show|demo|report|explain|sold|pitch)\w* (?:it |this |them )?(?:to"
            r"|for) (?:the )?(?:stakeholders?|executives?|management|leadership|the board|clients?)",
            r"stakeholders|my client|our (?:users|app|product|website|a/b tests?|retention|traffic|onboarding)",
            r"(?:leaving|joining) (?-i:[A-Z])\w+ (?:as|in|next|soon|for|this)",
            r"under (?:an? )?nda|(?:confidential|proprietary) (?:\w+ )?(?:data|datasets?|reports?|documents?|code)",
            r"(?:transform|improve|help|change|save|automate|apply|use|deploy"
            r"|roll)\w*[^.!?\n]{0,40} at (?-i:[A-Z])[a-z]+(?=[.!?\n]|$)",
        ),
        "Could someone take this for your workplace?",
        "If it is not about work, keep it; if it is, say it in general.",
        (
            "My team will like this",
            "Explained it to stakeholders",
            "The data is under NDA",
            "This will transform attribution at Acme.",
        ),
        (
            "A team of agents in a grid world",
            "Confidential computing on a GPU",
            "Attention looks at every token.",
        ),
    ),
)

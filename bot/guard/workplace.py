"""Keeps the workplace out of a post: employer, clients, colleagues, their data, working hours, excuses for a quiet day.

Odd about it: what can be said in general passes ("someone may ask why a column was dropped"), what somebody did or
owns does not. Managers, clients, teams and meetings are also the craft's (a context manager, an HTTP client, a meeting
transcript), so a word needs an owner or a human verb beside it.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_GENERAL = "Say it in general, or as “if”: “In reporting, someone may ask …”."
_PUBLIC = "Use a public dataset in the post, and say which."
_SILENT = "Leave the reason out: “No code yesterday. … is next.”"

RULES = (
    Rule(
        "colleagues",
        Verdict.BLOCK,
        "boss|manager|line manager|supervisor|employer|team lead|colleague|cowork|co work|workmate|hod|ceo|cto|cfo"
        "|vp|hr|director|exec|client|stakeholder|company|firm|agency|office|workplace|department|dept|startup"
        "|organi|customer|leadership",
        (
            r"(?:my|our) (?:(?:current|former|old|new|direct|line|big|own|biggest|main|first|day|marketing|sales|data"
            r"|analytics|product|project|engineering|senior|whole) ){0,2}(?:<boss>|boss(?:es)?|managers|employers"
            r"|workmates?|cfo|vp|executives?|execs?|stakeholders?|clients|company|firm|agency|office|workplace"
            r"|department"
            r"|dept|startup|organi[sz]ation|leadership)(?:'s?)?(?! (?:class|object|level|fight|pattern|library|side"
            r"|code))",
            r"our (?:\w+ )?client(?:'s)?(?! (?:library|side|code|class|library|lib|sdk|app|object|sends?|retries))",
            r"(?:a|the|some|one|two|another|several|senior) (?:colleagues?|co~?workers?|stakeholders?|execs?"
            r"|executives?"
            r"|managers?|directors?|team leads?|boss) (?:of mine|asked|wanted|said|told|showed|gave|sent|needed"
            r"|complained"
            r"|requested|pinged|mentioned|suggested|pointed|from work|at work|shared)",
            r"the (?:boss|stakeholders?|execs?|director|team lead) (?:asks|wants|needs|says|likes?)",
            r"(?:a|the|one|another) (?:clients?|customers?) (?:of (?:mine|ours)|wanted|wants|said|told|complained|loved"
            r"|liked|approved|asked (?:me|us|for|why)|is happy|was happy)",
            r"colleagues? (?:asked|told|said|showed|laughed|helped|wanted|want|prefer|think)|hod",
            r"clients? (?:wanted|wants|said|complained|loved|approved"
            r"|asked for(?! (?:an? |the )?(?:range|page|resource|token|file|retry)))",
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
        "work |works|worked|working|employed|we |place|team",
        (
            r"(?:I|we|I'm|I've|we're|who) (?:\w+ )?(?:work|worked|working) (?:at|for) (?-i:[A-Z])\w*",
            r"(?:where|place|company|firm|team) (?:that |which )?(?:I|we) (?:currently )?work",
            r"I (?:currently )?work (?:as an?|in (?:marketing|sales|finance|hr|operations|consulting|banking|retail"
            r"|insurance|healthcare|advertising|analytics|reporting|accounting|logistics|tech|it|an agency|a bank))",
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
        "client|customer|company|corporate|internal|in house|employer|firm|our |work laptop|work data|work dash"
        "|work repo|work code|work wiki|work e|work account|work slack|work vpn|work computer",
        (
            r"(?:our|my|the) (?:clients?|customer|company|employer|firm)'s? (?:\w+ )?(?:data|exports?|datasets?"
            r"|dashboards?"
            r"|ga4|reports?|numbers?|tables?|logs|campaigns?|website|crm|database|warehouse|model|pipeline|project)",
            r"client (?:\w+ )?(?:meetings?|deadlines?|deliverables?|projects?|work|presentations?|campaigns?|exports?"
            r"|reports?|dashboards?)",
            r"client calls?(?! to)",
            r"(?:for|with|from) (?:a|our|my|one|another|some) (?:big |new )?clients?(?! (?:library|side|sdk|id|that))",
            r"our (?:\w+ )?(?:ga4|google analytics|bigquery|salesforce|hubspot|crm|erp|warehouse|production|prod|looker"
            r"|tableau|power~bi|funnel|campaigns?|kpis?|revenue|sales|marketing|finance|internal|churn (?:data|numbers"
            r"|rate)|customers?(?! (?:churn|segment\w*|id|table|<craft>)))",
            r"(?:internal|corporate|employer|in~house) (?:\w+ )?(?:datasets?|dashboards?|wiki|tool(?:s|ing)?|slack|vpn"
            r"|laptop|crm|warehouse|reporting|data(?! (?:structure|type|frame|class|model|representation|flow"
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
        "work-day",
        Verdict.BLOCK,
        "work |workday|working hours|working from|working over|worked over|job|day job|dayjob|office|meeting"
        "|team meeting|standup|stand up|sprint|deadline|product dead|release dead|year end|quarter end|month end"
        "|yearend|quarterend|monthend|client|reporting dead|overtime|on call|week on call|commute|train |morning "
        "|daily |9 to 5|9to5|my 9|nine to|shift|night shift|slammed|swamped|snowed|overwork|all hands"
        "|performance review|lunch|brutal|insane|stressful|chaotic|packed|exhausting|buried|drowning|tired|hectic"
        "|crazy|busy|customer|business trip|businesstrip|wfh|during"
        "|because of|due to|thanks to|blam|stuck in",
        (
            r"(?:after|before|during|outside|around|between|despite) (?:(?:my|a|the|long|regular|normal|busy|full|hard"
            r"|another) ){0,3}(?:work|work~day|working hours|work hours|shift|day job|9 to 5|full~time job)"
            r"(?! (?:on|done|by|with|from|in|to|of)(?!\w))",
            r"(?:hours?|minutes?|min|coded|studied|late|evening|right|home|tired) after work",
            r"(?:my|a|the) (?:day|full~time|part~time|main|corporate|current) job<person>",
            r"day job|9 to 5 (?:job|life|grind)|my 9 to 5|nine to five|(?:my|office|normal|regular"
            r"|outside) working hours|work life|night shift",
            r"my job(?!~(?:queue|schedul\w+|runner|script|failed|fails|crashed|died|ran|runs?|finished|array|spec|id"
            r"|class"
            r"|got killed|was killed|is queued|to (?:keep|make|check)|here is))",
            r"(?:in|at|from|to|leaving|left) (?:the|my) office<plain>(?! (?:suppl|build|product|script|line|episode"
            r"|us)\w*)",
            r"(?:my|the) (?:train |morning |daily )?commute<plain>|lunch (?:break|hour)",
            r"(?:work\w*|doing|did|some|unpaid|much) overtime",
            r"(?:was|am|I'm|being|been|week) on call|on call (?:week|duty|rotation|shift)",
            r"work (?:projects?|meetings?|trip|stuff|deadlines?|week|day|days|hours|schedule|commitments?|obligations?"
            r"|pressure|stress|crunch|emergency|calendar|duties|friends?|party|event|offsite|travel|drama"
            r"|phone)(?! later)",
            r"(?:client|product|release|quarter~end|year~end|month~end|reporting) deadlines?",
            r"(?:quarter|month|year)~end (?:crunch|reporting|clos(?:e|ing)|rush|stress)(?! prices?)",
            r"customer (?:escalations?|calls?|meetings?|visits?) (?:took|ran|ate|kept|all|today|yesterday|until|was)",
            r"(?:too|so) much work(?:,| so| today| this| lately| yesterday)|business trip|(?:work(?:ing)? from home"
            r"|wfh)<plain>",
            r"(?:train|drive|walk|bus|ride|bike|cycling|went|going|returning|off|(?:the|my) way) to work"
            r"(?! (?:on|with|in|out|for|at|by|together|as|from)(?!\w))",
            r"during (?:a|the|my|another|all) (?:\w+ )?(?:meetings?<plain>|call(?! \w+))",
            r"(?:hectic|crazy|busy|insane|brutal|stressful|chaotic|packed|exhausting|swamped|slammed|buried|drowning"
            r"|tired)"
            r"(?: \w+){0,2}? (?:work|office|meetings?|deadlines?|quarter|sprint|client|job)",
            r"(?:slammed|swamped|snowed under|overworked)(?! (?:by|into|with (?:noise|false|zeros)))",
            r"(?:work|office) (?:was|has been|got|gets|kept|ate|took|keeps|is) (?:\w+ ){0,2}?(?:busy|hectic|crazy|mad"
            r"|me"
            r"|over|my evening|too much|insane|a lot|heavy|exhausting|brutal)",
            r"(?:because of|due to|thanks to|blame|blaming) (?:my |a |the )?(?:\w+ )?(?:work|meetings?|deadlines?"
            r"|office|job"
            r"|client|release)(?! (?:by|of|in|on|queue|id))",
            r"(?:back to back|too many|endless|all day|hours of|full of|stuck in|in|long|between|after|before|during"
            r"|team"
            r"|work) (?:a |the |my |two |long )?meetings?(?! (?:the|a|point|notes|summar\w+|minutes)(?!\w))<plain>",
            r"(?:day|week|afternoon|morning) (?:full )?of meetings|meetings (?:all day|ate|kept|took|until|today"
            r"|yesterday|this)|stand~?up(?: (?:meeting|today|call))",
            r"sprint (?:planning|review|retro\w*)|performance reviews?<plain>|all hands meeting",
            r"(?:for|from|home from|back from|late at|busy at|day at|week at|stuck at|use at|need at) work(?! \w+ing)"
            r"(?! (?:on|by|of|in|with|queue|stealing|items?|units?|done|to|as)(?!\w))",
        ),
        "This tells readers about your working day, and about whose day it was.",
        _SILENT,
        (
            "Little progress, hectic work deadline",
            "Coded an hour after work",
            "Slammed this week.",
            "Back-to-back meetings, no code",
            "My day job is in reporting",
            "Short one today because of work",
            "Did this on my lunch break",
            "Came home from work late, still trained a tree",
        ),
        (
            "It doesn't work yet.",
            "The Kaggle deadline is on Sunday.",
            "Summarised a meeting transcript with BART",
            "Swamped by false positives until I raised the threshold",
            "Finally got it to work.",
            "Ideas from work on transformers",
            "My job failed with an out-of-memory error.",
            "After work on the encoder, the loss fell.",
            "Recall is the deadline-free metric.",
        ),
    ),
    Rule(
        "at-work",
        Verdict.BLOCK,
        "at work",
        (
            r"(?:I|we|I'm|we're|I've|my|our|me|us)(?! (?:watch|saw|see|look|love|like|show|find|found)\w*)"
            r" [^.!?\n]{0,50}?(?<!\w)at work",
            r"(?:learn\w*|used?|using|stud\w+|deadlines?|projects?|days?|busy|stuff|quiet|hours?|nobody|no one"
            r"|everyone|problems?"
            r"|mentor|friends?|tired|stuck|late|back) (?:\w+ ){0,2}?at work",
            r"at work (?:today|yesterday|tomorrow|this week|last week|now|tonight|and|with|so|when|where|we|I|knows?)",
            r"(?:^|(?<=[.!?]\s))at work(?! in)",
        ),
        "This ties the post to your workplace.",
        _GENERAL,
        ("I use GA4 at work", "We have this problem at work", "Used joins at work today"),
        ("Gradient descent at work: the loss falls", "You can see attention at work in the heat map."),
    ),
    Rule(
        "maybe-work",
        Verdict.ASK,
        "team|my team|our team|work |colleague|cowork|co work|workmate|stakeholder|executive|leadership|the board"
        "|client|management|our users|under nda|under a|confidential|proprietary|transform|improv|help|chang|sav"
        "|automat|appl|us|deploy|roll",
        (
            r"(?:my|our) (?:\w+ )?team(?:'s)?|(?:my|our|a) team~?mates?",
            r"(?:someone|anyone|people|friend|this|it) (?:\w+ ){0,3}at work(?! in)|(?:need|use|needed|useful) at work",
            r"(?:a|some|the) (?:colleague|co~?worker|workmate)s?(?! (?:could|would|can|may|might|who)(?!\w))",
            r"(?:present|show|demo|report|explain|sold|pitch)\w* (?:it |this |them )?(?:to"
            r"|for) (?:the )?(?:stakeholders?"
            r"|executives?|management|leadership|the board|clients?)",
            r"stakeholders|my client|our users",
            r"under (?:an? )?nda|(?:confidential|proprietary) (?:\w+ )?(?:data|datasets?|reports?|documents?|code)",
            r"(?:transform|improve|help|change|save|automate|apply|use|deploy|roll)\w*[^.!?\n]{0,40} at"
            r" (?-i:[A-Z])[a-z]+(?=[.!?\n]|$)",
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
    Rule(
        "quiet-day",
        Verdict.ASK,
        "sick|ill |flu |fever|vacation|holiday|pto|time off|day off|on leave|out of office|travel|trip |wedding"
        "|funeral|hospital|kid|family|tired|exhaust|no time|not much time|busy|no energy|life |burn|headache"
        "|moving house|moved house|visit",
        (
            r"(?:I was|I'm|I am|was|been|being|felt|feeling|got|home) (?:\w+ )?(?:sick|ill|exhausted|too tired"
            r"|travell?ing"
            r"|on (?:vacation|holiday|leave|pto)|out of office|burn(?:ed|t) out)",
            r"(?:on|took) (?:vacation|pto|sick leave)|time off(?! (?:the|by))|pto (?:today|tomorrow|yesterday)|(?:a "
            r"|my |took the )day off",
            r"(?:no (?:code|commits?|progress|post|study|studying|learning|coding|update)|little progress|skipped"
            r"|missed"
            r"|(?:didn't|couldn't|did not|could not) (?:code|study|post|commit|get to)|nothing (?:today|yesterday))"
            r"[^.!?\n]{0,50}?(?<!\w)(?:sick|ill|flu|fever|vacation|holiday|trip|wedding|funeral|hospital|kids?|family"
            r"|tired"
            r"|exhausted|headache|travell?ing|moved house|moving house|visit\w*)",
            r"busy (?:day|week|evening|month|weekend|few days|schedule|time)",
            r"(?:too|so|very|really|been|got|quite|super) busy(?! (?:wait\w*|loop|port|hour|intersection))",
            r"no time (?:today|yesterday|this week|to (?:code|study|post))|no energy (?:left|today)",
            r"life (?:got|gets) (?:in the way|busy)|life happened|burn~?out<plain>",
        ),
        "Nobody needs a reason for a quiet day, and a reason tells more than the day did.",
        _SILENT,
        ("No code yesterday, kids were sick", "Busy week, little code", "Was on vacation", "Took a day off"),
        (
            "No code yesterday. Early stopping is next.",
            "A busy loop burns a core.",
            "Holiday effects in the sales series",
            "Trip duration in the taxi data",
        ),
    ),
    Rule(
        "clock",
        Verdict.ASK,
        "am |pm |afternoon|this afternoon|lunch|over lunch|cod|stud|learn|started|finished|posting|committed|awake"
        "|up |still",
        (
            r"(?:cod(?:ed|ing)|stud(?:ied|ying)|learn(?:ed|ing)|started|finished|posting|committed|awake|up|still)"
            r"[^.!?\n]{0,40}? (?:at|until|till|by) \d{1,2}(?::\d\d)?(?:~?[ap]\.?m\.?|(?<=:\d\d))",
            r"this afternoon|over lunch|at lunch|during lunch|lunchtime",
        ),
        "A clock time tells when you were not working.",
        "Leave the hour out, or say “last night”.",
        ("Coded until 2am", "Coding this afternoon instead.", "Studied at 14:30"),
        ("Demand peaks at 5 pm in the bike data.", "The video starts at 12:30.", "I am at epoch 3."),
    ),
)

"""Keeps the steps of a selection and the market for skills out of a post, and asks about what may be misread.

Odd about it: "round", "screening" and "requirements" are the craft's as well, so a person has to take part. Exercises
on job data, interview classics and courses named after a job are harmless in themselves; they are asked about once.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_SUBJECT = "Say what you learned or built; leave out what it is for."
_DROP = "Leave the sentence out; the post is as good without it."

RULES = (
    Rule(
        "selection-steps",
        Verdict.BLOCK,
        "assessment c|called|chat|coffee|crack|faang|fail|final|following|get through|got|had|headhunt|hear"
        "|hired|hiring|hop|i am|i m |i was|if|in case|invited|let me|letter of|live coding|ll |made it|make it"
        "|motivation|moving|next|on site|onsite|passed|phone|probation|recommendation l|recruit|reference l"
        "|round|screen|shortlist|so that|stage|take home|takehome|talent|tell me|trial|where do|whether"
        "|whiteboard|will|wish|would",
        (
            r"(?:the|a|my|their|this|another|his|her|no|short|long|big|first|second|hour|hours|for"
            r"|of) take~home(?! (?:pay"
            r"|message|point|lesson|exam|midterm|quiz|router|final|salary|kit|dose))(?=[.,!?:;]| \w+|$)(?! the)",
            r"(?:got|get|made it|make it|invited|advanc\w+|I'm|I am|moving|through|progress\w*|passed|reached"
            r"|surviv\w+|fail\w+|on) (?:\w+ )?(?:to|into|in|through to|at)? ?(?:the |their |a |my )?(?:final|last|next"
            r"|second|third|onsite|on site|technical|hr) (?:round|stage)s?(?! (?:of|in|at) (?:the|a|my|this"
            r"|aes|our))(?! (?:rocket|trial|function|key|data))",
            r"(?:whoever|anyone|anybody|somebody|someone|people|those|everyone|humans?)(?: who)?(?:'s| is| are| does"
            r"| do)? (?:the )?(?:screening|recruiting|shortlisting)(?! (?:for|at the airport))|screening (?:call"
            r"|interview|chat)|(?:phone|recruiter|hr) screening",
            r"(?:hop\w+|wish\w*|want\w*|so that|in case|maybe|perhaps|if) (?:[\w']+ ){0,3}?(?:recruiters?|headhunters?"
            r"|hiring \w+) (?:\w+ ){0,3}?(?:sees?|reads?|finds?|notices?|looks?|calls?|writes?|likes?|spots?|is|are)",
            r"(?:recruiter|headhunter)s? (?:\w+ ){0,3}?(?:called|calls|told|says|said|offered|replied|viewed|liked"
            r"|wrote|pinged|e~?mailed|ghosted|keeps?)|(?:called|messaged|contacted|approached|ghosted|pinged) by (?:a"
            r"|the|two|another) (?:recruiter|headhunter|talent)s?",
            r"(?:call|chat|talk|coffee|meeting|zoom|conversation|lunch) with (?:a|an|the|their|two|my) (?:\w+ )?"
            r"(?:recruiter|headhunter|hr|talent)s?",
            r"(?:I|I'm|got|was|been|am|me) (?:\w+ )?shortlisted|talent (?:pool|scouts?|acquisition)"
            r"|assessment cent(?:er"
            r"|re)s?(?! data)|trial (?:day|shift) at|probation(?:ary)? period",
            r"whiteboard (?:interview|round|session with)|live coding (?:round|test|interview|session with)"
            r"|(?:reference|recommendation|motivation(?:al)?) letter<plain>|letters? of (?:reference|recommendation"
            r"|motivation)",
            r"tell me about yourself|where do you see yourself",
            r"crack\w* (?:the |an |my |any |every )?(?:(?:coding|pm|data science|ml|machine learning|system design"
            r"|technical|job|tech) )?(?:interviews?|faang)|(?:for|at|into|in|join|joining|to) (?:a )?faang<plain>",
            r"(?:will|'ll|to|would) (?:hear|know|call|get|let me know|come) (?:\w+ ){0,2}?(?:back )?(?:from them"
            r"|whether"
            r" I(?:'m| am| got)(?: in| it| through))",
        ),
        "This is a step of somebody's selection, so it says you applied.",
        _DROP,
        (
            "They gave me 48 hours for the take-home",
            "Got through to the final round!",
            "Cleaned up my profile for whoever is screening",
            "Hoping some recruiter out there sees this",
            "Reading Cracking the Coding Interview",
        ),
        (
            "The final round of AES has no column mixing.",
            "Take-home message: scale before k-means.",
            "Screening for outliers with the IQR",
            "Recommendation letters of the alphabet",
        ),
    ),
    Rule(
        "skills-market",
        Verdict.BLOCK,
        "ad asks|add|ads|advert|ai proof|aiproof|boost|compan|companies|description|doubl|earn|employer"
        "|employers|future proof|futureproof|great|half|hiring|improv|in demand|increas|indemand|job|labo|layoff"
        "|look|market|my market|need|nice|opening|pays|position|posting|rais|recession|recruiters|resume|role"
        "|six figure|skill|skills|sought|stand out|stands out|startups|tripl|vacanc|what|which|worth",
        (
            r"job~(?:ads?|adverts?|postings?|listings?|descriptions?|specs?|offers?) (?:(?:out there|these days|I see"
            r"|I read|all|always|also|keep|keeps|now|still|often|usually|seems? to|in \w+) ){0,2}(?:ask|want|demand"
            r"|expect|call for|mention|say|list|need)(?:s|ing|ed)?(?! (?:in|are|is|of|with)(?!\w))",
            r"(?:every|each|all|most|half|another|second|third|reading|read|through|browsing|browsed|the|those"
            r"|these) (?:of )?(?:the )?(?:\w+ )?job~(?:ads?|adverts?|descriptions?|specs?)(?: (?:I|on linkedin|and I"
            r"|so I|that I)|[.,!?:;])",
            r"(?:roles|positions|jobs|vacancies|openings)(?: (?:like|such as|for|as|in)[^.!?\n]{1,40}?)? (?:now |all"
            r" |often |usually |always )?(?:ask|asks|asking|call|calls) for(?! (?:a lock|the|more|memory|\d))",
            r"employers? (?:(?:actually|really|even|still|usually|often|mostly|tend to|do|in \w+) ){0,2}(?:want|look"
            r"|value"
            r"|like|need|love|notice|care|expect|ask|prefer|pay)\w*",
            r"(?:what|which|how)[^.!?\n]{0,40}? (?:companies|recruiters?|hiring managers?"
            r"|startups) (?:\w+ ){0,2}?(?:value"
            r"|want|look for|expect|prefer|pay for|hire)\w*",
            r"in~demand (?:skills?|certificat\w+|languages?|tech\w*)|sought after|skills? (?:that )?(?:pays?|are in"
            r" demand|get you|employers)|(?:job|labou?r) market (?:wants|demands|is|needs|for|looks)|my market value",
            r"looks? (?:good|great|nice|better|impressive) (?:on|for) (?:a |my |the |any |an )?(?:\w+ )?(?:resume|cv"
            r"|linkedin|application|recruiters?|employers?|hr)(?! (?:score|fold|training)\w*)",
            r"(?:future|recession|layoff|ai)~proof\w* (?:my|myself|career|job)",
            r"(?:doubl\w+|tripl\w+|rais\w+|increas\w+|boost\w*|improv\w+) my (?:salary|income|pay|market|earnings"
            r"|hourly"
            r"|chances)|six figure (?:job|salary|income|role|pay)",
        ),
        "Learning by what the market pays for reads as going there.",
        _SUBJECT,
        (
            "Every second job ad asks for dbt",
            "Roles like “ML platform engineer” ask for Terraform",
            "Which certificate do employers actually value?",
            "Looks good on LinkedIn",
        ),
        (
            "Fake job ads dataset, with a bag of words",
            "Roles in Postgres inherit rights.",
            "The Spark jobs ask for more memory.",
            "Which companies grow fastest in the S&P data?",
        ),
    ),
    Rule(
        "second-glance",
        Verdict.ASK,
        "algoexpert|analyst|analytics|architect|big day|blind|boot|bootcamp|certif|classic|cloud|cross your|dev"
        "|developer|devops|devs|employee|engineer|fingers|found a|full stack|got a|hackerr|interview|job|junior"
        "|keep your|looking for|luck|mentor|neetcode|nlp|practitioner|predict|programmer|prompt|quit|re skill"
        "|remote|remote job|researcher|reskill|resume|scientist|senior|somebody|someone|staff|up skill|upskill"
        "|what a|who|wish|worker|your career",
        (
            r"(?:in|at|for|during|before|after|typical|classic|common|favou?rite|faang|every|famous|usual) (?:\w+ )?"
            r"interviews?(?! (?:with|data|by|of|from|about|transcripts?|by|audio|recordings?|corpus"
            r"|corpora)(?!\w))<plain>",
            r"interview~(?:prep\w*|classics?|favou?rites?|staples?|problems?|list|exercise"
            r"|topics?)",
            r"blind 75|neetcode\w*|algoexpert|hackerrank",
            r"(?:coding |data |ml )?boot~?camp(?:er|ers|s)?(?! (?:data|column))|(?:up|re)~skill(?:ing|ed|s)?",
            r"(?:<field>|full stack|front end|back end|junior|senior|prompt|devops|cloud) <trade> (?:roadmap|path|track"
            r"|course|nanodegree|certificat\w+|program\w*|curriculum|degree|playlist|module)",
            r"(?:which|why|predict\w*|when|what makes|who of the) (?:\w+ )?(?:employees?|staff|workers?) (?:will"
            r" |might |would |may )?(?:quit|leave|resign|go)",
            r"remote jobs|job (?:app|applications?|tracker|alerts?|offers?|websites?|platform)(?= |[.,!?]|$)",
            r"resume (?:\w+ )?(?:exercise|challenge|project|app|website|builder)(?! (?:from|at))",
            r"(?:wish|wished) me luck|fingers crossed|(?:cross|keep) your fingers|big day (?:tomorrow|on|next|today)",
            r"your career<plain>|(?:found|got) a mentor|what (?:an? )?<field> <trade>s? (?:really "
            r"|actually )?(?:do(?:es)?"
            r"|earns?|needs?)(?! to predict)",
            r"(?:who is|is|are|person|people|somebody|someone|employees?) looking for <some><opening>",
        ),
        "Someone skimming may read this as your own plans.",
        "If it is a dataset or an exercise, say so first; else name the method instead.",
        (
            "Blind 75, number 14",
            "Week 2 of the bootcamp",
            "Started the AI engineer roadmap",
            "They say it comes up in interviews a lot",
            "Wish me luck for Thursday",
            "Upskilling in the evenings",
        ),
        (
            "In interviews with nurses, the word “tired” leads.",
            "A blind test of two codecs",
            "The employee table points to itself.",
        ),
    ),
)

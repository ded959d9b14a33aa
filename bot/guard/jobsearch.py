"""Keeps the search for a job out of a post: openings, applications, interviews.

Odd about it: nearly every word here is also the craft's. A job waits in a queue, a role is granted in a database, a
position is encoded, PCA has applications; so each rule asks for the person or the status beside the word.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_SUBJECT = "Say what you learned or built; leave out what it is for."
_DROP = "Leave the sentence out; the post is as good without it."

RULES = (
    Rule(
        "open-to-work",
        Verdict.BLOCK,
        "available|companies|company|employ|get me hired|get you hired|getting hired|hire|hiring|job|me hired|open"
        "|unemployab|would you hire",
        (
            r"open~(?:to|for)~(?:(?:new|any|all|ml|ai|data|remote|full~time|other|junior|senior)~){0,3}(?:work"
            r"|opportunit\w*|roles?|offers?|jobs?|positions?|gigs?|freelanc\w*|contracts?|consulting|hire)",
            r"available (?:for (?:hire|work|freelance|new|contract|full~time|roles?|immediate)|immediately)",
            r"hire~me",
            r"(?:get|getting|be|been|being|was|I) (?:me |you |myself )?hired|job prospects?",
            r"(?<!who\x20)got hired",
            r"hiring (?:managers?|teams?|me|now)",
            r"(?:are|is|anyone|companies|startups|teams|folks|who|now|currently|actively|\w+'s"
            r"|\w+'re) hiring(?! (?:bias|fair|data|discriminat|decision|model)\w*)",
            r"(?:un)?employab\w+",
            r"hireable|would you hire|hire (?:someone|somebody|people|juniors?|us)(?! in)",
            r"compan(?:y|ies) (?:will |to |might )?(?:notices?|spots?|contacts?)(?! (?:the|that|an?|in)(?!\w))",
            r"employers? (?:want|look|value|like|need|love|see|notice|care|expect|ask)\w*",
            r"(?:good|great|useful|attractive|impress\w*|appeal\w*|show|interesting) (?:to "
            r"|for )?(?:\w+ )?employers?<plain>",
            r"job~(?:ready|readiness|relevance|relevant)",
        ),
        "This tells everyone, also at work, that you are available.",
        _DROP,
        (
            "Open to work",
            "#OpenToWork",
            "Open to new opportunities",
            "If you are hiring, message me",
            "My portfolio is job-ready",
            "Available for freelance work",
        ),
        (
            "Open to suggestions on the encoder.",
            "A fairness check on a hiring dataset",
            "Is hiring data ever unbiased?",
            "Predicting who got hired from a public table",
            "The file is open for writing.",
        ),
    ),
    Rule(
        "roles",
        Verdict.BLOCK,
        "dream|first day|first month|first week|folk|gig|hire|job|joined|joining|last day|last month|last week"
        "|opening|people|person|position|role|started|starting|target",
        (
            r"<level>(?:[\s,/_-]+(?:or|and|ai|ml|data|machine|learning|deep|nlp|science|scientist|engineer"
            r"|engineering|analyst|software|tech|python|researcher|developer|<level>)){0,6} (?:roles?|positions?"
            r"|jobs?|openings?)<plain>",
            r"(?:ml|ai|nlp|data|analytics|tech|machine learning|deep learning)(?: (?:engineer|engineering|science"
            r"|scientist|analyst|research))? roles?<person>",
            r"(?:engineer|engineering|scientist|science|analyst|analytics|developer|researcher) (?:positions?|jobs?"
            r"|openings?)<plain><person>",
            r"(?:my|our) (?:new|next|current|old|target|dream) (?:role|position)<alone>",
            r"<level> (?:ml|ai|data|nlp) (?:person|people|folks?|hires?)|(?:remote|paid|ml|ai"
            r"|data) (?:\w+ )?gigs?<plain>",
            r"(?:started|starting|joined|joining|hired) (?:(?:at|with|by|for) )?(?-i:[A-Z])\w+ as",
            r"(?:last|first) (?:day|week|month) (?:at (?:my|the) (?:company|job|firm|office)"
            r"|as (?:an? )?(?:<field> )?<trade>)",
            r"(?:new|next) role (?:as|at|with)",
            r"target roles?",
            r"dream (?:role|company)",
        ),
        "This names a position you are after.",
        _SUBJECT,
        (
            "Ready for ML engineering roles",
            "Studying for a Senior or Lead AI role",
            "Works for senior roles too",
            "My next role will be in data",
            "Entry-level data science jobs, here I come",
        ),
        (
            "The role of the learning rate",
            "Semantic role labelling with spaCy",
            "Added a new role to the database",
            "Positional encoding gives each token its position",
            "AI role-play prompts as a test set",
        ),
    ),
    Rule(
        "job-search",
        Verdict.BLOCK,
        "accepting|consulting on|contact me|dm me|dreamjob|e mail me|email me|employment|for work|freelanc|gig|intern"
        "|job|message me|opening|opportunit|ping me|position|re skill|recruiter|referral|reject|reskill|role"
        "|sabbatical|side business|side gig|side hustle|sidehustle|taking|up skill|upskill|vacanc",
        (
            r"(?<!body\x20is\x20)(?<!someone\x20is\x20)(?<!people\x20are\x20)(?<!employees\x20are\x20)(?<!person\x20is\x20)"
            r"(?:looking|hunting|searching|seeking|exploring|pursuing|on the lookout|in search|interested|chasing"
            r"|wanting|wanted|land|landed|landing|secured|aiming|hoping|qualified"
            r"|hungry) (?:out )?<some><opening><person>",
            r"(?<!users\x20)(?<!user\x20)(?<!groups\x20)(?<!accounts\x20)(?<!members\x20)(?:want|get|getting|got|find"
            r"|finding|found|start|started|starting|secured?|accept|accepted|offered"
            r"|ready|prepar\w+|stud\w+ for|train\w* for) <some><opening><alone>",
            r"(?:looking|search\w*|hunt\w*) for work",
            r"job~(?:hunt|search|hopp|offer|opportunit|interview|switch)\w*(?!~(?:engine|api|app|site|tool|platform"
            r"|recommend\w*))<plain>",
            r"dream~jobs?",
            r"on the job market",
            r"(?<!ing\x20for\x20)(?:a|my) (?:new|better|different|real|tech|remote) job<alone>",
            r"referrals? (?:welcome|appreciated|wanted)|(?:looking|asking|hoping|need|want) (?:for )?(?:a |some "
            r"|any )?referrals?",
            r"(?:dm|message|contact|e~?mail|ping) me (?:for|about|with|if) (?:\w+ ){0,4}(?:opportunit\w+|roles?|jobs?"
            r"|gigs?)",
            r"freelanc\w+ (?:gigs?|clients?|work|jobs?|projects?|offers?)|(?:taking"
            r"|accepting) (?:on )?(?:new )?clients",
            r"(?:consulting|freelancing) on the side|side (?:hustle|gig|job|business)",
            r"next opportunity|sabbatical|(?:up|re)~skill\w* for",
            r"(?:my|your) next (?:job|role|position|gig)<alone>",
            r"(?:my|your|an?|your first|my first|first) (?:ml|ai|data|tech|data science|machine learning|nlp"
            r"|analytics) job<alone>",
            r"rejection (?:e~?mails?|letters?|today)|another rejection(?! sampl)",
            r"(?:got|was|been|getting) rejected<sentence>(?<!\w)(?:round|compan(?:y|ies)|roles?|jobs?|interviews?"
            r"|positions?)",
            r"recruiters?,? (?:dm|reach|contact|message|call|e~?mail|ping|wrote|ask|welcome|hello|take note|find"
            r"|notice|look|see)\w*",
            r"(?:dear|hello|hi|to|for|impress|attract|calling) (?:all |any )?recruiters?",
        ),
        "This reads as a job search, and the people you work with may read along.",
        _DROP,
        (
            "Looking for a new role in data",
            "Job hunting is exhausting",
            "Landed my first data job!",
            "Seeking an internship in NLP",
            "Got a job offer today",
            "Started a new job",
            "Recruiters, DM me",
        ),
        (
            "The opportunity cost of a false negative",
            "A job scheduler that survives a restart",
            "Got the Spark job running",
            "The next job in the queue waits for a lock.",
            "Looking for opportunities to reduce the number of joins",
            "Submitted a new job to the cluster",
            "Got the position of each token from the embedding",
        ),
    ),
    Rule(
        "applications",
        Verdict.BLOCK,
        "answer|appl|coding ass|coding chall|coding test|ghosted|job appl|jobappl|myappl|online ass|online chall"
        "|online test|outcome|reply|result|send |sent |status|take home|takehome|technical ass|technical chall"
        "|technical test",
        (
            r"applications? (?:go|goes|went|going|are going|sent) out",
            r"applications? (?:are|is|were) (?:out|sent|submitted)",
            r"(?:sen[dt]|sending|submit\w*) (?:out )?(?:(?:my|\d+|some|more|several|first|job|few|two|three|five|ten"
            r"|a|of|the) ){1,4}applications",
            r"job applications?<plain>|(?:results?|outcome|status|answer|reply) (?:of|to|for|on) my application",
            r"ghosted by <some>(?:compan(?:y|ies)|recruiters?|employers?|startups?)",
            r"take~home (?:assignment|task|test|challenge|project|exercise)",
            r"(?:coding|technical|online) (?:test|assessment|challenge) (?:for|at|with) <some>(?:jobs?|compan(?:y"
            r"|ies)|roles?|positions?)",
            r"my (?:job )?applications",
            r"application season",
            r"appl(?:y|ied|ying) (?:to|for|at|with) <some>(?:jobs?|roles?|compan(?:y|ies)|internships?|openings?"
            r"|vacanc(?:y|ies)|startups?|employers?|faang)<person>",
            r"appl(?:y|ied|ying) for (?:\w+ ){0,3}(?:positions?|work)",
            r"(?:start(?:ed|ing)?|begin|began|finally|time to|ready to|going to|will"
            r"|now) (?:to )?apply(?:ing)?\s*(?:$|(?=[.!?;,)|]))",
        ),
        "This says you are applying somewhere.",
        _DROP,
        (
            "Applications go out this week",
            "Applied to 12 companies",
            "Start applying",
            "Sent out five applications",
            "Job applications next",
        ),
        (
            "Applying log1p to a skewed salary column",
            "Applications of PCA in image compression",
            "Started applying dropout to the dense layers.",
            "The application sends out a request per row.",
            "A rotation is applied to all positions.",
        ),
    ),
    Rule(
        "interview",
        Verdict.BLOCK,
        "interview|jobinterview|leetcode|mockinterview|phone screen|technicalinterview",
        (
            r"(?:my|our) (?:[\w']+ ){0,2}?interviews?<plain>",
            r"(?:mock|job|technical|coding|on~?site|behaviou?ral|ml|ai|system design|data science|hr|final round"
            r"|first round|faang|upcoming) interviews?<plain>",
            r"interview~(?:prep\w*|practice|questions?|process|rounds?|loop|call|invit\w+|tomorrow|today|yesterday"
            r"|next|went|ready|season|guide|handbook|tips|cheat|skills?|stages?)<plain>",
            r"(?:had|have|got|passed|failed|aced|bombed|nailed|cleared|survived|scheduled|after|before|(?:prepar"
            r"|prepp|practi[cs]|stud|train|ready|invit)\w* (?:for|to)) (?:(?:an?|the|another|some|two|three|\d+|first"
            r"|second|big|next) ){0,3}interviews?<plain>",
            r"(?:show|bring|talk|mention|present|discuss)\w* (?:\w+ ){0,2}?(?:at|in|for|during) (?:\w+ )?interviews?"
            r"(?! (?:with|of|by|from)(?!\w))<plain>",
            r"interviewing (?:at|with|for|again)",
            r"interviewed (?:at|for|me)",
            r"phone screens?",
            r"leetcode grind\w*|grind\w* leetcode",
        ),
        "An interview says you are looking for another position.",
        _DROP,
        (
            "Had an interview today",
            "Interview prep: bias and variance",
            "Mock interviews (2 hrs)",
            "Preparing for interviews with system design",
            "My interview went well",
        ),
        (
            "Tokenizing an interview-transcript dataset",
            "Watched an interview with Yann LeCun on energy models",
            "Clustered answers from user interviews",
            "Interview questions dataset, 10k rows",
        ),
    ),
    Rule(
        "job-words",
        Verdict.ASK,
        "ai jobs|data jobs|head hunter|headhunter|intern|job|low profile|ml jobs|recruiter|salaries|salary of"
        "|tech jobs|under the radar|work experience",
        (
            r"job~(?:seek\w*|chang\w*)",
            r"job~(?:boards?|market|postings?|listings?|descriptions?|openings?|vacanc\w+|adverts?|ads|fairs?"
            r"|portals?|search)<plain>",
            r"(?:ml|ai|tech|data) jobs",
            r"(?:recruiters?|head~?hunters?)(?! (?:networks?|graphs?|nodes?|algorithm\w*|problem))<plain>",
            r"internships?<plain>",
            r"under the radar|low profile|salar(?:y|ies) of (?:an? )?(?:\w+ )?<trade><plain>",
            r"work experience<plain>",
        ),
        "Someone skimming may read this as your own job search.",
        "If it is the name of a dataset or a component, say so: “the … dataset”.",
        (
            "Completed job seeker status component",
            "Kaggle's Job Change of Data Scientists",
            "Scraping a job board with BeautifulSoup",
            "How recruiters skim text",
        ),
        (
            "Fake job postings dataset: 95 % are real",
            "A cron job at night",
            "Added two Spark jobs",
        ),
    ),
)

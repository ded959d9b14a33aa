"""Keeps the search for a job out of a post: openings, applications, interviews, offers, notice.

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
        "open|available|hire|getting hired|hiring|employ|unemployab|job",
        (
            r"open~(?:to|for)~(?:(?:new|any|all|ml|ai|data|remote|full~time|other|junior|senior)~){0,3}"
            r"(?:work|opportunit\w*|roles?|offers?|jobs?|positions?|gigs?|freelanc\w*|contracts?|consulting|hire)",
            r"available (?:for (?:hire|work|freelance|new|contract|full~time|roles?|immediate)|immediately)",
            r"hire~me",
            r"(?:get|getting|be|been|being|was|I) hired",
            r"(?<!who\x20)got hired",
            r"hiring (?:managers?|teams?|me|now)",
            r"(?:are|is|anyone|who|now|currently|actively|\w+'s|\w+'re) hiring"
            r"(?! (?:bias|fair|data|discriminat|decision|model)\w*)",
            r"(?:un)?employab\w+",
            r"hireable",
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
        "role|position|job|opening|dream|target",
        (
            r"<level>(?:[\s,/_-]+(?:or|and|ai|ml|data|machine|learning|deep|nlp|science|scientist|engineer|engineering"
            r"|analyst|software|tech|python|researcher|developer|<level>)){0,6}"
            r" (?:roles?|positions?|jobs?|openings?)<plain>",
            r"(?:ml|ai|nlp|data|analytics|tech|machine learning|deep learning)"
            r"(?: (?:engineer|engineering|science|scientist|analyst|research))? roles?<person>",
            r"(?:engineer|engineering|scientist|science|analyst|analytics|developer|researcher)"
            r" (?:positions?|jobs?|openings?)<plain><person>",
            r"(?:my|our) (?:new|next|current|old|target|dream) (?:role|position)<alone>",
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
        "job|role|position|intern|employment|gig|opportunit|for work|vacanc|opening|recruiter|sabbatical|upskill"
        "|reskill|up skill|re skill|reject|dreamjob",
        (
            r"(?:looking|hunting|searching|seeking|exploring|pursuing|on the lookout|in search|interested|chasing"
            r"|wanting|wanted"
            r"|land|landed|landing|secured|aiming|hoping|qualified|hungry) (?:out )?<some><opening><person>",
            r"(?:want|get|getting|got|find|finding|found|start|started|starting|secured?|accept|accepted|offered"
            r"|ready|prepar\w+|stud\w+ for|train\w* for) <some><opening><alone>",
            r"(?:looking|search\w*|hunt\w*) for work",
            r"job~(?:hunt|search|hopp|offer|opportunit|interview|switch)\w*"
            r"(?!~(?:engine|api|app|site|tool|platform|recommend\w*))<plain>",
            r"dream~jobs?",
            r"on the job market",
            r"(?:a|my) (?:new|better|different|real|tech|remote) job<alone>",
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
        "appl|job appl|jobappl|sent |send |myappl",
        (
            r"applications? (?:go|goes|went|going|are going|sent) out",
            r"applications? (?:are|is|were) (?:out|sent|submitted)",
            r"(?:sen[dt]|sending|submit\w*) (?:out )?"
            r"(?:(?:my|\d+|some|more|several|first|job|few|two|three|five|ten|a|of|the) ){1,4}applications",
            r"job applications?<plain>",
            r"my (?:job )?applications",
            r"application season",
            r"appl(?:y|ied|ying) (?:to|for|at|with) <some>"
            r"(?:jobs?|roles?|compan(?:y|ies)|internships?|openings?|vacanc(?:y|ies)|startups?|employers?"
            r"|faang)<person>",
            r"appl(?:y|ied|ying) for (?:\w+ ){0,3}(?:positions?|work)",
            r"(?:start(?:ed|ing)?|begin|began|finally|time to|ready to|going to|will|now) (?:to )?apply(?:ing)?"
            r"\s*(?:$|(?=[.!?;,)|]))",
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
        "interview|phone screen|leetcode|mockinterview|jobinterview|technicalinterview",
        (
            r"(?:my|our) (?:[\w']+ ){0,2}?interviews?<plain>",
            r"(?:mock|job|technical|coding|on~?site|behaviou?ral|ml|ai|system design|data science|hr|final round"
            r"|first round|faang|upcoming) interviews?<plain>",
            r"interview~(?:prep\w*|practice|questions?|process|rounds?|loop|call|invit\w+|tomorrow|today|yesterday"
            r"|next|went"
            r"|ready|season|guide|handbook|tips|cheat|skills?|stages?)<plain>",
            r"(?:had|have|got|passed|failed|aced|bombed|nailed|cleared|survived|scheduled|after|before"
            r"|(?:prepar|prepp|practi[cs]|stud|train|ready|invit)\w* (?:for|to))"
            r" (?:(?:an?|the|another|some|two|three|\d+|first|second|big|next) ){0,3}interviews?<plain>",
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
        "leaving",
        Verdict.BLOCK,
        "quit|leav|left|lose |losing|lost|chang|switch|notice|gave notice|my resignation|resign|laid off|layoff"
        "|unemployed|between jobs|made redundant|severance|two weeks",
        (
            r"(?:quit|quitt?ing|leav(?:e|ing)|left|los(?:e|t|ing)|chang(?:e|ed|ing)|switch(?:ed|ing)?) (?:my|our)"
            r" (?:\w+ )?(?:job|company|employer|position|workplace|corporate \w+)<person>",
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
        "pay",
        Verdict.BLOCK,
        "salary|pay |paycheck|compensation|ctc|raise|promot|offer",
        (
            r"(?:my|our|dream|target) (?:\w+ )?(?:salary|pay|compensation|paycheck|ctc)<plain>",
            r"salary (?:negotiat\w+|expectations?|hike|raise|bump)|pay (?:raise|rise|bump)",
            r"(?:get|got|getting|want|earn|negotiat\w+|ask\w* for|deserve) (?:an? |my |the )?"
            r"(?:(?:big|higher|better|bigger) (?:salary|pay|raise)|raise)",
            r"(?:I|I'm|I am|I've been|get|getting|be) (?:was |got |being |getting |me )?promoted"
            r"(?! (?:the|to (?:prod\w*|staging|main|stable|the|an? (?:float|int))))",
            r"my promotion|up for (?:a )?promotion|for (?:a|my) (?:next )?promotion",
            r"(?:got|received|accepted|signed|declined|have|negotiat\w+|waiting for|expecting) (?:an|the|my|two"
            r"|another) (?:\w+ )?offers?",
            r"offer letters?<plain>",
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
    Rule(
        "job-words",
        Verdict.ASK,
        "job|ml jobs|ai jobs|tech jobs|data jobs|recruiter|headhunter|head hunter|intern|under the radar"
        "|work experience",
        (
            r"job~(?:seek\w*|chang\w*)",
            r"job~(?:boards?|market|postings?|listings?|descriptions?|openings?|vacanc\w+|adverts?|ads|fairs?|portals?"
            r"|search)<plain>",
            r"(?:ml|ai|tech|data) jobs",
            r"(?:recruiters?|head~?hunters?)<plain>",
            r"internships?<plain>",
            r"under the radar",
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

"""Keeps the learner's plans out of a post: knowledge, never career.

Odd about it: a career word alone is no fault. "Resume training", "career points per player" and "transition matrix"
are the craft talking; the same words beside a person or a status ("my resume") are not. A denial is blocked like a
confession: it may be untrue, and it raises the question. The search for a job itself is in jobsearch.py.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_SUBJECT = "Say what you learned or built; leave out what it is for."
_DROP = "Leave the sentence out; the post is as good without it."

RULES = (
    Rule(
        "denial",
        Verdict.BLOCK,
        "arent|cant|couldnt|dear|didnt|doesnt|dont|hadnt|happy|hasnt|havent|hello|hey|hi |i am not|i m not|isnt"
        "|love my|never|no |not |nothing|psst|relax|shouldnt|sorry|staying|wasnt|werent|wont|wouldnt|zero",
        (
            r"(?:not|<isnt>|never|no|nothing to do with|zero interest)(?!\w)<sentence>(?<!\w)(?:job~(?:hunt|search"
            r"|seek|chang|switch|hop)\w*|new jobs?|open~to~work|(?:on|in) the (?:job )?market|resigning|interviewing"
            r"|(?:look|search|hunt|shop)\w* (?:around )?for <some>(?:<opening>|work|employers?|compan(?:y|ies))"
            r"|(?:leav|switch|chang|quit|mov)\w* (?:to )?(?:(?:my|a|the|another|new|current) ){0,3}(?:jobs?|careers?"
            r"|roles?|employers?|compan(?:y|ies))<alone>|career~(?:chang|switch|mov|pivot|transition|goal)\w*"
            r"|applying (?:for|to) <some>(?:jobs|roles|companies))",
            r"I(?:'m| am|m) not (?:going anywhere|leaving|quitting)",
            r"(?:not|<isnt>|never|no) (?:\w+ ){0,2}?(?:planning|plan|plans|going|thinking|intend\w*|looking|want\w*"
            r"|trying) (?:to|of|on) (?:leav\w+|quit\w*|resign\w*)(?! (?:one|out|an?|any|it|them|in|the|\w+ out)(?!\w))",
            r"(?:not|<isnt>|never) (?:\w+ ){0,2}?(?:looking|searching|seeking|hunting)(?: for)? (?:something"
            r"|anything) (?:new|else|better)",
            r"not actively (?:looking|searching|seeking|interviewing|applying)|not (?:leaving"
            r"|quitting)(?=\s*(?:[.,!?]|$))",
            r"(?:not|<isnt>|never)(?: be)? applying (?:anywhere|elsewhere)",
            r"not for (?:a |my |the )?(?:new )?(?:job|career|resume|cv|promotion)(?! \w)",
            r"(?:hi|hey|hello|dear|sorry|relax|psst),? (?:boss|manager|hod|hr)",
            r"happy (?:in|with|at|where) (?:my|our|I) (?:current )?(?:job|role|company|team|employer|work|am)",
            r"love my (?:current )?job",
            r"staying (?:put|in my (?:current )?(?:job|role)|at my company)",
            r"(?:don't|dont|no) worry,? (?:boss|hod|manager|team)",
        ),
        "A denial makes people wonder about the very thing it denies, so we say nothing about it either way.",
        _DROP,
        (
            "Not looking for a job, just curious",
            "Not job hunting, promise!",
            "I'm not changing careers, I just like maths.",
            "No plans to leave my company.",
            "I'm happy in my current role, this is a hobby.",
            "Don't worry boss, only a hobby",
            "This isn't a career change.",
        ),
        (
            "The loss does not change much after epoch 3.",
            "No code yesterday.",
            "The cron job did not start, so nothing ran.",
            "I could not change the role in Postgres.",
        ),
    ),
    Rule(
        "secrecy",
        Verdict.BLOCK,
        "boss|ceo|cfo|cio|cmo|co work|colleague|company|coo|cowork|cto|director|do not tell|dont tell|employer|hod"
        "|hr |line manager|manager|never tell|no one|nobody|secret|supervisor|suspicio|team|undetect|without|work can"
        "|work wont",
        (
            r"without (?:\w+ )?(?:raising|arousing|any) (?:\w+ )?suspicions?",
            r"suspicio\w+ (?:at|from) (?:work|the office|my)",
            r"(?:my|our|your) <boss>(?: \w+){0,2}? (?:won't|wont|doesn't|does not|don't|will not|never|can't|not"
            r"|to) (?:\w+ ){0,2}?(?:know|notice|suspect|find out|panic)",
            r"(?:don't|do not|never) tell (?:(?:my|our|the) )?(?:<boss>|team)",
            r"(?:hid\w+|secret|quiet|away) from (?:my|our|the) (?:<boss>|team|company)",
            r"work (?:can't|cannot|won't) (?:find|see|know|notice)(?! \w+ing)",
            r"(?:nobody|no one) (?:at|in) (?:work|the office|my \w+) (?:knows?|suspects?|noticed)",
            r"secretly (?:learn|study|prepar|apply|interview|look|plan)\w*",
            r"undetectable (?:as|at|for|career)",
        ),
        "Talking about staying unnoticed gets noticed.",
        _DROP,
        (
            "Learning in public without raising suspicion at work",
            "Keeping this quiet from my manager",
            "Posting so my boss won't notice",
            "I'm secretly preparing for something bigger",
        ),
        ("A suspiciously high score usually means leakage.", "The context manager will not notice a closed file."),
    ),
    Rule(
        "career",
        Verdict.BLOCK,
        "career|changecareer|changingcareer|dreamcareer|mycareer|newcareer|switchcareer|switchingcareer",
        (
            r"career~(?:switch|chang|transition|pivot|shift|mov|break|gap|goal|growth|path|ladder|advice|strateg"
            r"|readiness|prep|advanc|opportunit|develop|progress|boost|ambition|plan|step|journey|aspiration|reset"
            r"|restart|fair|coach)\w*<plain>",
            r"(?:my|new|second|next|our|better|dream|tech|whole) (?:[\w']+ ){0,2}?careers?<plain>",
            r"(?:switch|chang|pivot|transition|mov|shift|advanc|boost|start|build|launch|further|grow"
            r"|restart)\w* (?:(?:my|a|into|to|new|the|between) ){0,3}careers?",
            r"(?<!your\x20)careers? (?:in|into) <field>",
        ),
        "This reads as a career plan, and people you work with may read along.",
        _SUBJECT,
        (
            "My career switch into data science",
            "Changing careers at 35",
            "Excited for my new career",
            "Career Preparation",
            "A career in machine learning starts here",
            "#CareerChange",
        ),
        (
            "Career points per player, scaled before k-means",
            "A histogram of career length in the NBA data",
            "The career path column has 40 categories",
        ),
    ),
    Rule(
        "new-field",
        Verdict.BLOCK,
        "break|broke|corporate|decided|escap|going to|industry|jump|leap|leaving|left|looking to|mov|out of|pivot"
        "|plan|quit|rat race|ready to|shift|switch|time to|tired|transition|trying|want to|work |working at"
        "|working for|working in|working with",
        (
            r"(?:my|our) (?:\w+ )?(?:transition|pivot|switch|move) (?:in)?to (?:an? )?<field><plain>",
            r"(?:transition|pivot)\w* (?:\w+ ){0,4}?into (?:an? |the )?(?:\w+ )?<field><plain>",
            r"(?:transition|pivot)\w* to (?:an? )?(?:data~(?:science|analytics)|tech|(?:ml|ai|software) engineering)",
            r"(?:consider|mak|mad|plann?|tak|took)\w* (?:of )?(?:an?|the|my) (?:\w+ )?(?:move|switch|leap|jump|shift"
            r"|pivot) (?:in)?to (?:an? )?(?:<field>|industry)<plain>|a (?:move|leap|jump) (?:in)?to <field>",
            r"mov(?:e|ed|ing) into (?:data~(?:science|analytics|engineering)|ml|ai|tech)(?! (?:model|pipeline)\w*)",
            r"(?:leaving|left|quit|quitting|out of|tired of|escap\w+) (?:marketing|sales|finance|teaching|accounting"
            r"|consulting|banking|nursing|law|hospitality)(?= (?:for|to|behind|and)(?!\w)|[.,!?\n]|$)",
            r"(?:looking|want|going|decided|trying|plan\w*|time|ready) to (?:switch|change) (?:fields?|industr\w+"
            r"|profession\w*)",
            r"switch(?:ing|ed) (?:industries|professions)|corporate (?:life|world|job|ladder|drone|grind)|rat race",
            r"(?:br(?:eak|oke)(?:ing)?|get|getting|got|enter(?:ing)?|mov(?:e|ing)) (?:in)?to (?:the )?(?:industry"
            r"|tech industry)",
            r"br(?:eak|oke)(?:ing)? into (?:the )?(?:<field>|field|(?:cyber|info|it|web|cloud|game|front|back|full"
            r"|product|ux"
            r"|quant|fin|bio|dev|academ|consult|bank|robot|design)[\w-]*)(?! (?:parts|pieces|chunks|steps))",
            r"(?:love|like|want|hope|hoping|dream|dreaming|plan|planning|able|wish|goal)\w* (?:is |was )?(?:to"
            r"|of) work(?:ing)? (?:(?:in|with) (?:<field>|the field|industry|research|big tech)<plain>|(?:at"
            r"|for) (?-i:[A-Z])\w+)",
            r"dream\w*:? (?:is |of )?(?:to )?work(?:ing)? (?:at|for|in)",
            r"(?:switch|mov|transition|pivot)\w* from (?:marketing|sales|finance|teaching|accounting|hr|law|support"
            r"|banking|consulting|analytics|nursing|design|qa|testing|reporting) (?:in)?to",
        ),
        "This says you are moving to another line of work.",
        "Name the subject you study instead: “Learning about …”.",
        (
            "Transitioning into data science one commit at a time",
            "Breaking into ML",
            "My pivot to AI",
            "Moving from marketing to machine learning",
        ),
        (
            "Moving on to deep learning next.",
            "Switched from Adam to SGD",
            "A pivot table, then a melt back into long form",
            "Breaking the data into ten folds",
            "Transition matrix of a Markov chain",
        ),
    ),
    Rule(
        "becoming",
        Verdict.BLOCK,
        "analyst|architect|dev |developer|devs|engineer |engineers|practitioner|programmer|researcher|scientist",
        (
            r"(?:becom(?:e|ing)|turn(?:ing|ed)? into|(?:want|hope|plan|aim|dream|decid|try|work|train"
            r"|learn)\w* (?:\w+ )?to (?:be|become)|(?:job|work|working|role|position|myself|hired|employed|start"
            r"|started|life) as|aspiring|wannabe|budding|soon to be|(?:road|path|way|route|journey) to(?: becoming"
            r"| being)?)(?: (?:an?|the|my|first|full|time|real|proper|professional|certified|senior|junior|lead"
            r"|next)){0,4}(?: <field>)? <trade>",
            r"(?:call myself|I(?:'ll| will| can| could) (?:soon )?be) (?:an? )?(?:<field> )?<trade>",
            r"future <field> <trade>|turned (?:<field> )?<trade>",
            r"from (?:an? )?(?:\w+ ){1,3}to (?:an? )?(?:<level> )?<field> <trade>",
            r"job~ready (?:<field> )?<trade>|<trade> (?:in the making|in training|in progress"
            r"|to be)(?=\s*(?:[.,!?\'\"\n)]|$)| here)",
        ),
        "This says which job you want to have.",
        _SUBJECT,
        (
            "Becoming an ML engineer",
            "Aspiring data scientist here",
            "I want to become a data scientist",
            "From analyst to ML engineer in 24 weeks",
            "Road to Data Scientist",
        ),
        (
            "What ML engineers call a feature store",
            "Become familiar with broadcasting first.",
            "The data engineer's favourite: a columnar file",
        ),
    ),
    Rule(
        "resume",
        Verdict.BLOCK,
        "cover letter|coverletter|curriculum vitae|cv|mycv|myresume|resume",
        (
            r"my (?:(?:new|updated|old|current|own|data|ml|ai|tech|technical|linkedin) )?(?:resumes?"
            r"|cvs?)(?!~(?:training|runs?|from|at|tokens?|flag|point|logic|checkpoint|script|function|step|button"
            r"|code|scores?|folds?|auc|rmse|mae|f1|r2|loss|loop|scheme|splits?|splitter|setup|results?|strategy|mean"
            r"|std|error|accuracy|pipeline|estimates?|numbers?|metrics?|notebook|variance|procedure|iterator|object"
            r"|went|improved|dropped|is (?:too|stable|noisy|lower|higher|leaking|\d)|<craft>))",
            r"(?:updat|polish|tailor|rewr[io]t|refresh|proofread)\w* (?:(?:the|a|your|our) )?(?:resumes?"
            r"|cvs?)(?! (?:training|from|logic|token|flag|code|scores?|folds?|loop|splits?|scheme|after|on|<craft>))",
            r"resume[\s,/+&]+(?:and )?(?:github|portfolio|linkedin|cover|cv|interview)",
            r"(?:resume|cv)~(?:ready|worthy|builder|building|template|bullets?|writing|review|tips|gap|keywords?)",
            r"(?:on|for|to|into) (?:a|the|your|anyone's) resume(?! (?:point|button|path|flag|logic|script|<craft>))",
            r"(?:resumes?|cvs?) (?:updated|polished|(?:is|are) (?:ready|finished|updated|out|polished))",
            r"(?:linkedin|profile|portfolio|github)(?:,|[\s,+&]+and)? (?:my |a )?(?:resume|cv)(?! (?:train|score"
            r"|fold)\w*)",
            r"(?<!--)cover letters?<plain>",
            r"curriculum vitae",
        ),
        "A resume in a post says you are applying somewhere.",
        "Say what the project does, not where it will be listed.",
        (
            "Updated my resume with this project",
            "Polished my résumé tonight",
            "Added the churn project to my CV",
            "Resume + GitHub + Portfolio + Applications",
            "Updated resume with projects",
            "A cover letter template is next",
        ),
        (
            "Resume training from the last checkpoint",
            "The run resumes where it stopped.",
            "CV score 0.81 over 5 folds",
            "My CV scores vary a lot between folds.",
            "A resume parser with spaCy",
            "Added CV to the grid search",
        ),
    ),
    Rule(
        "showcase",
        Verdict.ASK,
        "analyst|architect|dev |developer|devs |engineer |engineers |linkedin|myportfolio|personal brand"
        "|personalbrand|portfolio|practitioner|programmer|researcher|scientist",
        (
            r"(?:my|our|job|strong|personal|developer|github|ml|data science) portfolio(?!~(?:returns?|optimi\w+"
            r"|weights?|risk|variance|allocation|theory|value|of|beta|simulat\w+))",
            r"portfolio~(?:ready|websites?|site|pieces?|projects?|worthy)",
            r"linkedin (?:profile|headline|optimi\w+|jobs)",
            r"personal brand\w*",
            r"I(?:'m| am| was|'ve been) (?:currently )?an? (?:\w+ ){0,2}?<trade>",
        ),
        "A portfolio or a job title in a post hints at looking for work.",
        "Call it a project, and say what it does.",
        (
            "Four portfolio-ready projects",
            "Built my portfolio website",
            "LinkedIn profile optimization",
            "I'm a data analyst by training",
        ),
        (
            "Markowitz portfolio optimisation in NumPy",
            "Portfolio returns are not normal.",
            "What an analyst would plot first",
        ),
    ),
)

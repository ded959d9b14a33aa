"""Keeps the working day out of a post: its hours, meetings and load, and the excuses for a quiet one.

Odd about it: "work" is the craft's word too (it works, work on the encoder, a job that failed), and so are meetings,
sprints and deadlines; each rule asks for the hour, the office or the exhaustion beside the word.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_SILENT = "Leave the reason out: “No code yesterday. … is next.”"

RULES = (
    Rule(
        "working-hours",
        Verdict.BLOCK,
        "9 to|9to|business|commute|company|day job|dayjob|job|lunch|night shift|nine to|office|shift|team|wfh|work",
        (
            r"(?:after|before|during|outside|around|between|despite) (?:(?:my|a|the|long|regular|normal|busy|full"
            r"|hard|another) ){0,3}(?:work|work~day|working hours|work hours|shift|day job|9 to 5"
            r"|full~time job)(?! (?:on|done|by|with|from|in|to|of)(?!\w))",
            r"(?:hours?|minutes?|min|coded|studied|late|evening|right|home|tired) after work",
            r"(?:my|a|the) (?:day|full~time|part~time|main|corporate|current) job<person>",
            r"day job|9 to 5 (?:job|life|grind)|my 9 to 5|nine to five|work life|night shift",
            r"(?:my|office|normal|regular|outside) working hours|(?:work(?:ing)? from home|wfh)<plain>",
            r"my job(?!~(?:queue|schedul\w+|runner|script|failed|fails|crashed|died|ran|runs?|finished|array|spec|id"
            r"|class|got killed|was killed|is queued|to (?:keep|make|check)|here is))",
            r"(?:in|at|from|to|leaving|left) (?:the|my) office<plain>(?! (?:suppl|build|product|script|line|episode"
            r"|us)\w*)",
            r"(?:my|the) (?:train |morning |daily )?commute<plain>|lunch (?:break|hour)",
            r"(?:train|drive|walk|bus|ride|bike|cycling|went|going|returning|off|(?:the|my) way) to work(?! (?:on"
            r"|with|in|out|for|at|by|together|as|from)(?!\w))",
            r"work (?:projects?|trip|stuff|week|day|days|hours|schedule|commitments?|obligations?|calendar|duties"
            r"|friends?|party|event|offsite|travel|drama|phone)(?! later)",
            r"(?:long|hard|rough|tough|full) work~?(?:day|week)|business (?:trip|dinner|lunch|travel)",
            r"(?:company|team) (?:offsite|event|retreat|party|outing|dinner|building)",
            r"(?:for|from|home from|back from|late at|busy at|day at|week at|stuck at|use at"
            r"|need at) work(?! \w+ing)(?! (?:on|by|of|in|with|queue|stealing|items?|units?|done|to|as)(?!\w))",
        ),
        "This tells readers about your working day.",
        "Leave the hour and the place out; the work you did on the subject is enough.",
        (
            "Coded an hour after work",
            "My day job is in reporting",
            "Did this on my lunch break",
            "Came home from work late, still trained a tree",
            "Short one from the office",
        ),
        (
            "It doesn't work yet.",
            "Finally got it to work.",
            "Ideas from work on transformers",
            "My job failed with an out-of-memory error.",
            "After work on the encoder, the loss fell.",
        ),
    ),
    Rule(
        "meetings",
        Verdict.BLOCK,
        "after the|all hands|before the|call|client|escalation|hiring freeze|meeting|re org|reorg|restructur"
        "|review|since the|sprint|stand up|standup|town hall|visit|workshop",
        (
            r"(?:back to back|too many|endless|all day|hours of|full of|stuck in|in|long|between|after|before|during"
            r"|team|work) (?:a |the |my |two |long )?meetings?(?! (?:the|a|point|notes|summar\w+"
            r"|minutes)(?!\w))<plain>",
            r"(?:day|week|afternoon|morning) (?:full )?of meetings",
            r"meetings (?:all day|ate|kept|took|until|today|yesterday|this)|stand~?up (?:meeting|today|call)",
            r"during (?:a|the|my|another|all) (?:\w+ )?(?:meetings?<plain>|call(?! \w+))",
            r"(?:exhausted|tired|drained|worn out) (?:from|by|of|after) (?:\w+ )?(?:meetings?|calls?|clients?)",
            r"(?:back to back|endless|too many|so many) (?:\w+ )?calls?(?= (?:today|all|yesterday|this|so|and)(?!\w)"
            r"|[.,!]|$)",
            r"customer (?:escalations?|calls?|meetings?|visits?) (?:took|ran|ate|kept|all|today|yesterday|until|was)",
            r"(?:quarterly|board|business) (?:review|meeting) (?:prep\w*|deck|ran|took|ate)|board meeting<plain>",
            r"town hall(?:,| (?:today|yesterday|meeting|then|at|this|and|again|with))|all hands (?:meeting|today|this"
            r"|at|again|call)"
            r"|re~?org(?:anisation|anization)?(?: (?:announcement|news|rumou?rs?|at|today|again|week|is|was"
            r"|and))(?! (?:the|of|my) (?:code|repo|notes|folder))"
            r"|(?:hiring freeze|restructuring (?:at|news|announce\w+|round|plan)|(?:after|before|since) the (?:merger"
            r"|acquisition|takeover))"
            r"|(?:meeting|workshop|call)s? (?:got |was |were )?cancell?ed|sprint (?:ended|is over)|end of (?:the"
            r"|our) sprint",
            r"sprint (?:planning|review|retro\w*)|performance reviews?<plain>|my (?:annual|yearly|mid~year"
            r"|quarterly) review",
        ),
        "A meeting in a post belongs to the people who sat in it.",
        _SILENT,
        ("Back-to-back meetings, no code", "Sprint planning all morning", "During a meeting I read about PCA"),
        ("Summarised a meeting transcript with BART", "Meeting the convergence criterion", "Sprint times of runners"),
    ),
    Rule(
        "workload",
        Verdict.BLOCK,
        "appraisal|audit|billing|booking|budget|business|client|crunch|deadline|erp|escalation|everybody|go live"
        "|golive|incident|intranet|inventory|job|launch|meeting|migration|month end|monthend|more overtime"
        "|office|on call|onboarding|outage|overtime|overwork|pager|payroll|peak|phone|planning|quarter|release"
        "|sap|slammed|snowed|sprint|stocktak|swamped|ticketing|till|work |worked|working|works|year end|yearend",
        (
            r"(?:hectic|crazy|busy|insane|brutal|stressful|chaotic|packed|exhausting|swamped|slammed|buried|drowning"
            r"|tired)(?: \w+){0,2}? (?:work|office|meetings?|deadlines?|quarter|sprint|client|job)",
            r"(?:slammed|swamped|snowed under|overworked)(?! (?:by|into|with (?:noise|false|zeros)))",
            r"(?:work|office) (?:was|has been|got|gets|kept|ate|took|keeps|is) (?:\w+ ){0,2}?(?:busy|hectic|crazy|mad"
            r"|me|over|my evening|too much|insane|a lot|heavy|exhausting|brutal)",
            r"(?:because of|due to|thanks to|blame|blaming) (?:my |a |the )?(?:\w+ )?(?:work|meetings?|deadlines?"
            r"|office|job|client|release)(?! (?:by|of|in|on|queue|id))",
            r"(?:too|so) much work(?:,| so| today| this| lately| yesterday)|(?:work\w*|doing|did|some|unpaid"
            r"|much|more|extra|mandatory|two hours of) overtime|overtime (?:again|today|tonight|this (?:week|month)"
            r"|all week|until|every (?:day|evening))",
            r"(?:was|am|I'm|being|been|week|weekend) on call|on call (?:week|duty|rotation|shift|this|last|again"
            r"|tonight|today|all (?:week|night)|until|till"
            r"|over the)|pager~?duty|(?:the|my) pager (?:went|rang|kept|woke)|(?:incident|outage"
            r"|escalation)s? (?:kept|ate|took|all|woke|at \w+ in the)",
            r"work (?:meetings?|deadlines?|pressure|stress|crunch|emergency)",
            r"(?:audit|release|launch|inventory|stocktak\w+|budget|appraisal|planning|migration|go~live|peak"
            r"|onboarding)"
            r" (?:week|season|month|night)(?! (?:in|of|effect|feature|column|shows?|dummy)\w*)",
            r"(?:payroll|erp|sap|intranet|billing|ticketing|booking|till|phone) (?:systems? |server )?(?:was|were|is"
            r"|went|has been) (?:down|offline|broken)"
            r"|everybody (?:at \w+ )?(?:was )?grumpy",
            r"(?:client|product|release|quarter~end|year~end|month~end|reporting) deadlines?",
            r"deadline (?:week|day|stress|season)|crunch (?:time|week|mode)",
            r"(?:quarter|month|year)~end (?:crunch|reporting|clos(?:e|ing)|rush|stress)(?! prices?)",
        ),
        "This says how busy your work is, and whose work it is.",
        _SILENT,
        (
            "Little progress, hectic work deadline",
            "Slammed this week.",
            "Short one today because of work",
            "Crunch time",
        ),
        (
            "The Kaggle deadline is on Sunday.",
            "Swamped by false positives until I raised the threshold",
            "Recall is the deadline-free metric.",
            "Much work remains on the parser.",
        ),
    ),
    Rule(
        "quiet-day",
        Verdict.ASK,
        "all weekend|baby|because|birthday|boyfriend|brother|burn|busy|cat|caught|children|concert|could not"
        "|couldnt|covid|dad|daughter|day off|dentist|did not|didnt|doctor|dog|double|down with|exhaust|family"
        "|far too|father|fever|flu|flu |football|funeral|girlfriend|grand|guest|headache|holiday|hospital|hung"
        "|husband|ill |in law|inlaw|jet|kid|late |leave|life |little one|little progress|long hours|match|me too"
        "|migraine|missed|mom|mother|move|moved house|moving|moving house|mum|night|no energy|no time|nothing"
        "|out of office|parent|partner|party|power|pto|sick|since|sister|skipped|son|stomach|thanks"
        "|through the night|time off|tired|toddler|too tired|travel|trip |twins|until late|vacation|visit"
        "|wedding|wife",
        (
            r"(?:I was|I'm|I am|was|been|being|felt|feeling|got|home) (?:\w+ )?(?:sick|ill|exhausted|too tired"
            r"|travell?ing|on (?:vacation|holiday|leave|pto)|out of office|burn(?:ed|t) out)",
            r"(?:parental|maternity|paternity|gardening|unpaid) leave<plain>",
            r"(?:on|took) (?:vacation|pto|sick leave)|time off(?! (?:the|by))|pto (?:today|tomorrow|yesterday)|(?:a "
            r"|my |took the )day off",
            r"(?:no (?:code|commits?|progress|post|study|studying|learning|coding|update)|little progress|skipped"
            r"|missed|(?:didn't|couldn't|did not|could not) (?:code|study|post|commit|get to)|nothing (?:today"
            r"|yesterday))(?!\w)[^.!?\n]{0,50}?(?<!\w)(?:sick|ill|flu|fever|vacation|holiday|trip|wedding|funeral"
            r"|hospital|kids?|family|tired|exhausted|headache|travell?ing|moved house|moving house|visit\w*)",
            r"busy (?:day|week|evening|month|weekend|few days|schedule|time)",
            r"(?:too|so|very|really|been|got|quite|super) busy(?! (?:wait\w*|loop|port|hour|intersection))",
            r"work(?:ed|ing) (?:late|long hours|until late|all weekend|double shifts?|through the night)",
            r"no time (?:today|yesterday|this week|to (?:code|study|post))|no energy (?:left|today)",
            r"(?:the|my|our) <family>(?:'s)? (?:\w+ ){0,2}?(?:sick|ill|fever|a fever|flu|cold|hospital|birthday"
            r"|wedding|surgery|teething"
            r"|school play|graduation|moved out|woke|couldn't sleep|needed me|doctor)(?! (?:data\w*|column|rate"
            r"|rates)(?!\w))",
            r"(?:no|skipped|missed|without|instead of) (?:code|coding|progress|study|lesson|chapter|exercise|class"
            r"|session|learning|python|rust|sql"
            r"|course|update|practice|algorithm)s?(?!\w)[^.!?\n]{0,50}?(?<!\w)(?:because (?:I|we|of my|my|life"
            r"|everyone)|thanks to my|dentist"
            r"|doctor|migraine|covid|hungover|hangover"
            r"|birthday|power (?:cut|outage)|guests?|jet~?lag\w*|moving|move|party|concert|match"
            r"|football)(?!\w)(?! (?:it|the (?:data|model|code|loss|tests?))(?!\w))",
            r"(?:down with|caught|have|had|got) (?:the |a |an )?(?:flu|fever|covid|migraine|stomach bug)|(?:me|I'm"
            r"|I was|was|too|far too) tired (?:for|to) (?:\w+ )?(?:graph|code|study|think|read|algorithms?|maths?)",
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
        "afternoon|am |awake|cod|committed|finished|learn|lunch|over lunch|pm |posting|started|still|stud"
        "|this afternoon|up ",
        (
            r"(?:cod(?:ed|ing)|stud(?:ied|ying)|learn(?:ed|ing)|started|finished|posting|committed|awake|up"
            r"|still)(?!\w)[^.!?\n]{0,40}? (?:at|until|till|by) \d{1,2}(?::\d\d)?(?:~?[ap]\.?m\.?|(?<=:\d\d))",
            r"this afternoon|over lunch|at lunch|during lunch|lunchtime",
        ),
        "A clock time tells when you were not working.",
        "Leave the hour out, or say “last night”.",
        ("Coded until 2am", "Coding this afternoon instead.", "Studied at 14:30"),
        ("Demand peaks at 5 pm in the bike data.", "The video starts at 12:30.", "I am at epoch 3."),
    ),
)

"""The words that commit messages are made of when they say little, too much, or say it in another language.

Odd about them: what is missing from a list of what may not be quoted is quoted, so these lists are generous; what is
missing from the lists of clutter only costs a phrase. A list is a frozenset where one word decides, and a pattern where
its neighbours do. Every pattern is searched in one short line.
"""

import re


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, as a list of them is written here."""
    return frozenset(text.split())


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


# Words that tell nothing of what a message is about, whatever stands around them.
VAGUE = word_set("""
    a about above add added adding adds after again all also an and another any are as asdf at attempt be been
    before beginning bit both but by can change changed changes changing check checked checkpoint clean code coding
    commit commited commits committed complete completed completes completing content continue continued copy
    correct corrected correction corrections create created creates creating current daily day days delete deleted
    demo different directory do does doing done draft each edit edited edits etc every everything ex exercise
    exercises extra few file files final finalize finalized finish finished finishing first fix fixed fixes fixing
    folder folders foo for from full further get good got great has have hello here hi hw homework how i implement
    implemented improve improved improvement improvements in initial initialize inital into is it item its just know
    last latest lesson lessons let lets little local log logs made main make making many material me minor misc
    modification modifications modified modify more most move moved much my new next nice nothing now of off ok okay
    old on one only or other our out over own page part parts patch practice practise problem problems program
    programs progress project projects push pushed pushing question questions quick recent redo related remaining
    remove removed repo repository rest restart same sample save saved saving script scripts second section session
    setup several share simple small so solution solutions solve solved some something start started starting step
    still stuff submission submit submitted sync task tasks temp test tested testing tests text that the their them
    then there these thing things this those to today todays tmp todo topic topics try trying tweak tweaks two type
    up update updated updates updating upload uploaded uploading use used using various version very via was week
    weekly weeks were what which while wip with work worked working works write wrote year yet you your assignment
    assignments notes note notebook notebooks video videos lecture lectures class classes course courses study
    studied studying learn learned learning chapter chapters module modules unit units data model models function
    functions example examples answer answers challenge challenges entry journal diary world refactor refactored lab
    labs ch slide slides quiz param params post posts pdf index instructions midterm handout handouts set three four
    five foobar round title titles blank empty contents plan plans schedule roadmap tracker checklist status agenda
    diaries journals logbook bar baz lorem ipsum branch master changed-files attempt1 final1 final2 finals really
    actually whatever results result idea ideas feature features bug bugs issue issues error errors thoughts reading
    book name number numbers
    """)

# A numbered piece of a course says enough: the reader can look it up.
NUMBERED = _any(
    r"(?:chapters?|ch(?=[ .])|lessons?|lectures?|units?|modules?|sections?|labs?|exercises?|assignments?|kata|koans?"
    r"|problem sets?|psets?|tutorials?|katas?|hw|homework|quiz(?:zes)?"
    r"|sessions?)[ .#]{0,2}\d{1,3}(?:\.\d{1,3})?[ab]?(?:(?: to | and | ?[-–] ?|, ?)\d{1,3}(?:\.\d{1,3})?)*"
    r"|(?-i:MIT) \d{1,2}\.\w{2,5}"
)

# Work that keeps a repository tidy: true, and not worth a sentence. One of these words is enough.
TIDYING = word_set("""
    readme readmes gitignore dockerignore editorconfig typo typos typoes lint linting linter linters eslint prettier
    flake8 pylint formatter whitespace whitespaces indentation indent newline newlines eol submodule submodules
    changelog license licence lockfile dependabot renovate pycache venv virtualenv codeowners toc badge badges
    favicon cname backup backups permalink contributor contributors contributing spelling misspelling misspellings
    misspelled reformat reformatted reformatting formatting cleanup cleanups tidying boilerplate codecov coveralls
    precommit deps scaffolding scaffold permissions
    """)
TIDY = _any(
    r"clean(?:ed|ing|s)?[ -]up(?: (?:the |all |notebook )*outputs?)?",
    r"(?:re-?)?format(?:ted|ting|s)? (?:everything|(?:all |the )*(?:code|files?|notebooks?)|with \w+)",
    r"tidy(?:ing)?(?: up)?|tidied(?: up)?",
    r"re-?name[sd]?|renaming",
    r"(?:un)?used? (?:imports?|variables?|code|files?)|unused \w+|dead code",
    r"(?:remove[sd]?|removing|delete[sd]?|deleting|drop(?:ped)?|add(?:ed|s)?|clean(?:ed)?|fix(?:ed)?) (?:the |a "
    r"|some "
    r"|all |debug |old |unused |unnecessary |extra |more |few |stray )*(?:prints?|print statements?|comments?|logs?"
    r"|logging statements?|console logs?|imports?|docstrings?|type hints?|blank lines?|spaces?|semicolons?|files?"
    r"|folders?|director(?:y|ies)|links?|images?|pictures?|screenshots?|pdfs?|slides?|headings?|placeholders?|icons?"
    r"|logos?|headers?|footers?|titles?)",
    r"(?:update[sd]?|updating|add(?:ed|s|ing)?|bump(?:ed|s)?|upgrade[sd]?|fix(?:ed|es)?|pin(?:ned)?|edit(?:ed)?"
    r"|change[sd]?|install(?:ed)?|modif(?:y|ied)|correct(?:ed)?|create[sd]?) (?:the |a |some |all |project |new "
    r"|broken "
    r"|dead |missing |python |npm |pip |dev |few |on |in |more |issue |pr )*(?:deps|dependenc(?:y|ies)|requirements?"
    r"|packages?|versions?|links?|urls?|docs?|documentation|comments?|config(?:s|uration)?|settings|lock ?files?"
    r"|gemfile|makefile|dockerfile|workflows?|paths?|styles?|metadata|names?|dates?|times?|tags?|index|format"
    r"|templates?|permissions?|submodules?|images?|screenshots?|headings?|structure|folder structure|roadmap|plan"
    r"|schedule|progress|tracker|checklist|checkbox(?:es)?|table of contents|contents|syllabus|log|logs)",
    r"bump(?:s|ed|ing)?|code ?style|pep-?8|pre-commit|ci/cd fix|merge conflicts?",
    r"(?:folder|director(?:y|ies)|project|repo(?:sitory)?|file) (?:structure|layout|setup|set up|skeleton|names?)",
    r"(?:re-?)?organi[sz](?:e|ed|ing|ation)|restructur(?:e|ed|ing)|reorder(?:ed|ing)?",
    r"(?:move|moved|moving|relocate|relocated|copy|copied) (?:\S+ ){0,4}(?:files?|folders?|director(?:y|ies)|repo)",
    r"git (?:config|attributes|hooks?)|env(?:ironment)? files?|remote repository|git init",
)

# The end of the object tells what it is: “Add the link to the Spanish translation”.
TIDY_FROM_THE_START = _any(
    r"(?:mit|apache|bsd|gpl) licen[cs]e",
    r"spell[ -]?check(?:ing|ed)?$|clear(?:ed|ing|s)? (?:the |all |notebook |cell )*outputs?",
    r"(?:freeze|froze|pin|pinned|upgrade[sd]?|lock|locked|sync) (?:the |all |python |npm )*(?:requirements?|deps"
    r"|dependenc\w+"
    r"|packages|versions?)",
    r"(?:run |ran |apply |use |cargo )*(?:cargo )?(?:fmt|clippy|black|isort|prettier|lint|ruff|rustfmt|gofmt"
    r"|eslint|autopep8)"
    r"(?:$| (?:fixes|pass|run|everything|all|the|on|formatting|warnings?))",
    r"ignore (?:the )?(?:\S+ )?(?:director(?:y|ies)|folders?|files?|target|build|cache|env)",
    r"(?:ignore|silence|suppress|disable)[sd]? (?:\w+ )?warnings?",
    r"(?:add|update|fix|change|correct|insert|include|edit|replace|create|improve)\w* (?:\S+ ){0,4}(?:links?"
    r"|urls?|images?|pictures?"
    r"|screenshots?|comments?|headings?|assets?|files?|folders?|director(?:y|ies)|wording|spacing|styling"
    r"|styles?|headers?"
    r"|footers?|captions?|file ?names?|status|logos?|icons?|banner|table of contents|references|resources|gifs?"
    r"|thumbnails?)"
    r"(?:$| (?:to|for|from|in|on|of|and)\b.*)",
    r"fix(?:ed|es|ing)? (?:some |the |minor |more )*(?:grammar|wording|punctuation|format|alignment|style"
    r"|styling|layout) ?.*",
    r"(?:remove|delete|move)[sd]?\b(?!.*\b(?:outliers?|duplicates?|nulls?|nans?|missing|columns?|features?"
    r"|stop ?words?|noise|rows?"
    r"|punctuation|seasonality|trend|background|elements?|nodes?|correlated|collinear\w*|bias|element)\b).*",
)

# --- what is nobody's business, or nobody would want to read aloud --------------------------------------------------

PRIVATE = _any(
    r"(?:my|our) (?:\w+ )?(?:salary|pay|income|savings|budget|spending|expenses|debts?|weight|bmi|blood|sleep"
    r"|mood|health"
    r"|bank|therapy|therapist|diet|periods?|tax(?:es)?|rent|mortgage|loan|credit|dating|tinder|medical|medication"
    r"|meds"
    r"|pregnancy|heart|fitness|finances?|grades?|gpa|address|phone|passwords?|dms|ex"
    r"|(?-i:DNA))(?! (?:class|struct|function|method))",
    r"(?:copilot|claude|chat ?gpt|gpt(?:-?\d\S*)?|gemini|cursor|codex|ai)[ -](?:generated|written|made|assisted)",
    r"(?:use[sd]?|using|let|lets|letting|asked?|had|with|by|via|from) (?:copilot|claude|(?:chat ?)?gpt(?:-?4\S*)?"
    r"|gemini|codex)"
    r"(?! (?:api|sdk|tokenizer|model|architecture))",
    r"for real(?! [a-z])|this time|another (?:try|go|shot)|(?:final|midterm|mid-term) exam (?:solutions|answers)"
    r"|whitelist"
    r"|blacklist",
    r"vibe[ -]?cod\w*|phishing(?! (?:detect|classif|email|dataset|url)\w*)|key-?loggers?|paywalls?|(?:peek"
    r"|cheat)\w* at",
    r"(?:from|in|used|using|followed|looked at|copied|copy of|cloned?|peeked at) (?:the |a )?(?:\w+ )?"
    r"(?:editorial|answer key|solutions? (?:video|from)|discussion)|solutions? from \w+|leaked|exam questions"
    r"|(?:submitted|handed in|uploaded|turned in) .{1,40} late",
    r"copy[ -]?past\w*|copied|plagiari\w*|stack ?overflow (?:answer|solution|code)|(?:asked|ask|from|by|with"
    r"|via|using) chat ?gpt",
    r"(?:my|the|added|adds?|adding|new) (?:\w+ )?(?:api|ssh|secret|access|private) keys?|\w+ keys? added",
    r"birthday(?! (?:problem|paradox|attack))|(?:dad|mom|mum|grandma|grandpa)(?:'s)?",
    r"(?:fuck|shit|bullshit|bitch|damn|dammit|crap|bastard|asshole|piss(?:ed)?|screw|arse|dick|bloody|goddamn)\w*",
    r"wtf|omg|lol|lmao|rofl|smh|ffs|fml|idk|idc|imo|tbh|ugh+|argh+|grr+|meh|yay+|woo+|woohoo|hooray|phew|hmm+"
    r"|haha\w*",
    r"hate[sd]?(?! speech)|hating|sucks?|stupid|dumb|idiot(?:ic)?|moron|useless|worthless|nightmare|painful"
    r"|annoy\w*|awful|terrible",
    r"horrible|ugly|lazy(?! (?:load\w*|eval\w*|iterat\w*|propagat\w*|init\w*|import\w*|quantifiers?|segment))"
    r"|drunk|hung-?over|tired|bor(?:ed|ing)|exhaust(?:ed|ing)|sleepy|asleep|sad|angry"
    r"|depress(?:ed|ing)",
    r"frustrat\w*|confus(?:ed|ing|es)|struggl\w*|giv(?:e|en|ing) up|gave up|i quit|burn(?:ed|t)[ -]?out|headache"
    r"|sick of",
    r"at last|hopefully|unfortunately|sadly|luckily|thank(?:s|ful| god)?|thx|sorry|apolog\w*|oops+"
    r"|whoops+|my bad",
    r"forg[eo]t(?:ten)?|fingers crossed|love (?:it|this|you)|i love|i guess|i think|no idea|no clue|please|pls"
    r"|plz",
    r"jesus|christ|omfg|weird|wacky|crazy|mess(?:ed|ing)?|sloppy|hacky|quick and dirty|cheat\w*|stolen|stole",
    r"suicid\w*|sexy|sexual\w*|porn\w*|nsfw|nudes?|racist|nazi\w*|kill (?:me|myself)|poop|butt|boobs?|penis"
    r"|retard\w*",
    r"(?:at|in|to|from) (?:the |my )?(?:hospital|doctor|therapist|dentist)|funeral|divorce|wedding|girlfriend"
    r"|boyfriend|wife"
    r"|husband|my (?:mom|mum|dad|kids?|son|daughter|family|birthday)|(?:on|from|after|before|during) (?:the |my "
    r"|a )?(?:vacation"
    r"|holidays?)|sick|feeling \w+|(?:have|had|with|got) (?:the |a )?(?:flu|fever|cold)",
    r"late night|last night|(?:at|after|past|till|until|before) (?:midnight|[0-9]{1,2}(?: ?[ap]m)?(?![.\d]))"
    r"|[0-9]{1,2} ?[ap]m"
    r"|(?:this|over the|on the|all) weekend|lunch(?: break| time)?|(?<!backup )before bed",
    r"(?:remov|delet|hid|leak|accident|expos|rotat|forgot|redact|purg|revok|push"
    r"|commit)\w* (?:\S+ ){0,5}(?:passwords?|secrets?"
    r"|(?:api|private|access|ssh) ?keys?|keys?|credentials?|tokens?|passwd|\S*env)",
)
WORK = _any(
    r"time-?sheets?|invoices?(?! (?:parser|ocr|dataset|generator|app|template|scanner))|(?-i:HR)(?! (?:analytics"
    r"|data))"
    r"|team-?mates?(?:'s)?|payslips?|jira|onboarding",
    r"for (?:the )?(?:[\w-]+ )?(?:client|customer|account|company)(?! side)",
    r"(?:for|at|from|with|to|by|of) (?:the |a |an |our |my |their |this |new |big |one )*(?:clients?(?! side)"
    r"|boss|employer"
    r"|colleagues?|co-?workers?|office|agency)|(?:for|at|from|with) (?:the |our |my |their )?(?:company|team"
    r"|manager|customer)",
    r"(?:my|our) (?:boss|manager|lead|company|employer|colleagues?|co-?workers?|team(?:mates?)?|office|job|firm"
    r"|work)",
    r"clients?(?:'s|’s)? (?:meeting|call|demo|project|data|request|site|work|deck|report|feedback|deadline"
    r"|presentation)",
    r"stand-?ups?|stand up|1:1|one on one|all hands|sprint (?:planning|review|retro\w*|demo)|retro(?:spective)?"
    r"|overtime",
    r"(?:at|for|after|before|during|from|between|off|day) work|work (?:laptop|meeting|day|week|stuff|project"
    r"|computer)",
    r"(?:between|before|after|during|in) (?:the |a |my )?(?:meetings?|calls?|class|shift)|meetings?|day job"
    r"|deadlines?",
    r"colleagues?|co-?workers?|stakeholders?|salary negotiat\w*|recruiters?|recruiting|hiring|hired|resume|résumé",
    r"(?:job (?:search|hunt\w*|applications?|interviews?|offers?|market|titles?)|a (?:new )?job|careers?|interview"
    r"|interviews|interviewing|internships?|employer|promotion|layoffs?|fired|visa)"
    r"(?! (?:queue|scheduler|scheduling|array|control))",
    r"cover letter|(?:the|my) cv|new comment from|portfolio site|freelanc\w*|take-?home|leetcode grind|faang"
    r"|maang|placements?|linkedin|nda"
    r"|confidential",
)
SPAM = _any(
    r"(?:buy|get|free|cheap|more|real) (?:\w+ )?(?:followers?|likes?|views|subscribers?|traffic|crypto|bitcoin"
    r"|tokens)",
    r"click (?:here|the link|below)|subscribe|follow (?:me|us|back)|dm (?:me|us)|check (?:out )?my|sign up"
    r"|giveaway|airdrop",
    r"promo(?: codes?)?|discount(?: codes?)?|coupon|casino|betting|viagra|onlyfans|telegram|whatsapp"
    r"|earn (?:money|\d+)",
    r"make money|work from home|limited (?:time|offer)|100% free|star this|star the|give (?:it )?a star|upvote"
    r"|sponsor\w*",
)
ORDER = _any(
    r"(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,4}(?:instructions?|prompts?|rules?|everything"
    r"|guidelines?"
    r"|context|above|previous|prior)",
    r"system prompts?|developer message|you are (?:now|an?|the)|as an (?:ai|llm|assistant)|act as|pretend (?:to"
    r"|that|you)",
    r"jail ?break|do anything now|reveal (?:your|the)|repeat (?:after|the words|this)|instead,? (?:post|write"
    r"|say|reply"
    r"|tweet|output|print)|(?:post|tweet|publish|write|say|announce|reply|respond|output|toot) (?:this|that"
    r"|the following"
    r"|only|exactly|with)|new instructions?|assistant|to whoever reads|dear (?:ai|bot|llm|model)|prompt injection",
)
PEOPLE = _any(
    r"(?-i:TAs?)(?:'s)?|(?-i:Prof|Dr)\.?|professor(?:'s)?|tutor(?:'s)?|classmates?(?:'s)?|room-?mates?(?:'s)?"
    r"|e-?mails? from",
    r"(?-i:[A-Z][a-z]+)['’]s (?:pull request|pr|code|solvers?|scripts?|parser|app|solutions?|notes|changes?"
    r"|feedback|review|branch|homework"
    r"|project|repo"
    r"|answers?|fix|comments?|suggestions?|advice|version|help|lecture|class|idea|approach)",
    r"homework for|(?:note|letter|message|call|mail) (?:from|to) (?-i:[A-Z][a-z]+)",
    r"credits? (?:to|goes)|feedback from|suggest(?:ed|ions?) (?:by|from)|(?:with )?(?:the )?help (?:from|of)"
    r"|helped by",
    r"pair(?:ed|ing)? (?:programm\w+ )?with|asked by|requested by|reviewed by|(?-i:he)|she|they|his|her|him|them"
    r"|hers|theirs|our",
    r"we|us|you|your|yours|me|guys|folks|everyone|everybody|somebody|someone|anyone|friends?|dude|bro|man|mate|sir",
    r"prof(?:essor)?(?:'s|’s)? (?:said|asked)|per (?:review|request|feedback)|mr|mrs|ms|code review comments?"
    r"|pr comments?",
)
BOAST = _any(
    r"(?<=^)master(?= )(?! (?:theorem|branch|node|slave|key|equation|class|data|page|volume|mix))",
    r"amazing(?:ly)?|awesome|perfect(?:ly|ed|ion)?(?! (?:squares?|numbers?|fifths?|fourths?|tense|pitch|hash\w*"
    r"|match\w*|forward|binary))|incredibl[ey]|insane(?:ly)?|epic|legendary|brilliant(?:ly)?"
    r"|genius|sota",
    r"excellent|fantastic|wonderful|beautiful(?:ly)?|gorgeous|flawless(?:ly)?|superb|impressive|stunning"
    r"|blazing\w*|elegant",
    r"best(?! (?:threshold|split|parameters?|params|hyperparameters?|time|sum|subset|first|practices?|fit"
    r"|response|case|arm))|worst(?! case)|greatest|fastest"
    r"|smartest|ultimate",
    r"state[ -]of[ -]the[ -]art|world[ -]class|cutting[ -]edge|game[ -]chang\w+|next level|level(?:ed|ing)? up"
    r"|powerful",
    r"crush(?:ed|ing|es)|nail(?:ed|ing) it|nailed|kill(?:ed|ing) it|smash(?:ed|ing)|rock(?:ed|ing|s) it|beast"
    r"|ninja|guru",
    r"master(?:ed|ing|y|s|ful)|expert(?:ise)?|proficien\w+|fluent(?:ly)?|10x|deep[ -]div(?:e|es|ing)|journey"
    r"|grind(?:ing)?",
    r"super(?!(?:-| )?(?:class\w*|set|key|resolution|user|keys|type|trait|vised|mario))|so (?:cool|good|proud"
    r"|happy|easy|fast|much)|proud|excit(?:ed|ing)|thrill\w*|easy peasy"
    r"|trivial(?:ly)?|win(?:s|ning)?"
    r"(?! (?:probability|rate|condition))|beats? (?:everyone|all)|top \d+|number one|first place|rank(?:ed)? \d+"
    r"|certif(?:ied|icate)\w*",
)

# --- what did not happen, or not yet --------------------------------------------------------------------------------

PLAN = _any(
    r"next(?=$)",
    r"todos?(?![ -](?:app|apps|list|lists|application|api|project|cli|manager|tracker|component|backend|frontend"
    r"|items?))",
    r"fixme|tbd|tba|needs?|needed|should|must|have to|has to|want(?:s|ed)?|wanna|will|gonna|plan(?:s|ned"
    r"|ning)? (?:to|for)",
    r"going to|hop(?:e|ing) to|maybe|perhaps|probably|possibly|would|could|might|tomorrow|later|soon|eventually"
    r"|next (?:up"
    r"|time|week|steps?|day)|someday|let's|let’s|lets|ready (?:to|for)|about to|to ?be ?done|to-do(?! ?(?:app|list))"
    r"|remember to"
    r"|reminder"
    r"|supposed to|untested|unverified|ideas? for",
)
TROUBLE = _any(
    r"but|(?-i:TLE|WA|OOM)|wrong answer|(?:done|complete|finished|works?|working) except(?: for)?|commented out"
    r"|comment out|flaky"
    r"|disable[sd]? (?:\w+ )?tests?|work-?arounds?|band-?aid|xfail|(?:dirty|quick|ugly|temporary) (?:fix"
    r"|hack)(?:es|s)?",
    r"skip(?:ped|s|ping)?(?! (?:lists?|connections?|grams?|links?))|hard-?cod(?:e|ed|ing)|fak(?:e|ed|ing)(?! news)",
    r"not|no|never|none|nothing|neither|nor|cannot|\w+n['’]t|dont|doesnt|didnt|cant|wont|isnt|arent|wasnt"
    r"|couldnt|havent"
    r"|hasnt|shouldnt|unable|without (?:success|luck)|stuck|hardly|barely|instead of working|wrongly",
)
FAULT = _any(
    r"fail(?:s|ed|ing)?|broken|breaks?|broke|crash(?:es|ed|ing)?|wrong|incorrect(?:ly)?|bugged|buggy|hangs?"
    r"|segfaults?",
    r"(?:gives?|get|getting|throws?|raises?) (?:an? )?(?:errors?|exceptions?)|missing(?! (?:data|values?"
    r"|numbers?|ranges?))|abandon(?:ed)?|bad|worse|poor(?:ly)?",
)
UNFINISHED = _any(
    r"sort of|kind of|kinda",
    r"wip|work in progress|in progress|ongoing|unfinished|incomplete(?:ly)?|partial(?:ly)?|partly|so far"
    r"|half(?=\)|$)|half[ -]?(?:done"
    r"|finished|way|complete|baked)|almost|nearly|mostly|somewhat|to be continued|first (?:draft|attempt|try"
    r"|pass|half)"
    r"|rough draft|not yet|still|halfway|continu(?:e|ed|ing)|beginnings?|nearing|close to|more or less",
)

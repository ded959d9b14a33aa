"""Keeps what belongs to an employer out of a post: its people, sites, systems and habits, and companies as a topic.

Odd about it: "we" and "our" are also the textbook's ("our loss", "we scale"), so only nouns that no notebook owns
count. A well-known company is harmless as the name of a dataset, and asked about when the post is on how it works.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

_GENERAL = "Say it in general, or as “if”: “In reporting, someone may ask …”."

RULES = (
    Rule(
        "our-company",
        Verdict.BLOCK,
        "a consultant|accountant|agency|all of|apprentice|auditor|both of|call center|call centre|consultant"
        "|contractor|controller|downstairs|freelancer|half of|in our|intern|it guy|lawyer|licen|many of|most of"
        "|new hire|of our|on our|one of|our |receptionist|secretary|software|some of|supplier|temp|three of|tool"
        "|trainee|two of|upstairs|vendor|we |where i|with our",
        (
            r"our (?:\w+ )?(?:catalog(?:ue)?|skus?|suppliers?|vendors?|<employed>|payroll|invoices?|patients|donors"
            r"|policyholders|tenants|headquarters|hq|canteen|erp|sap|intranet|sharepoint|help~?desk|ticket(?:s"
            r"| system|ing system)|legacy (?:system|code|erp|database)|back office|call cent(?:er|re)|procurement"
            r"|controlling|it department|admissions|wholesale|retail|stores|shops|branches|factory|fleet"
            r"|subscribers|claims|quarterly|monthly (?:report|closing|numbers|figures)|weekly (?:report|numbers|meeting"
            r"|newsletter)|shareholders?|competitors?|mailing list|web ?shop|online shop|call logs|support"
            r" (?:tickets?|desk|inbox)|bookings|orders table|price list)(?! (?:class|library|pattern|game|tables?"
            r"|columns?|ids?|keys?))",
            r"our (?-i:[A-Z])\w+ (?:site|office|plant|branch|store|team|warehouse|department|location|factory|lab"
            r"|clinic"
            r"|campus|colleagues)",
            r"(?:one|some|two|three|many|most|all|half|both) of our (?:\w+ )?(?:accounts|sites|stores|regions|markets"
            r"|brands|projects|products|partners|buildings|locations|campaigns|systems|teams?|people|servers)",
            r"(?:my|our|the) (?:\w+ )?<employed> (?:who|takes?|took|needs?|does|did|asked|asks|says|said|tells|told"
            r"|never"
            r"|always|spent|spends|broke|deleted|wrote|sent|at|in|from|we|I|is|was|keeps?|still|thinks?)(?! (?:table"
            r"|column))",
            r"(?:consultants?|contractors?|agency|vendor|freelancer|tools?|licen[cs]es?|software|lawyers?"
            r"|supplier) (?:that"
            r" |which |who )?we (?:pay|paid|hired|bought|rent|licen[cs]e)",
            r"we (?:just |recently |nearly |almost |have |had )?(?:lost|won|signed|onboarded|pitched|invoiced?"
            r"|bill(?:ed)?"
            r"|sell|sold|ship|shipped|hired|fired|acquired|bought|serve|pay) (?:\w+ ){0,3}?(?:clients?|customers?"
            r"|accounts?"
            r"|licen[cs]es?|consultants?|contractors?|shoes|policies|insurance|colleagues?|seats|deals?|contracts?"
            r"|tenders?"
            r"|suppliers?|interns?|stores?|products to)",
            r"we (?:\w+ )?(?:sell|ship|manufacture|deliver|insure|lend) (?:\w+ )?(?:to|in|across|online|at|shoes|cars"
            r"|food"
            r"|furniture|books|policies|software|machines)(?! (?:function|tensor|message)\w*)",
        ),
        "This tells readers about the place you work at.",
        _GENERAL,
        (
            "Wrote in 4 seconds what takes our intern a morning",
            "Clustered our product catalogue",
            "We lost a big client",
            "Travelled to our Leeds site",
            "The consultant we pay for it never answers",
            "The numbers of one of our accounts",
        ),
        (
            "Our loss goes down, our model does not.",
            "We sold the shares in the simulation.",
            "The vendors column has ten spellings.",
            "We scale our columns first.",
        ),
    ),
    Rule(
        "office-people",
        Verdict.BLOCK,
        "a friend|accounting|accounts|admin|at the neigh|at the next|audit|back office|billing|claims|colleague"
        "|compliance|controlling|credit|customer support|department|desk|downstairs|facilities|finance|floor"
        "|folks|front office|guy|hr |it dep|it dept|it folk|it guy|it people|it team|lady|legal|logistics"
        "|marketing|my desk|neighbo|next desk|office|operations|payroll|people down|people up|procurement"
        "|purchasing|reception|sales|security|sits|somebody|someone|staff|team down|team up|the next|treasury"
        "|underwriting|upstairs|who sits|woman|works council",
        (
            r"(?:the|our|some|my|those|two|three) <department> (?:people|folks|guys?|lad(?:y|ies)|crowd|department|dept"
            r"|office|colleagues?|upstairs|downstairs|team|boss|floor|staff)(?! (?:columns?|tables?|rows?|field|id|name"
            r"|dataset|data)(?!\w))",
            r"(?:someone|somebody|a (?:guy|woman|lady|man|friend|person)|people|everyone|everybody|folks"
            r"|colleagues?) (?:over |down )?(?:in|from) (?:our |the |my )?<department>(?: (?:asked|wanted|wants|asks"
            r"|said|says|told|needs?|needed|who|will|sent|keeps?|still|can't"
            r"|don't|has|is|are|was|and|loves?|hates?|uses?)|[.,!?])",
            r"at the (?:next|neighbou?ring) desk|(?:next desk|desk next to (?:me|mine)|who sits (?:next to|opposite)"
            r"|my desk neighbou?r)|(?:people|office|floor|department|team) (?:upstairs|downstairs)|works council",
            r"explain\w* (?:it|this|that|things|pandas|sql|\w+) to (?:the )?(?:finance|sales|marketing|controlling"
            r"|accounting|legal|procurement|hr)(?! (?:data|students|majors))",
        ),
        "Somebody at your work could recognise themselves here.",
        _GENERAL,
        (
            "The credit people upstairs were not amused.",
            "A guy from accounting asked for it",
            "The finance department runs on macros",
            "She sits at the next desk.",
        ),
        (
            "The HR department column has a trailing space.",
            "In accounting, debits come first.",
            "The sales data has one gap.",
            "Explain it to a duck.",
        ),
    ),
    Rule(
        "from-work",
        Verdict.BLOCK,
        "at |back|back at|colleagues|everybody|everyone|from|here|here at|i |i code|i work|job at|over|over at"
        "|us at|work|work from",
        (
            r"(?:data|datasets?|exports?|tables?|reports?|tickets?|logs?|spreadsheets?|files?|numbers|figures|sheets?"
            r"|excel|examples?|cases?|dashboard|e~?mails?|csv|dumps?|database|extract|queries|query|code|script"
            r"|notebook"
            r"|documents?|contracts?|slides?) (?:\w+ ){0,2}?from (?:work|the office|my (?:job|desk|company|employer)"
            r"|our (?:company|shop|systems?|team|office))(?! (?:on|by|of|stealing|items?|queue|units?|done)(?!\w))",
            r"(?-i:[Aa]t (?:the )?[A-Z][\w&.]+(?: (?:[A-Z][\w&.]+|&|and|of)){0,3}),? (?:we|our|my team"
            r"|most of us)(?!\w)",
            r"(?:here|back|over|us|everyone|everybody|colleagues|job) at (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+){0,3}"
            r"(?: (?:we|uses?|still|is|are|do|does|has|have|loves?|hates?)|[.,!?])",
            r"I (?:[\w']+ )?work (?:nights|nightshifts?|shifts|weekends|late shifts?|part~time|full~time"
            r"|(?:\w+ )?(?:at|for"
            r"|in) (?:an?|the|one of the|our|my) (?:[\w']+ ){0,2}?(?:hospital|bank|insur\w+|agency|firm|company|startup"
            r"|school|university|ministry|clinic|warehouse|factory|shop|store|restaurant|hotel|call cent(?:er|re)"
            r"|council"
            r"|government|public sector|bakery|pharmacy|lab|office|library|newspaper|charity|ngo|airline|airport"
            r"|railway"
            r"|department|industry|team|supermarket|retail\w*|hospitality))",
        ),
        "This says where you work, or takes something from there.",
        "Use a public dataset and leave the place out.",
        (
            "Used the ticket export from work",
            "At Brightwell Foods we still do this in Excel.",
            "I work nights at the hospital",
            "I work at a bank",
        ),
        (
            "Data from work on transformers by others",
            "At Kaggle the data is public.",
            "I work in a virtual environment.",
            "At Epoch 3 the loss rises.",
        ),
    ),
    Rule(
        "company-as-topic",
        Verdict.ASK,
        "accenture|adidas|airbnb|aldi|alibaba|allianz|amazon|anthropic|apple|asos|bloomberg|bmw|booking|bosch"
        "|bytedance|canva|carrefour|cloudflare|dashboard|databricks|deck|deliveroo|delivery|deloitte|dhl|discord"
        "|doordash|dropbox|ebay|etsy|expedia|facebook|fedex|figma|flipkart|for ours|goldman|google|h m"
        "|hellofresh|how does|ibm|ikea|in ours|infosys|instacart|jp morgan|jpmorgan|klarna|kpi|kpmg|lidl"
        "|linkedin|lufthansa|lyft|mckinsey|meetings|mercedes|meta|microsoft|monzo|n26|nestle|netflix|newsletter"
        "|nike|nvidia|on ours|openai|oracle|otto|ours|palantir|paypal|pinterest|pwc|report|revolut|ryanair"
        "|salesforce|sap|shopify|siemens|slack|slide|snowflake|spotify|spreadsheet|stripe|swiggy|tcs|tencent"
        "|tesco|tesla|tiktok|toyota|trivago|twitter|uber|unilever|ups|visa|volkswagen|vw|walmart|we also"
        "|we always|we mostly|we only|we still|wipro|with ours|zalando|zomato",
        (
            r"(?:how|why|what) (?:do |does |did |is |has )?<company>(?:'s)?(?: \w+)? (?:decid|do|does|did|doing|build"
            r"|built"
            r"|use|run|ran|handl|stor|scal|rank|measur|predict|comput|train|test|detect|serv|shard|pick|choos|solv|rout"
            r"|recommend|know|work|make|made|manage|move|migrat|pric|plan|deal|cach|log|monitor|deploy|sort|match"
            r"|count)"
            r"\w*",
            r"<company>(?:'s|s')? (?:engineers|engineering (?:blog|team)|data (?:team|scientists?)|tech blog"
            r"|product team"
            r"|recommendation|pricing|warehouses?|backend|architecture|search team)|(?:talk|post|article|paper"
            r"|someone|engineer"
            r"|people|team) (?:by|from|at) <company>(?! (?:colab|cloud|sheets|research|brain|scholar|datasets?)(?!\w))",
            r"how does (?!(?:python|rust|go|java\w*|git|postgres\w*|mysql|sqlite|redis|kafka|docker|kubernetes|linux"
            r"|numpy"
            r"|pandas|spark|react|vue|pytorch|tensorflow|keras|scikit|sklearn|xgboost|adam|bert|gpt|duckdb|haskell"
            r"|julia"
            r"|sql|css|html|http\w*|tcp|tls|dns|django|flask|rails|node|swift|kotlin|scala|elixir|bash|vim|excel|llama"
            r"|r|c|bayes|sgd|pca|lstm|nginx|ruby|typescript|webassembly|zig|polars|arrow|airflow|dbt|terraform|prophet)"
            r"(?!\w))(?-i:[A-Z])\w+ (?:do|earn|make money|decide|price|know|recommend|rank)(?!\w)",
            r"(?:dashboards?|reports?|slides?|decks?|spreadsheets?|kpis?|newsletters?|meetings?) (?:that )?(?:nobody"
            r"|no one|management|everyone) (?:ever |really )?(?:opens?|reads?|looks?|uses?|wants?|wanted|asked|needs?"
            r"|sees?"
            r"|understands?)",
            r"we (?:still|also|only|always|mostly) (?:use|do|run|have|send|track|keep|copy|print|fax"
            r"|export)\w* (?:\w+ ){0,4}?"
            r"(?:in|with|by|on|to|from)? ?(?:excel|sap|sharepoint|tableau|looker|salesforce|jira|outlook|spreadsheets?"
            r"|hand|paper|fax|vlookup|macros|cobol|oracle|snowflake)",
            r"(?:on|with|for|in) ours(?:[.,;:!?]| (?:it|where|the))",
        ),
        "A company, or an office, as the topic makes people ask whether it is yours.",
        "Name the method instead; if the company only published it, say so.",
        (
            "Read how Netflix decides when a test has run long enough",
            "How does Zalando do size recommendations?",
            "A dashboard nobody opens is decoration.",
            "We still do this in Excel.",
        ),
        (
            "Google Colab gave me a GPU.",
            "How does Postgres decide on an index?",
            "Netflix prize ratings are sparse.",
            "A talk by a nurse on triage data",
        ),
    ),
)

"""Keeps strangers out of a post: @names, issue numbers, cashtags, and file names that would become links.

Odd about it: most of this comes from commit messages, where it means something else. `@dataclass` pings whoever has
that name, `README.md` is a web site in Moldova, and on X a post with a link costs thirteen times as much
(contracts/x.md §9). Hashtags stay: the learner chose them.
"""

from bot.guard.findings import Verdict
from bot.guard.rules import Rule

# Endings that are both a file's or an attribute's and a country's or a company's.
_FILES = "md|py|rs|sh|pl|so|cc|ml|in|tf|am|mk|zip|mov|java|ps"
_ATTRIBUTES = (
    "to|at|no|do|it|is|in|id|info|map|name|build|run|fit|cat|call|show|dot|save|open|post|style|box|bar|search|select"
    "|link"
    "|group|date|zero|new|how|watch|report|review|st|ax|so|my|me|by|be|as|am|us"
)
_BARE = r"(?<![\w@$#./-])[A-Za-z0-9](?>[A-Za-z0-9-]*)(?:\.[A-Za-z0-9-]+)*?"

RULES = (
    Rule(
        "decorator",
        Verdict.BLOCK,
        "@",
        (
            r"(?<!\w)@(?:dataclass|property|staticmethod|classmethod|abstractmethod|override|overload|cache|lru_cache"
            r"|wraps|contextmanager|pytest|app|router|njit|jit|vmap|tf|torch|media|import|param|return|returns"
            r"|decorator|click|functools|validator|computed_field|field_validator|test|before"
            r"|after)(?!\w)(?:\.\w+)*(?!@)",
            r"(?<!\w)@\w+(?:\.\w+)*\(",
        ),
        "On a social network this pings the account of that name, not a decorator.",
        "Write the name without @: “the dataclass decorator”.",
        ("Used @dataclass(frozen=True)", "Moved to @pytest.fixture", "`@property` again"),
        ("A frozen dataclass", "matmul is the @ operator", "A @ B"),
        whole_words=False,
    ),
    Rule(
        "at-number",
        Verdict.ASK,
        "@",
        (r"(?<!\w)@\d{1,5}(?![\w@])",),
        "X reads this as somebody's name.",
        "Write “at 10” instead of “@10”.",
        ("recall @10 is 0.4",),
        ("recall@10 is 0.4",),
        whole_words=False,
    ),
    Rule(
        "mention",
        Verdict.BLOCK,
        "@",
        (r"(?:(?<!\w)|(?<=(?<!\w)RT)|(?<=(?<!\w)RT:))@(?!\d{1,5}(?!\w))\w+(?:@[\w.-]+)?",),
        "This would call somebody who is not part of the conversation, and X may refuse the post for it.",
        "Write the name without @, or leave it out.",
        (
            "thanks to @karpathy",
            "cc .@someone",
            "(@ada) fixed it",
            "RT@ada",
            "toot by @ada@fosstodon.org",
            "needs @babel/core",
        ),
        ("accuracy@k", "foo@ bar", "See https://youtube.com/@3blue1brown"),
        whole_words=False,
    ),
    Rule(
        "issue-number",
        Verdict.ASK,
        "#0|#1|#2|#3|#4|#5|#6|#7|#8|#9",
        (
            r"(?:fix(?:e[sd])?|clos(?:e[sd]?)|resolve[sd]?|see|refs?|pr|issue|pull\s+request):?\s+#\d+",
            r"\(#\d+\)",
            r"(?<![\w&#])#\d{3,}(?![\w-])",
            r"^#\d{1,2}(?![\w-])",
        ),
        "A number like this means something only inside the repository.",
        "Say what the issue was.",
        ("Merged #123", "fixes #7", "tidy up (#9)"),
        ("My #1 mistake", "#100DaysOfML", "#MachineLearning", "C# and F#"),
        whole_words=False,
    ),
    Rule(
        "code-hashtag",
        Verdict.ASK,
        "#",
        (r"(?<![\w&])#(?:include|define|ifdef|ifndef|endif|pragma|undef|region|noqa|type)(?!\w)",),
        "This would become a hashtag, and the post part of a public search for it.",
        "Write it without #.",
        ("Added #include for the header",),
        ("#DataScience",),
        whole_words=False,
    ),
    Rule(
        "cashtag",
        Verdict.ASK,
        "$",
        (r"(?:^|(?<=\s))\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![A-Za-z0-9_])",),
        "X reads this as a share's symbol, and refuses a post with two of them.",
        "Write it without the dollar sign.",
        ("set $HOME and $PATH", "long $TSLA"),
        ("costs $5", "${HOME} is kept", "US$ and a$X"),
        whole_words=False,
    ),
    Rule(
        "file-link",
        Verdict.ASK,
        "." + "|.".join(_FILES.split("|")),
        (rf"{_BARE}\.(?-i:{_FILES})(?![A-Za-z0-9])",),
        "X makes a link of this file name: it leads to a stranger's site, and the post costs more.",
        "Say what the file is: “the readme”, “the training script”.",
        ("Updated README.md", "setup.py works", "Split lib.rs", "Ran deploy.sh", "my-train.py:12", "(train.py)"),
        ("src/train.py stays text", "my_train.py too", "Node.js and package.json", "main.go", "3.11 and v1.2.3"),
        whole_words=False,
    ),
    Rule(
        "code-link",
        Verdict.ASK,
        "." + "|.".join(_ATTRIBUTES.split("|")),
        (
            rf"{_BARE}\.(?:{_ATTRIBUTES})(?=[(_])",
            rf"(?:df|np|plt|torch|model|self|logger|array|tensor|obj|config|pd|tf|sns|ax|re"
            rf"|app)\.(?:{_ATTRIBUTES})(?!\w)",
            r"(?<![\w.@/-])[a-z]{2,}\.(?-i:So|In|It|Is|At|No|Do|To|My|Me|By|Be|As|Am|Us|Id)(?=\s)",
        ),
        "X makes a link of two words joined by a dot.",
        "Put a space after a full stop, or write the method's name alone.",
        ("torch.no_grad() saves memory", "then model.to the GPU", "That was the end.So I stopped."),
        ("np.array and os.path", "It ended. So I stopped.", "fast.ai has a course"),
        whole_words=False,
    ),
)

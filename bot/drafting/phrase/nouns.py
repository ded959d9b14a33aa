"""The nouns of commit messages: names that keep their capital, things that want an article, words that show a thing.

Odd about it: they are here for the grammar alone, so that “Load balancer” balances nothing and loads nothing.
"""

import re

from bot.activity.message.wording import word_set

# After one of these first words stands a thing, so the word was a verb: “test the parser”.
DETERMINERS = word_set("""
    the a an all some both each every my our its this that these those another any several multiple various different
    many two three four five six seven eight nine ten other 2 3 4 5 6 7 8 9 10 more if whether how why what when own
    """)
# Before one of these stood a thing, so it was a noun: “test set”, “plot types”, “load balancer”.
COMPOUNDS = word_set("""
    series hints annotations conversion casting zone zones job jobs
    set sets selection analysis analyses type types function functions method methods statement statements theory
    algorithm algorithms notes basics size sizes data engine engines tree trees balancer balancing value values
    engineering importance importances scaling scalar store stores hashing crosses map maps table tables scores
    conflict conflicts list lists comprehension comprehensions learning regression loss losses operation operations
    operator operators system systems tool tools pattern patterns problem problems exercise exercises question
    questions questions challenge challenges case cases driven suite suites coverage plan plans optimization
    optimisation planning planner space spaces distribution distributions bias variance complexity evaluation
    training deployment interpretation validation comparison accuracy performance metrics metric management manager
    theorem theorems encoding encoder smoothing correlation statistics statistic syntax semantics detection detector
    point points rule rules chart charts scheduler scheduling request requests options format formats mode modes
    control flow server servers house block blocks order orders state states machine machines search sort loop loops
    variable variables classes class objects object interface interfaces traits trait pool project projects queue
    queues time times tutorial tutorials theory review reviews guide exam exams test tests split splits theory
    generator by parameters parameter formatting layout libraries library expressions expression equation equations
    clause clauses predictor replicas replica head heads sequence sequences checks constraint constraints average
    averages rate rates decay initialization initialisation sharing
    """)
# The same for a verb that is rarely a noun: only with these.
COMPOUND_OF = {
    verb: frozenset({*nouns.split(), *(f"{noun}s" for noun in nouns.split() if not noun.endswith("s"))})
    for verb, nouns in {
        "build": "system systems tool tools time times",
        "change": "detection point points log data",
        "check": "constraint constraints list",
        "clean": "architecture code room",
        "copy": "constructor constructors semantics",
        "count": "vectorizer vectorizers data regression",
        "cache": "invalidation policies layer line with hit miss",
        "draw": "calls",
        "drop": "trait out",
        "factor": "analysis models",
        "hash": "map maps table tables function functions set sets",
        "hook": "patterns",
        "key": "value",
        "link": "prediction analysis layer",
        "list": "comprehension comprehensions methods operations slicing exercises and view",
        "load": "balancer balancers balancing testing test average",
        "match": "expression expressions statement statements",
        "merge": "sort conflict conflicts request requests",
        "move": "generation generator ordering semantics constructor constructors",
        "plot": "types styles",
        "practice": "problem problems exercise"
        " exercises question questions test tests exam set sets session labs quiz project projects",
        "print": "statement statements function functions formatting",
        "process": "management scheduling mining control creation synchronization synchronisation communication",
        "rank": "correlation function test",
        "read": "replica replicas",
        "return": "type types value values statement statements policy",
        "review": "question questions exercises sentiment notes",
        "run": "time loop loops length",
        "scale": "invariance space",
        "set": "theory operations comprehension comprehensions methods exercises cover",
        "shift": "register registers",
        "split": "function",
        "stack": "overflow traces and using implementation operations frames",
        "start": "codon",
        "step": "function functions size",
        "store": "procedures",
        "switch": "statement statements case cases",
        "track": "changes",
        "train": "set sets test loop loops val validation dev",
        "use": "case cases",
        "watch": "mode",
        "stem": "plot plots",
        "setup": "guide notes script instructions",
        "trigger": "functions",
        "call": "stack center",
        "fork": "join",
        "lock": "free contention",
        "pass": "by filter",
        "share": "price prices",
        "support": "vector vectors for",
        "seed": "data",
        "mark": "sweep",
        "export": "data",
        "study": "plan notes group guide",
        "exercise": "solutions notes",
        "edit": "to distance",
        "help": "for with page desk command",
        "patch": "for to",
        "release": "notes",
        "comment": "out",
        "benchmark": "suite result data for of harness",
        "forward": "pass propagation",
        "explain": "analyze plan",
        "put": "request option",
        "bootstrap": "modal grid navbar 5 card form carousel layout template theme",
        "try": "except catch finally",
        "pivot": "table chart",
        "skip": "list gram connection link",
        "import": "statement error graph",
        "supply": "chain and curve",
        "follow": "button",
        "guess": "the game",
        "select": "statement query from",
        "update": "statement rule",
        "insert": "statement",
        "delete": "statement button",
        "lift": "chart",
        "capture": "group the-flag",
        "convert": "function",
        "let": "binding",
        "decode": "way",
        "attempt": "on",
        "hold": "music button",
        "input": "validation field form handling layer and output",
        "pad": "token",
        "open": "source data api street ai addressing",
        "close": "button price reading",
        "repeat": "loop",
        "display": "driver",
        "raise": "statement",
        "throw": "statement",
        "register": "page form allocation machine",
        "save": "button game system",
        "add": "button",
        "play": "button store",
        "reset": "button",
    }.items()
}
OF_A_NOUN = word_set("of for with in on using from by vs and & or as at between via without after on:")
# “Fixed effects” is a thing, “fixed the loop” is not.
NAMED_PAIRS = frozenset({
    ("applied", "linear"), ("applied", "machine"), ("applied", "math"), ("applied", "mathematics"), ("applied", "ml"),
    ("applied", "statistics"), ("closed", "form"), ("combined", "gas"), ("fixed", "effect"), ("fixed", "effects"),
    ("fixed", "point"), ("fixed", "size"), ("fixed", "income"), ("fixed", "window"), ("generated", "columns"),
    ("computed", "properties"), ("derived", "classes"), ("mixed", "effects"), ("mixed", "models"), ("used", "car"),
    ("used", "cars"), ("learned", "embeddings"), ("learned", "positional"), ("shared", "memory"),
    ("found", "footage"), ("accepted", "solution"), ("travelled", "salesman"), ("docker", "compose"),
    ("jetpack", "compose"), ("kaggle", "learn"), ("standardised", "features"),
    ("set", "theory"), ("embedded", "systems"), ("find", "peak"), ("estimated", "returns"), ("split", "apply"),
    ("managed", "identities"), ("provisioned", "throughput"), ("parameterized", "queries"), ("enriched", "data"),
    ("linked", "list"), ("linked", "lists"), ("sorted", "array"), ("sorted", "arrays"), ("sorted", "list"),
    ("sorted", "lists"), ("sorted", "set"), ("sorted", "map"), ("masked", "attention"), ("masked", "arrays"),
    ("masked", "language"), ("labeled", "data"), ("labelled", "data"), ("shared", "pointers"),
    ("shared", "state"), ("indexed", "views"), ("closed", "loop"), ("repeated", "measures"), ("reduced", "form"),
    ("reduced", "rank"), ("truncated", "svd"), ("truncated", "normal"), ("rotated", "array"), ("scaled", "dot"),
    ("restricted", "boltzmann"), ("extended", "kalman"), ("embedded", "linux"), ("logged", "in"),
    ("managed", "identity"),
})  # fmt: skip
# A thing may begin with these, though they end as a past does.
ADJECTIVES = word_set("""
    advanced aged augmented balanced bagged based biased bidirectional boosted bounded censored connected
    constrained convoluted dilated directed distributed expected fine-tuned gated generalised generalized
    gradient-boosted guided interleaved interrupted k-nearest mixed multi-headed nested overloaded packed paired
    parametrized penalised penalized pooled pre-trained pretrained predefined protected random randomised randomized
    red regularised regularized related seed self-supervised semi-supervised signed speed stacked standardised
    standardized stratified structured supervised threaded typed unbalanced unbiased undirected unsigned
    unstructured unsupervised weighted
    """)
# One of a kind: a thing that wants “a” before it.
COUNTABLE = word_set("""
    algorithm animation api app application array autoencoder baseline bot boxplot bug button calculator calendar
    chart chatbot checker class classifier cli clock clone column component container converter counter crash
    crawler curve custom dashboard database dataframe dataset decoder decorator demo dictionary diagram embedding
    encoder endpoint engine environment error example experiment explanation filter form formula framework function
    game generator grid graph hashmap heap heatmap helper histogram hook implementation index instance interface
    issue iterator iteration kernel keyboard lab label layer layout leaderboard library list loop macro map matrix
    menu metric mistake model navbar network neuron notebook optimizer page parser perceptron pipeline player plot
    pod pointer policy predictor problem program project prototype puzzle query queue quiz recommender regressor
    report route router sampler scraper scatterplot scheduler schema script search-tree server service shell
    simulation simulator site skeleton stub placeholder sketch snippet solver solution stack struct subclass summary
    table template test timer tokenizer tokeniser tracker trait transformer tree trigger tutorial vector view
    visualization visualisation volume webpage website wrapper option flag argument parameter property attribute
    command rule check field key message user resource guide variable constant method lesson chapter section module
    tool modal cart migration serializer middleware-layer token session review overview summary introduction
    comparison intro leak mutex segfault shader wireframe playbook deck dag bucket deployment submission split flow
    draft exercise kata pattern forest layer sign build homepage form-field sidebar footer dropdown carousel slider
    dialog popup tooltip login-page signup-page router-config reducer middleware schema subquery cte view join-table
    thread goroutine channel-buffer socket chat lexer compiler interpreter vm emulator assembler allocator debugger
    linter profiler benchmark pitch tone song chord riff melody verse solo essay story poem letter recipe persona
    logo poster card storyboard prototype diff patch merge-request classifier-head trie bst cnn rnn lstm mlp gan
    gru autoregressor sampler histogram dashboard plot boxplot violin-plot pairplot scraper bootcamp-project
    net version note workshop meetup port average cipher landing keymap theme plugin extension blog todo portfolio
    resume-page sorter searcher solver-loop
    mean median
    pvalue sensor motor circuit robot board driver robot-arm regex bot game-loop backend frontend proxy gateway
    cluster node-pool sidecar probe volume-mount cronjob job workflow
    """)

# Faults that are mended one at a time.
FAULTS = word_set("""
    bug crash leak segfault error issue loop deadlock exception typo race problem division overflow mistake condition
    glitch warning panic regression
    """)
# Words of this trade that lose their capital inside a sentence; any other may be a name.
ORDINARY = word_set("""
    figure screenshot infographic scatter math maths abstract cloud multimodal feedforward churn coefficient beeswarm
    article address consider engineer commentary
    blood therapy chatbot
    exploratory palindrome login logout penguin signup backend
    incomplete
    super mini multi sub
    workaround dirty kth min max best chi wrong attend pregnancy op amp nth keylogger til posix acceptance backprop
    partial tic chap chp sec lec tut pt conditional lifetime embarrassing fn func
    ability anatomy anomaly arithmetic arpeggio art article aspect assembly astronomy async audio auto bag ball band
    barre basic bass battle beam better bigger binary biology bit board boids border borrow botany boundary box branch
    bread breadboard breakout breakpoint breast brush brute budget buffer butterfly byte cake calculus campaign
    capstone card career cell central character cheaper cheapest checkpoint chemistry chess chord chunk cipher circle
    circuit cleaner client clip closure coffee coin cold company comparator compiler composer compound conditional
    contact container contest context contour contract cookie cooking coordinate corpus coupon credit cross crypto
    currency curry custom customer cycle data date deadlock debt deck deep dense dependent depth derivative dialogue
    diet dining direct disk dockerfile document domain dot double drum dynamic ear early easy economics edge elderly
    electron email employee end ensemble entity entropy enum environment essay event exchange exercise exponent extra
    eye face factorial failover fair fall family fast faster fearless feature file financial fine finger fingerpicking
    fish flappy flash flashcard flexbox flip-flop float flood fluid folk font food force foreign fraction frame fraud
    free frequency front frontend full furniture fuzzy game garden gas general generic genetic geometry gesture ghost
    giant goal goat goroutine gradient grammar graphic gravity greedy green guitar habit hackathon half hand handle
    hangman happy hard harmony head health heart hero hidden high higher histogram history horizontal hotel hour house
    human hybrid hyperparameter hypothesis image imbalanced independent indirect infinite ingredient ingress initial
    inline inner input insurance integer integral intermediate internal international internet interval intro isolated
    jump kanji kata kitchen knot lag language large larger laser lasso latent law lazy lead lean least led left leg
    lemma length less letter lexical life lifetime light like line linear lip liquid list listener literal little live
    liveness local logic logical logistic long longer longest lookup lossy lost low lower lowest machine macro magic
    mail main majority makefile manual market masterclass mastermind matter maximum maze mean median melody memory
    merge mesh message meta micro migration mini minimal minimum minor mobile mode modern modulo moment momentum monad
    money monopoly month monthly mouse movie multi multicollinearity multiple mural muscle museum music musical naive
    name narrow native natural negative network neural nicer node noise nonlinear normal note novel null number numeric
    numerical object observer odd office oil online open operator optics optimal option oral orbit order organic
    original osmosis outer outlier output overfit overview own owner ownership package packet paddle page paint pair
    paper parallel param part particle password past path payroll peak pedal people perfect period perspective
    philosophy phone phonetic photo physics piano pie pitch pixel place plain plane planet plant plus poem poetry poly
    polynomial pomodoro pong popular pose power practical precision prefix premise preterite price primal primary prime
    primer prior priority private probability producer product promise pronoun proof prop protocol public pure purity
    python-script quadratic quality quantum quick quicksort quote radial radio raft rain random range rank rapid ratio
    raw ray react-app readiness real receipt recipe record recurrent red regex region register regular relation
    relative relay remote replica residual rest restaurant retail reversal rhythm rice right ring river road robot rock
    role root rotation rough route row rule runtime sale salsa sass sauce scalar scale scene schema science score
    screen script scroll sea season second secret segment self semantic sentence sentiment sequence serial session
    several shadow shape sheet short shorter side sieve sight sign signal silent simple sine single singleton skeleton
    skill sky sleep slice slide slider slow small smaller smart smooth smoother snake social socket soft solar solo
    song sort soup source space spam sparse spatial special spectral speech sphere spin spiral spline sport spot square
    stable stack stair standard star starter stat state static statistical stats stem stochastic stock story strategy
    stress string strong style subarray subject subquery substring sudoku suffix sum superposition supply surface
    survey survival symbol sync syntax synth tail tape task tax team temperature tempo temporal tense tensor term
    terminal terrain text texture theme thermal thread threat three tic tile tiling tiny tip title toggle token tone
    top total toy track trade tree triangle trick trie trigonometry trip triple true tuple turn tutorial twin
    typography ukulele umlaut unbalanced uncertainty union unique unit universal upper url user utility valid value
    vanilla vector verb vertical video virtual visual vitamin vocab vocabulary voice voltage volume wave weather web
    weekday weekend weight wide wild wind window wine winter wire word work worker workflow workshop world worse yeast
    yoga zero zone
    """)

# Things whose first word is no deed: “a training loop”, while “loading dataset” is one.
DOING = re.compile(
    r"(?:training (?:loop|script|pipeline|step)|landing page|guessing game|shopping (?:cart|list|app)|sliding window"
    r"|booking (?:app|page|form)|learning curve|voting (?:classifier|app)|sorting (?:algorithm|function|visuali[sz]er)"
    r"|learning rate|typing (?:game|test)|drawing app|working draft|matching game|bowling (?:game|kata)|racing game)\b",
    re.IGNORECASE,
)

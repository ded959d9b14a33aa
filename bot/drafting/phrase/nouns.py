"""The nouns of commit messages: names that keep their capital, things that want an article, words that show a thing.

Odd about it: they are here for the grammar alone, so that “Load balancer” balances nothing and loads nothing.
"""

from bot.activity.message.wording import word_set

# Names that look like ordinary capitalised words.
NAMES = word_set("""
    adam airbnb airflow alice amazon anki android angular ansible apache arabic ardupilot arduino argo athena aws
    azure bash bayes bellman bernoulli berlin bigquery bob boston boltzmann brazil brownian buffon california canada
    cartesian cassandra cauchy celery chebyshev chinese cholesky clojure cloudwatch codewars collatz copilot cramer
    dart dagster databricks debian dijkstra dirichlet discord django docker dutch dynamo electron elixir english
    erlang euclid euclidean euler excel exercism facebook fashion faraday fastapi fermat fibonacci figma firebase
    fisher flask floyd flutter ford fourier french galois gauss gaussian german ghidra git github gitlab go godot
    golang google gradle grafana gram greek grover hadoop hamming hanoi harris haskell hebrew helm hermite heroku
    hilbert hindi hive hoeffding huffman hungarian iris istio italian jacobi jacobian jakarta january february march
    april june july august september october november december japanese java javascript jax jenkins julia jupyter
    kadane kafka kaggle kahn kalman keras khan knuth kolmogorov korean kotlin kruskal kubernetes lagrange langchain
    laplace laravel latin leetcode lego leibniz levenshtein lighthouse linux lisp london lucas lua macbeth
    mandelbrot markov maven mercer metropolis minecraft mojo mongo mongoose monte monty moore nash netflix newton
    nginx norwegian optuna oracle ottoman pandas pareto paris parseval pascal pearson perl pixela playwright poisson
    pokemon polars polish portuguese postgres postman power-bi prim prolog prometheus pygame pytest python quarkus
    rabin rails ramanujan raspberry react redis redux riemann ruby russian rust scala schrodinger scikit scrapy
    seaborn selenium shakespeare shapley sierpinski simpson simpsons solidity spanish spark spearman splunk spotify
    spring starbucks stokes strassen streamlit student svelte swedish swift tableau tailwind taylor terraform tesla
    titanic turing turkish twitter uber ubuntu ukraine unity unix unreal venn vigenere vim viterbi vue wald
    wasserstein weibull wikipedia wilcoxon windows wireshark wordle wordpress xcode yelp youtube zig zillow zipf
    massachusetts texas chicago seattle sydney india indian china russia germany france spain italy japan mexico
    australia australian african european american asia asian africa europe trump biden obama netherlands sweden
    norway denmark poland singapore nigeria kenya pakistan bangladesh delhi mumbai tokyo canadian british english
    scottish irish swiss austrian
    """)

# After one of these first words stands a thing, so the word was a verb: “test the parser”.
DETERMINERS = word_set("""
    the a an all some both each every my its this that these those another any several multiple various different
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
    verb: frozenset(nouns.split())
    for verb, nouns in {
        "build": "system systems tool tools time times",
        "change": "detection point points log data",
        "check": "constraint constraints list",
        "clean": "architecture code room",
        "copy": "constructor constructors semantics",
        "count": "vectorizer vectorizers data regression",
        "cache": "invalidation policies layer line",
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
        "move": "semantics constructor constructors",
        "plot": "types styles",
        "practice": "problem problems exercise"
        " exercises question questions test tests exam set sets session labs quiz project projects",
        "print": "statement statements function functions formatting",
        "process": "management scheduling mining control creation synchronization synchronisation communication",
        "rank": "correlation",
        "read": "replica replicas",
        "return": "type types value values statement statements",
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
        "train": "set sets test loop loops",
        "use": "case cases",
        "watch": "mode",
        "stem": "plot plots",
        "setup": "guide notes script instructions",
        "trigger": "functions",
        "call": "stack center",
        "fork": "join",
        "lock": "free contention",
        "pass": "by",
        "share": "price prices",
        "support": "vector vectors for",
        "seed": "data",
        "mark": "sweep",
        "export": "data",
        "study": "plan notes group guide",
        "exercise": "solutions notes",
        "edit": "to distance",
        "help": "for with",
        "patch": "for to",
        "release": "notes",
        "comment": "out",
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
    ("found", "footage"),
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
    comparison
    """)

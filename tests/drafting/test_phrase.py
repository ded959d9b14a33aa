import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.phrase import joined, lowered, past
from bot.drafting.phrase.verbs import FORMS, PASTS, Form


@pytest.mark.parametrize(
    ("subject", "phrase"),
    [
        ("Plot the ROC curve", "plotted the ROC curve"),
        ("feat: add early stopping to training", "added early stopping to training"),
        ("fix(tests): write a test for ties", "wrote a test for ties"),
        ("ML-12: compare ridge and lasso.", "compared ridge and lasso"),
        ("Added a baseline for the churn model", "added a baseline for the churn model"),
        ("Logistic regression from scratch", "worked on logistic regression from scratch"),
        ("NumPy broadcasting exercises", "worked on NumPy broadcasting exercises"),
        ("Titanic baseline with medians", "worked on a Titanic baseline with medians"),
    ],
)
def test_a_subject_becomes_what_was_done_and_no_more(subject: str, phrase: str) -> None:
    assert past(subject) == phrase


@pytest.mark.parametrize(
    "subject",
    [
        "update",
        "Update.",
        "wip",
        "WIP!!",
        "day15",
        "Day 12",
        "R1D42",
        "final2",
        "asdfasdf",
        "",
        "   ",
        "fix",
        "fixes #12",
        "42",
        "initial commit",
        "update README.md and setup.py",
        "Use `np.mean` here",
        "thanks @someone for this",
        "see https://example.org now",
        "revert 3fa9c1d because reasons",
        "Update day 12 log entry",
        "move src/a/b.py elsewhere",
        "one two",
    ],
)
def test_a_subject_that_carries_nothing_or_looks_odd_in_public_is_no_phrase(subject: str) -> None:
    assert past(subject) is None


@given(st.text(max_size=200))
def test_a_phrase_never_says_finished_unless_the_subject_did(subject: str) -> None:
    phrase = past(subject) or ""
    assert "finished" not in phrase.lower() or re.search("finish|done|complete", subject.lower())


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Train/test splits", "train/test splits"),
        ("k-NN", "k-NN"),
        ("NumPy arrays", "NumPy arrays"),
        ("CNN basics", "CNN basics"),
        ("PyTorch tensors", "PyTorch tensors"),
        ("Bayes rule", "Bayes rule"),
        ("Clustering", "clustering"),
    ],
)
def test_a_title_inside_a_sentence_loses_only_an_ordinary_capital(title: str, inside: str) -> None:
    assert lowered(title) == inside


# Every verb's plain form, third person, past and gerund. The list was made with the rules once and then read through;
# it stands here in full, so that a rule that begins to make “planed” of “plan” shows.
CONJUGATED = """
    overlay overlays overlaid overlaying;
    accept accepts accepted accepting; access accesses accessed accessing; achieve achieves achieved achieving;
    activate activates activated activating; adapt adapts adapted adapting; add adds added adding;
    adjust adjusts adjusted adjusting; align aligns aligned aligning; allow allows allowed allowing;
    alter alters altered altering; analyse analyses analysed analysing; analyze analyzes analyzed analyzing;
    animate animates animated animating; annotate annotates annotated annotating; answer answers answered answering;
    append appends appended appending; apply applies applied applying;
    approximate approximates approximated approximating; archive archives archived archiving;
    arrange arranges arranged arranging; ask asks asked asking; assemble assembles assembled assembling;
    assign assigns assigned assigning; associate associates associated associating;
    attach attaches attached attaching; attempt attempts attempted attempting; attend attends attended attending;
    audit audits audited auditing; augment augments augmented augmenting;
    authenticate authenticates authenticated authenticating; authorize authorizes authorized authorizing;
    automate automates automated automating; average averages averaged averaging; avoid avoids avoided avoiding;
    backtest backtests backtested backtesting; balance balances balanced balancing; batch batches batched batching;
    begin begins began beginning; benchmark benchmarks benchmarked benchmarking;
    binarise binarises binarised binarising; binarize binarizes binarized binarizing; bind binds bound binding;
    blink blinks blinked blinking; block blocks blocked blocking; boost boosts boosted boosting;
    bootstrap bootstraps bootstrapped bootstrapping; bring brings brought bringing; build builds built building;
    bump bumps bumped bumping; bundle bundles bundled bundling; cache caches cached caching;
    calculate calculates calculated calculating; calibrate calibrates calibrated calibrating;
    call calls called calling; cancel cancels canceled canceling; capture captures captured capturing;
    cast casts cast casting; categorise categorises categorised categorising;
    categorize categorizes categorized categorizing; center centers centered centering;
    centre centres centred centring; change changes changed changing; chart charts charted charting;
    check checks checked checking; choose chooses chose choosing; clarify clarifies clarified clarifying;
    classify classifies classified classifying; clean cleans cleaned cleaning; clear clears cleared clearing;
    clip clips clipped clipping; clone clones cloned cloning; close closes closed closing;
    cluster clusters clustered clustering; code codes coded coding; collect collects collected collecting;
    color colors colored coloring; colorize colorizes colorized colorizing; colour colours coloured colouring;
    combine combines combined combining; comment comments commented commenting; compare compares compared comparing;
    compile compiles compiled compiling; complete completes completed completing; compose composes composed composing;
    compress compresses compressed compressing; compute computes computed computing;
    concatenate concatenates concatenated concatenating; conduct conducts conducted conducting;
    configure configures configured configuring; conjugate conjugates conjugated conjugating;
    connect connects connected connecting; consolidate consolidates consolidated consolidating;
    constrain constrains constrained constraining; construct constructs constructed constructing;
    consume consumes consumed consuming; containerise containerises containerised containerising;
    containerize containerizes containerized containerizing; continue continues continued continuing;
    convert converts converted converting; convolve convolves convolved convolving; copy copies copied copying;
    correct corrects corrected correcting; count counts counted counting; cover covers covered covering;
    crawl crawls crawled crawling; create creates created creating; crop crops cropped cropping;
    cross-validate cross-validates cross-validated cross-validating; customise customises customised customising;
    customize customizes customized customizing; cut cuts cut cutting; debounce debounces debounced debouncing;
    debug debugs debugged debugging; decide decides decided deciding; declare declares declared declaring;
    decode decodes decoded decoding; decompose decomposes decomposed decomposing;
    decorate decorates decorated decorating; decouple decouples decoupled decoupling;
    decrease decreases decreased decreasing; deduce deduces deduced deducing; dedupe dedupes deduped deduping;
    deduplicate deduplicates deduplicated deduplicating; define defines defined defining;
    delegate delegates delegated delegating; delete deletes deleted deleting;
    demonstrate demonstrates demonstrated demonstrating; deploy deploys deployed deploying;
    deprecate deprecates deprecated deprecating; derive derives derived deriving;
    describe describes described describing; deserialize deserializes deserialized deserializing;
    design designs designed designing; detect detects detected detecting; determine determines determined determining;
    develop develops developed developing; diagnose diagnoses diagnosed diagnosing;
    differentiate differentiates differentiated differentiating; disable disables disabled disabling;
    discard discards discarded discarding; discover discovers discovered discovering;
    discretise discretises discretised discretising; discretize discretizes discretized discretizing;
    discuss discusses discussed discussing; display displays displayed displaying; dive dives dived diving;
    divide divides divided dividing; dockerise dockerises dockerised dockerising;
    dockerize dockerizes dockerized dockerizing; document documents documented documenting;
    download downloads downloaded downloading; downsample downsamples downsampled downsampling;
    draft drafts drafted drafting; draw draws drew drawing; drop drops dropped dropping; dump dumps dumped dumping;
    duplicate duplicates duplicated duplicating; edit edits edited editing;
    eliminate eliminates eliminated eliminating; embed embeds embedded embedding; emit emits emitted emitting;
    emulate emulates emulated emulating; enable enables enabled enabling;
    encapsulate encapsulates encapsulated encapsulating; encode encodes encoded encoding;
    encrypt encrypts encrypted encrypting; enforce enforces enforced enforcing; enhance enhances enhanced enhancing;
    enrich enriches enriched enriching; ensure ensures ensured ensuring; enter enters entered entering;
    enumerate enumerates enumerated enumerating; establish establishes established establishing;
    estimate estimates estimated estimating; evaluate evaluates evaluated evaluating;
    examine examines examined examining; exclude excludes excluded excluding; execute executes executed executing;
    exercise exercises exercised exercising; expand expands expanded expanding;
    experiment experiments experimented experimenting; explain explains explained explaining;
    explore explores explored exploring; export exports exported exporting; expose exposes exposed exposing;
    extend extends extended extending; extract extracts extracted extracting; factor factors factored factoring;
    factorise factorises factorised factorising; factorize factorizes factorized factorizing;
    feature features featured featuring; feed feeds fed feeding; fetch fetches fetched fetching;
    fill fills filled filling; filter filters filtered filtering; finalise finalises finalised finalising;
    finalize finalizes finalized finalizing; find finds found finding; fine-tune fine-tunes fine-tuned fine-tuning;
    finish finishes finished finishing; fit fits fitted fitting; fix fixes fixed fixing;
    flatten flattens flattened flattening; flip flips flipped flipping; follow follows followed following;
    forecast forecasts forecast forecasting; fork forks forked forking; format formats formatted formatting;
    forward forwards forwarded forwarding; freeze freezes froze freezing; gather gathers gathered gathering;
    generalise generalises generalised generalising; generalize generalizes generalized generalizing;
    generate generates generated generating; get gets got getting; give gives gave giving;
    grade grades graded grading; grant grants granted granting; graph graphs graphed graphing;
    group groups grouped grouping; guard guards guarded guarding; guess guesses guessed guessing;
    handle handles handled handling; hash hashes hashed hashing; help helps helped helping; hide hides hid hiding;
    highlight highlights highlighted highlighting; hoist hoists hoisted hoisting; hold holds held holding;
    hook hooks hooked hooking; host hosts hosted hosting; identify identifies identified identifying;
    ignore ignores ignored ignoring; illustrate illustrates illustrated illustrating;
    implement implements implemented implementing; import imports imported importing;
    improve improves improved improving; impute imputes imputed imputing; include includes included including;
    incorporate incorporates incorporated incorporating; increase increases increased increasing;
    index indexes indexed indexing; indicate indicates indicated indicating; infer infers inferred inferring;
    inform informs informed informing; inherit inherits inherited inheriting;
    initialise initialises initialised initialising; initialize initializes initialized initializing;
    initiate initiates initiated initiating; inject injects injected injecting; inline inlines inlined inlining;
    input inputs input inputting; insert inserts inserted inserting; inspect inspects inspected inspecting;
    install installs installed installing; instrument instruments instrumented instrumenting;
    integrate integrates integrated integrating; intercept intercepts intercepted intercepting;
    interpolate interpolates interpolated interpolating; interpret interprets interpreted interpreting;
    introduce introduces introduced introducing; invert inverts inverted inverting;
    investigate investigates investigated investigating; invoke invokes invoked invoking;
    isolate isolates isolated isolating; iterate iterates iterated iterating; join joins joined joining;
    jot jots jotted jotting; keep keeps kept keeping; knit knits knitted knitting; label labels labeled labeling;
    launch launches launched launching; learn learns learned learning; leave leaves left leaving;
    let lets let letting; limit limits limited limiting; link links linked linking; lint lints linted linting;
    list lists listed listing; listen listens listened listening; load loads loaded loading;
    localise localises localised localising; localize localizes localized localizing; lock locks locked locking;
    log logs logged logging; loop loops looped looping; lower lowers lowered lowering;
    maintain maintains maintained maintaining; make makes made making; manage manages managed managing;
    manipulate manipulates manipulated manipulating; map maps mapped mapping; mark marks marked marking;
    mask masks masked masking; match matches matched matching; maximise maximises maximised maximising;
    maximize maximizes maximized maximizing; measure measures measured measuring; memoise memoises memoised memoising;
    memoize memoizes memoized memoizing; memorise memorises memorised memorising;
    memorize memorizes memorized memorizing; mention mentions mentioned mentioning; merge merges merged merging;
    migrate migrates migrated migrating; mimic mimics mimicked mimicking; minify minifies minified minifying;
    minimise minimises minimised minimising; minimize minimizes minimized minimizing; mix mixes mixed mixing;
    mock mocks mocked mocking; model models modeled modeling; modify modifies modified modifying;
    monitor monitors monitored monitoring; mount mounts mounted mounting; move moves moved moving;
    multiply multiplies multiplied multiplying; name names named naming; narrate narrates narrated narrating;
    navigate navigates navigated navigating; normalise normalises normalised normalising;
    normalize normalizes normalized normalizing; note notes noted noting; notify notifies notified notifying;
    observe observes observed observing; obtain obtains obtained obtaining; omit omits omitted omitting;
    open opens opened opening; optimise optimises optimised optimising; optimize optimizes optimized optimizing;
    orchestrate orchestrates orchestrated orchestrating; order orders ordered ordering;
    organise organises organised organising; organize organizes organized organizing;
    outline outlines outlined outlining; overhaul overhauls overhauled overhauling;
    override overrides overrode overriding; oversample oversamples oversampled oversampling;
    overwrite overwrites overwrote overwriting; pad pads padded padding; paginate paginates paginated paginating;
    parallelise parallelises parallelised parallelising; parallelize parallelizes parallelized parallelizing;
    parameterize parameterizes parameterized parameterizing; parametrize parametrizes parametrized parametrizing;
    parse parses parsed parsing; partition partitions partitioned partitioning; pass passes passed passing;
    paste pastes pasted pasting; patch patches patched patching; perform performs performed performing;
    permute permutes permuted permuting; persist persists persisted persisting; pick picks picked picking;
    pin pins pinned pinning; pivot pivots pivoted pivoting; place places placed placing; plan plans planned planning;
    play plays played playing; plot plots plotted plotting; plug plugs plugged plugging;
    polish polishes polished polishing; populate populates populated populating; port ports ported porting;
    post posts posted posting; practice practices practiced practicing; practise practises practised practising;
    pre-train pre-trains pre-trained pre-training; precompute precomputes precomputed precomputing;
    predict predicts predicted predicting; prefer prefers preferred preferring; prepare prepares prepared preparing;
    prepend prepends prepended prepending; preprocess preprocesses preprocessed preprocessing;
    preserve preserves preserved preserving; pretrain pretrains pretrained pretraining;
    prettify prettifies prettified prettifying; prevent prevents prevented preventing; print prints printed printing;
    process processes processed processing; produce produces produced producing; profile profiles profiled profiling;
    project projects projected projecting; prompt prompts prompted prompting;
    propagate propagates propagated propagating; protect protects protected protecting;
    prototype prototypes prototyped prototyping; prove proves proved proving; provide provides provided providing;
    provision provisions provisioned provisioning; prune prunes pruned pruning;
    publish publishes published publishing; pull pulls pulled pulling; push pushes pushed pushing;
    put puts put putting; quantify quantifies quantified quantifying; quantise quantises quantised quantising;
    quantize quantizes quantized quantizing; query queries queried querying;
    question questions questioned questioning; queue queues queued queuing; quote quotes quoted quoting;
    raise raises raised raising; randomise randomises randomised randomising;
    randomize randomizes randomized randomizing; rank ranks ranked ranking; re-run re-runs re-ran re-running;
    read reads read reading; rearrange rearranges rearranged rearranging; rebind rebinds rebound rebinding;
    rebuild rebuilds rebuilt rebuilding; recalculate recalculates recalculated recalculating;
    recap recaps recapped recapping; recode recodes recoded recoding; recognise recognises recognised recognising;
    recognize recognizes recognized recognizing; recommend recommends recommended recommending;
    recompile recompiles recompiled recompiling; recompute recomputes recomputed recomputing;
    reconfigure reconfigures reconfigured reconfiguring; reconstruct reconstructs reconstructed reconstructing;
    record records recorded recording; recover recovers recovered recovering; recreate recreates recreated recreating;
    rectify rectifies rectified rectifying; redeploy redeploys redeployed redeploying;
    redesign redesigns redesigned redesigning; redirect redirects redirected redirecting; redo redoes redid redoing;
    reduce reduces reduced reducing; refactor refactors refactored refactoring; refine refines refined refining;
    refit refits refitted refitting; reflect reflects reflected reflecting;
    reformat reformats reformatted reformatting; refresh refreshes refreshed refreshing;
    regenerate regenerates regenerated regenerating; register registers registered registering;
    regularise regularises regularised regularising; regularize regularizes regularized regularizing;
    reimplement reimplements reimplemented reimplementing; relabel relabels relabeled relabeling;
    relate relates related relating; release releases released releasing; reload reloads reloaded reloading;
    remove removes removed removing; rename renames renamed renaming; render renders rendered rendering;
    reorder reorders reordered reordering; reorganise reorganises reorganised reorganising;
    reorganize reorganizes reorganized reorganizing; repair repairs repaired repairing;
    repeat repeats repeated repeating; replace replaces replaced replacing;
    replicate replicates replicated replicating; report reports reported reporting;
    represent represents represented representing; reproduce reproduces reproduced reproducing;
    request requests requested requesting; require requires required requiring; rerun reruns reran rerunning;
    resample resamples resampled resampling; rescale rescales rescaled rescaling;
    research researches researched researching; reset resets reset resetting; reshape reshapes reshaped reshaping;
    resize resizes resized resizing; resolve resolves resolved resolving; respond responds responded responding;
    restore restores restored restoring; restrict restricts restricted restricting;
    restructure restructures restructured restructuring; retake retakes retook retaking;
    retrain retrains retrained retraining; retrieve retrieves retrieved retrieving; retry retries retried retrying;
    return returns returned returning; reuse reuses reused reusing; reverse reverses reversed reversing;
    review reviews reviewed reviewing; revise revises revised revising; revisit revisits revisited revisiting;
    rework reworks reworked reworking; rewrite rewrites rewrote rewriting; rotate rotates rotated rotating;
    round rounds rounded rounding; route routes routed routing; run runs ran running; sample samples sampled sampling;
    sanitise sanitises sanitised sanitising; sanitize sanitizes sanitized sanitizing;
    satisfy satisfies satisfied satisfying; save saves saved saving; scaffold scaffolds scaffolded scaffolding;
    scale scales scaled scaling; scan scans scanned scanning; schedule schedules scheduled scheduling;
    score scores scored scoring; scrape scrapes scraped scraping; scroll scrolls scrolled scrolling;
    search searches searched searching; secure secures secured securing; seed seeds seeded seeding;
    segment segments segmented segmenting; select selects selected selecting; send sends sent sending;
    separate separates separated separating; serialise serialises serialised serialising;
    serialize serializes serialized serializing; serve serves served serving; set sets set setting;
    setup setups set_up setting_up; shape shapes shaped shaping; share shares shared sharing;
    sharpen sharpens sharpened sharpening; shift shifts shifted shifting; ship ships shipped shipping;
    shorten shortens shortened shortening; show shows showed showing; shrink shrinks shrank shrinking;
    shuffle shuffles shuffled shuffling; simplify simplifies simplified simplifying;
    simulate simulates simulated simulating; sketch sketches sketched sketching; skim skims skimmed skimming;
    skip skips skipped skipping; slice slices sliced slicing; smooth smooths smoothed smoothing;
    solder solders soldered soldering; solve solves solved solving; sort sorts sorted sorting;
    spawn spawns spawned spawning; specify specifies specified specifying; speed speeds sped speeding;
    split splits split splitting; stabilize stabilizes stabilized stabilizing; stack stacks stacked stacking;
    standardise standardises standardised standardising; standardize standardizes standardized standardizing;
    start starts started starting; stem stems stemmed stemming; step steps stepped stepping;
    stop stops stopped stopping; store stores stored storing; stratify stratifies stratified stratifying;
    stream streams streamed streaming; streamline streamlines streamlined streamlining;
    strip strips stripped stripping; structure structures structured structuring; study studies studied studying;
    style styles styled styling; submit submits submitted submitting; subset subsets subsetted subsetting;
    substitute substitutes substituted substituting; subtract subtracts subtracted subtracting;
    summarise summarises summarised summarising; summarize summarizes summarized summarizing;
    supply supplies supplied supplying; support supports supported supporting;
    suppress suppresses suppressed suppressing; swap swaps swapped swapping; sweep sweeps swept sweeping;
    switch switches switched switching; sync syncs synced syncing; table tables tabled tabling;
    tabulate tabulates tabulated tabulating; tackle tackles tackled tackling; tag tags tagged tagging;
    take takes took taking; target targets targeted targeting; teach teaches taught teaching;
    template templates templated templating; terminate terminates terminated terminating; test tests tested testing;
    throttle throttles throttled throttling; throw throws threw throwing; tidy tidies tidied tidying;
    time times timed timing; toggle toggles toggled toggling; tokenise tokenises tokenised tokenising;
    tokenize tokenizes tokenized tokenizing; trace traces traced tracing; track tracks tracked tracking;
    train trains trained training; transcribe transcribes transcribed transcribing;
    transfer transfers transferred transferring; transform transforms transformed transforming;
    translate translates translated translating; transpose transposes transposed transposing;
    travel travels traveled traveling; traverse traverses traversed traversing; treat treats treated treating;
    trigger triggers triggered triggering; trim trims trimmed trimming;
    troubleshoot troubleshoots troubleshot troubleshooting; truncate truncates truncated truncating;
    try tries tried trying; tune tunes tuned tuning; turn turns turned turning; tweak tweaks tweaked tweaking;
    type types typed typing; undersample undersamples undersampled undersampling;
    understand understands understood understanding; unify unifies unified unifying;
    unit-test unit-tests unit-tested unit-testing; unlock unlocks unlocked unlocking;
    unpack unpacks unpacked unpacking; unroll unrolls unrolled unrolling; unwrap unwraps unwrapped unwrapping;
    unzip unzips unzipped unzipping; update updates updated updating; upgrade upgrades upgraded upgrading;
    upload uploads uploaded uploading; upsample upsamples upsampled upsampling; use uses used using;
    utilise utilises utilised utilising; utilize utilizes utilized utilizing; validate validates validated validating;
    value values valued valuing; vectorise vectorises vectorised vectorising;
    vectorize vectorizes vectorized vectorizing; verify verifies verified verifying; view views viewed viewing;
    visualise visualises visualised visualising; visualize visualizes visualized visualizing;
    walk walks walked walking; warn warns warned warning; watch watches watched watching;
    weigh weighs weighed weighing; weight weights weighted weighting; widen widens widened widening;
    wire wires wired wiring; withdraw withdraws withdrew withdrawing; work works worked working;
    wrangle wrangles wrangled wrangling; wrap wraps wrapped wrapping; write writes wrote writing;
    zip zips zipped zipping;
"""
OTHER_PASTS = {
    "labelled": "label", "relabelled": "relabel", "modelled": "model", "cancelled": "cancel", "travelled": "travel",
    "did": "do", "grew": "grow", "drove": "drive", "spoke": "speak", "sang": "sing", "went": "go", "written": "write",
    "learnt": "learn", "drawn": "draw", "shown": "show", "begun": "begin",
}  # fmt: skip


def test_every_form_of_every_verb_is_the_one_written_here() -> None:
    written = [tuple(form.replace("_", " ") for form in verb.split()) for verb in CONJUGATED.split(";") if verb.split()]
    known = {verb.plain for word, verb in FORMS.items() if verb.form is Form.PLAIN}
    assert {forms[0] for forms in written} == known
    for plain, third, past_form, gerund in written:
        assert FORMS[plain].past == past_form
        assert FORMS[plain].gerund == gerund
        assert {third, gerund, past_form} <= FORMS.keys()
    assert {forms[2] for forms in written} | (OTHER_PASTS.keys() - FORMS_OF_ANOTHER_PAST) == PASTS
    for word, plain in OTHER_PASTS.items():
        assert (FORMS[word].plain, FORMS[word].form) == (plain, Form.PAST)


FORMS_OF_ANOTHER_PAST = {"written", "learnt", "drawn", "shown", "begun"}


@pytest.mark.parametrize(
    ("phrases", "sentence"),
    [
        ([], ""),
        (["plotted the ROC curve"], "plotted the ROC curve"),
        (["worked on PCA", "worked on t-SNE"], "worked on PCA and t-SNE"),
        (["plotted the ROC curve", "worked on PCA"], "plotted the ROC curve and worked on PCA"),
        (["worked on PCA", "worked on t-SNE", "read chapter 3"], "worked on PCA and t-SNE, and read chapter 3"),
        (["added PCA", "worked on trees", "plotted the scree"], "added PCA, worked on trees and plotted the scree"),
        (["worked on props and state", "worked on hooks"], "worked on props and state, and hooks"),
        (["added PCA and plotted it", "read chapter 3"], "added PCA and plotted it, and read chapter 3"),
        (["finished chapter 3", "finished chapter 4"], "finished chapter 3 and chapter 4"),
    ],
)
def test_joined_phrases_say_a_shared_verb_once(phrases: list[str], sentence: str) -> None:
    assert joined(phrases) == sentence

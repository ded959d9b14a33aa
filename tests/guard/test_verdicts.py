"""What the guard says of whole texts: writing.md's tables and model posts, and some thousand of our own."""

import pytest

from bot.guard import check
from tests.guard import TEXTS

# writing.md, "Framing": each row with its verdict.
FRAMING = {
    "My career switch into data science": "block",
    "Updated my resume with this project": "block",
    "Open to work": "block",
    "Ready for ML engineering roles": "block",
    "Applications go out this week": "block",
    "Studying for a Senior or Lead AI role": "block",
    "Learning in public without raising suspicion at work": "block",
    "Trained it on our client's GA4 export": "block",
    "Little progress, hectic work deadline": "block",
    "Not looking for a job, just curious": "block",
    "Transition matrix of a Markov chain": "pass",
    "Positional encoding gives each token its position": "pass",
    "OpenCV reads BGR, not RGB": "pass",
    "Tokenizing an interview-transcript dataset": "pass",
    "Applying log1p to a skewed salary column": "pass",
    "CV score 0.81 over 5 folds": "pass",
    "A fairness check on a hiring dataset": "pass",
    "The opportunity cost of a false negative": "pass",
    "Notice how the loss flattens after epoch 3": "pass",
    "Switched from Adam to SGD": "pass",
    "Completed job seeker status component": "ask",
    "Kaggle's Job Change of Data Scientists": "ask",
}

# writing.md, "Five days, five posts" and the good column of the twelve rules.
MODEL_POSTS = (
    "Version 4 of my linear-programming reading list: 78 books in 100 hours, all rated 4 or higher. Between "
    "versions I dropped duplicates, took out children's books and put ratings into the objective. My intuition for "
    "data cleanup still needs work.",
    "The part before the decision tree: one-hot encoding, which gives every category its own 0/1 column. Also read "
    "up on scikit-learn's trees. The assignment is about 60% done.",
    "No code yesterday. jQuery is next. If you learned it after plain JavaScript, what tripped you up first?",
    "Fewer features, lower score. I made another House Prices submission on Kaggle with a smaller set that looked "
    "more relevant, and it did worse. How do you check a feature before you drop it?",
    "Fewer features, lower score.\n\nI'm working through Kaggle's House Prices data. This week I drew QQ plots to "
    "check how close the features are to normal, and picked up some pandas and seaborn on the way. Then I made a "
    "new submission with fewer features: the ones that looked more relevant and had less missing data.\n\nThe "
    "score went down.\n\nA QQ plot shows one column at a time. It cannot show what a column adds once the others "
    "are already in the model, and that is the part the score sees.\n\nNext on my roadmap are feature importance "
    "and validating on a holdout set.\n\nIf you build models on business data: how do you decide that a column can "
    "go?\n\n#MachineLearning #FeatureEngineering",
    "The snake game is complete. The last two pieces: the snake grows when it eats, and a slice checks whether it "
    "has run into its own tail.",
    "A random forest can score itself: each tree is tested on rows it never saw.",
    "Telco churn, held-out AUC: 0.84 with trees, 0.83 with logistic regression.",
    "I fitted the encoder before splitting. Fixed it, and the score fell. That was on the churn notebook.",
    'Still on the fraud data. Predicting "never fraud" is 99.8% accurate.',
    "In reporting, someone may ask why a column was dropped.",
    "Starting today, I'm learning Machine Learning in public.\n\nGoal: Build small analytical + ML projects and "
    "improve every week.\n\nIf you're learning too, happy to connect.\n#100DaysOfML #DataScience",
)

# writing.md, the bad column of the twelve rules, where a word and not the composition is at fault.
BAD_COLUMN = (
    "Day 29 of my ML journey! Today I…",
    "Did k-means, PCA, DBSCAN, seaborn and explored powerful techniques.",
    "Mastered boosting.",
    "I'm so dumb, but failure is fuel!",
    "98% accuracy! 14 commits in 3 hours!",
    "Fixed `utils.py` (3fa9c1d), Day 12 update.",
    "Excited to see where this takes me, stay tuned!",
    "#Grind #AI #Hustle",
    "Slammed this week. Coding this afternoon instead.",
    "This will transform attribution at Acme. Not job hunting, promise!",
)


@pytest.mark.parametrize(("text", "verdict"), FRAMING.items())
def test_every_row_of_the_framing_table_gets_its_verdict(text: str, verdict: str) -> None:
    assert check(text).verdict == verdict


@pytest.mark.parametrize("text", MODEL_POSTS)
def test_the_model_posts_pass(text: str) -> None:
    assert check(text).findings == ()


@pytest.mark.parametrize("text", BAD_COLUMN)
def test_the_bad_column_does_not_pass_unseen(text: str) -> None:
    assert check(text).verdict != "pass"


@pytest.mark.parametrize(
    ("verdict", "theme"), [(verdict, theme) for verdict, themes in TEXTS.items() for theme in themes]
)
def test_every_text_of_our_own_gets_its_verdict(verdict: str, theme: str) -> None:
    surprises = {text: str(check(text).verdict) for text in TEXTS[verdict][theme] if check(text).verdict != verdict}
    assert surprises == {}


@pytest.mark.parametrize("text", [*MODEL_POSTS[:3], *BAD_COLUMN, *list(FRAMING)[:10]])
def test_a_post_with_its_own_lines_around_a_fault_still_shows_the_fault(text: str) -> None:
    around = f"A tree splits on one column at a time.\n\n{text}\n\nNext: pruning."
    assert check(around).verdict == check(text).verdict

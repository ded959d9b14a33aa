"""Notebooks as people leave them: old and new formats, outputs of every kind, and files that are broken."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activity import safe
from bot.activity.notebook import Added, Printed, added, is_notebook

KEY = "ghp_" + "a1B2" * 9


def markdown(*source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": list(source)}


def code(source: str, *outputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs), **more}


def stdout(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)}


def result(text: str, **rich: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": text, **rich}}


def file(*cells: dict[str, Any], language: str = "python", **more: Any) -> str:
    about = {"kernelspec": {"language": language, "name": language}, "language_info": {"name": language}}
    return json.dumps({"cells": list(cells), "metadata": about, "nbformat": 4, "nbformat_minor": 5, **more})


def numbers(*printed: str) -> list[str]:
    """Return what is kept of lines that one cell printed."""
    return [each.text for each in added("", file(code("", stdout("\n".join(printed))))).printed]


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("churn.ipynb", True),
        ("notebooks/01 EDA.IPYNB", True),
        ("notebooks/.ipynb_checkpoints/01-checkpoint.ipynb", False),
        ("churn.py", False),
        ("ipynb", False),
    ],
)
def test_a_notebook_is_known_by_its_name_and_a_checkpoint_is_none(path: str, is_one: bool) -> None:
    assert is_notebook(path) is is_one


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("# Churn with gradient boosting", "Churn with gradient boosting"),
        ("## 1.2 Feature selection", "Feature selection"),
        ("### Step 3: Train the **second** model", "Train the second model"),
        ("## Part 2 - K-Means on `iris`", "K-Means on iris"),
        ("## 🚀 Model evaluation 🎯", "Model evaluation"),
        ("## <a id='eda'></a>Exploring the [Titanic data](https://x.test/t)", "Exploring the Titanic data"),
        ("<h2 style='color:red'>Residual plots</h2>", "Residual plots"),
        ("##Loading the weather data", "Loading the weather data"),
        ("Confusion matrix\n================", "Confusion matrix"),
        ("## II. Hyperparameters", "Hyperparameters"),
        ("## 5x2cv paired t test", "5x2cv paired t test"),
        ("## Aufgabe 1 – Datenimport", "Datenimport"),
        ("## 決定木の可視化", "決定木の可視化"),
    ],
)
def test_a_heading_is_kept_as_its_words(raw: str, words: str) -> None:
    assert added("", file(markdown(raw))).headings == (words,)


@pytest.mark.parametrize(
    "raw",
    [
        "# Table of Contents", "## Import libraries", "## 1. Importing the necessary libraries", "## Conclusion",
        "# Untitled", "### References", "### Exercise 1", "## Step 2", "## 3.", "## ---", "# 🚀", "#hashtag",
        "```python\n# a comment in code\n```", "Plain words, no heading.", "<!-- ## hidden -->",
    ],
)  # fmt: skip
def test_a_heading_that_says_nothing_is_left_out(raw: str) -> None:
    assert added("", file(markdown(raw))).headings == ()


def test_headings_that_were_there_before_are_not_new_and_many_are_cut_off() -> None:
    before = file(markdown("# Churn\n", "## Split"))
    after = file(markdown("# Churn\n", "## split\n", "## Score"), markdown("## Score"))
    assert added(before, after).headings == ("Score",)
    assert len(added("", file(*(markdown(f"# Topic {'x' * n}") for n in range(2, 90)))).headings) == 30


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import pandas as pd\nimport numpy as np, os", ("pandas", "numpy")),
        ("from sklearn.linear_model import (\n  Ridge,\n  Lasso,\n)", ("sklearn",)),
        ("%matplotlib inline\n!pip install torch\nimport torch.nn as nn  # nets", ("torch",)),
        ("def f(:\nimport xgboost\nfrom shap import (", ("xgboost", "shap")),
        ("x = 'import flask'\n'''\nimport django\n'''", ()),
        ("%%time\nimport lightgbm", ("lightgbm",)),
        ("%%bash\nimport imagemagick", ()),
        ("from . import own\nfrom .near import thing\nfrom google.colab import drive", ()),
        ("if True:\n    import spacy\ntry:\n    import cupy\nexcept ImportError: pass", ("spacy", "cupy")),
        ('pattern = "\\d+"\nimport regex', ("regex",)),
        ("import x\x00y\nimport pandas", ("pandas",)),
    ],
)
def test_imports_are_read_whatever_stands_around_them(source: str, names: tuple[str, ...]) -> None:
    assert added("", file(code(source))).imports == names


@pytest.mark.parametrize(
    ("language", "names"),
    [("python", ("dplyr",)), ("R", ()), ("julia", ()), ("", ("dplyr",)), ("ipython3", ("dplyr",))],
)
def test_only_a_python_notebook_imports_python_libraries(language: str, names: tuple[str, ...]) -> None:
    assert added("", file(code("import dplyr"), language=language)).imports == names


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Test accuracy: 0.874", "Test accuracy: 0.874"),
        ("RMSE = 12.3", "RMSE = 12.3"),
        ("accuracy 0.91", "accuracy 0.91"),
        ("R² score:   0.81", "R² score: 0.81"),
        ("Accuracy of the model is 87.5%", "Accuracy of the model is 87.5%"),
        ("   ✅ F1: 0.77  ", "F1: 0.77"),
        ("\x1b[1m\x1b[32mval AUC: 0.93\x1b[0m", "val AUC: 0.93"),
        ("  5%|#   | 1/20\r100%|####| 20/20\rBest score: 0.88", "Best score: 0.88"),
        ("===== Mean absolute error: 3.1 =====", "Mean absolute error: 3.1"),
        ("Predicted price: 293,081.46", "Predicted price: 293,081.46"),
        ("k=5 -> accuracy: 0.95", "k=5 -> accuracy: 0.95"),
        ("Test MAE: 2.31 (took 3.2 s)", "Test MAE: 2.31"),
        ("469/469 [=====] - 3s 6ms/step - loss: 0.0512 - accuracy: 0.98", "loss: 0.0512 - accuracy: 0.98"),
        ("p-value: 1.2e-05", "p-value: 1.2e-05"),
        ("Klasse 9: 0.9058", "Klasse 9: 0.9058"),
    ],
)
def test_a_printed_number_with_its_label_is_kept(line: str, kept: str) -> None:
    assert numbers(line) == [kept]


@pytest.mark.parametrize(
    "line",
    [
        "0.8743", "[0.1 0.2 0.3]", "array([1, 2, 3])", "(891, 12)", "X_train shape: (712, 8)", "torch.Size([3, 4])",
        "CPU times: user 1.2 s, sys: 10 ms, total: 1.3 s", "Wall time: 3.41 s", "Training time: 12.5",
        "Elapsed: 00:03:12", "TensorFlow version: 2.12.0", "numpy: 1.21", "Python 3.11.4", "torch==2.1",
        "UserWarning: score: 3", "Traceback (most recent call last): line 3", "ValueError: x = 3",
        "<object at 0x7f3a2b>", "id: 140234", "memory: 0x7f00aa12", "Saved to /home/ada/model_3.pkl: 1",
        "Date: 2026-01-15", "Started: 10:15", "downloaded: 12.3 MB", "100%|####| 20/20 [00:03, 6.1it/s] loss: 3",
        "RangeIndex: 891 entries, 0 to 890", "Name: Age, Length: 891, dtype: int64", "[5 rows x 3 columns]",
        "mean     29.69", "0    22.0   1   0    7.25", "accuracy    0.97    0.96    100", "{'max_depth': 3}",
        "  'pants': 9.887,", "RandomForestClassifier(max_depth=10, n_estimators=200)", "|--- class: 0",
        "petal width <= 0.8", "Epoch: 5", "x" * 700 + ": 3", "no number: here", "https://x.test/a?b=3", "a: 3",
        "Requirement already satisfied: numpy in ./lib (1.2)", "seed: 42", "max_features=None, min_df=1",
    ],
)  # fmt: skip
def test_what_is_no_result_is_left_out(line: str) -> None:
    assert numbers(line) == []


def test_of_a_training_only_the_last_epoch_is_told() -> None:
    assert numbers(*(f"epoch {n} loss {1 / n:.3f}" for n in range(1, 11)), "Test accuracy: 0.9") == [
        "epoch 10 loss 0.100",
        "Test accuracy: 0.9",
    ]
    bars = [f"Epoch {n}/3\n10/10 [==] - 1s 9ms/step - loss: 0.{n} - acc: 0.{n}" for n in (1, 2, 3)]
    assert numbers("\n".join(bars)) == ["loss: 0.3 - acc: 0.3"]


def test_a_long_line_is_cut_where_it_pauses_and_never_in_a_number() -> None:
    (kept,) = numbers(", ".join(f"fold score {n}: 0.{n}12345" for n in range(10, 25)))
    assert len(kept) <= 120
    assert kept.endswith("12345")


def test_a_number_names_its_cell_by_id_or_by_place() -> None:
    found = added("", file(code("", stdout("RMSE: 3.5"), id="3f2a-b"), code("", result("AUC: 0.7")), code("", id="!")))
    assert found.printed == (Printed("3f2a-b", "RMSE: 3.5"), Printed("cell 2", "AUC: 0.7"))


def test_only_a_number_that_was_not_printed_before_is_added() -> None:
    before = file(code("", stdout("RMSE: 3.5\nMAE: 2.0")))
    after = file(code("", stdout("MAE:  2.0\nRMSE: 3.1")), code("", stdout("RMSE: 3.5")))
    assert [each.text for each in added(before, after).printed] == ["RMSE: 3.1"]


def test_errors_and_what_went_to_stderr_are_no_results() -> None:
    bad = {"output_type": "stream", "name": "stderr", "text": "loss: 3"}
    error = {"output_type": "error", "ename": "E", "evalue": "loss: 3", "traceback": ["loss: 3"]}
    html = {"output_type": "display_data", "data": {"text/html": "loss: 3", "image/png": "loss: 3"}}
    assert added("", file(code("", bad, error, html))).printed == ()


def test_the_old_format_with_worksheets_is_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["Ridge regression"]},
        {
            "cell_type": "code",
            "input": ["import pandas\n", "print(1)"],
            "outputs": [
                {"output_type": "stream", "stream": "stdout", "text": ["RMSE: 3.5\n"]},
                {"output_type": "stream", "stream": "stderr", "text": ["MAE: 3.5\n"]},
                {"output_type": "pyout", "text": ["AUC: 0.7"]},
            ],
        },
    ]
    text = json.dumps({"worksheets": [{"cells": cells}], "metadata": {"name": ""}, "nbformat": 3})
    printed = (Printed("cell 2", "RMSE: 3.5"), Printed("cell 2", "AUC: 0.7"))
    assert added("", text) == Added(("Ridge regression",), ("pandas",), printed)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", "3", '"text"', '{"cells": 3}', '{"cells": [3, null, "x", []]}', "{}",
        "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x", "[" * 200_000, '{"cells":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"cells": [{"cell_type": 3, "source": {"a": 1}, "outputs": "x", "id": 3}], "metadata": 3}',
        '{"cells": [{"cell_type": "code", "outputs": [{"output_type": "stream", "text": 3}]}], "metadata": 1}',
        '{"cells": ' + "9" * 10_000 + "}",
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_a_broken_notebook_is_an_empty_one(text: str) -> None:
    assert added("", text) == Added()
    assert added(text, file(code("import pandas"))).imports == ("pandas",)


def test_a_byte_order_mark_and_the_metadata_of_hosts_do_not_matter() -> None:
    text = "\ufeff" + file(code("import pandas"), colab={"provenance": []}, kaggle=3)
    assert added("", text).imports == ("pandas",)


def test_secrets_and_own_paths_do_not_come_out() -> None:
    text = file(
        markdown(f"# Token {KEY} in use"), code("", stdout(f"score of {KEY}: 0.5\nada@corp.example score: 0.5"))
    )
    found = repr(added("", text))
    assert KEY not in found
    assert "ada@corp" not in found


@pytest.mark.parametrize(
    "text",
    [
        file(code("", {"output_type": "display_data", "data": {"image/png": "A" * 30_000_000}})),
        file(*[code("", stdout("accuracy: 0.9\n" * 20_000))] * 9),
        file(*[code("", stdout("".join(f"Epoch {n}/9 loss: {n / 7}\n" for n in range(900))))] * 30),
        file(code("import os\n" + "(" * 100_000), code("x = import " + "-" * 100_000 + "1")),
        file(code("", stdout(("a:" * 290 + "1\n") * 1_500)), markdown("#" * 1_000_000), markdown("# a\n" * 20_000)),
    ],
    ids=["picture", "lines", "epochs", "brackets", "marks"],
)
def test_a_huge_notebook_is_read_in_seconds(text: str) -> None:
    begun = time.process_time()
    added("", text)
    assert time.process_time() - begun < 10


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["cells", "cell_type", "source", "outputs", "output_type", "text", "data", "text/plain", "name",
                         "metadata", "kernelspec", "language", "worksheets", "input", "id"]) | st.text(), inner),
)  # fmt: skip
OUTPUT = st.lists(
    st.sampled_from(
        ["accuracy", "loss", ": ", "= ", " is ", "0.91", "12", "%", "\n", "epoch ", "\r", "  ", "(", "Test "]
    )
    | st.text(max_size=4),
    max_size=40,
).map("".join)
SOURCE = st.lists(
    st.sampled_from(["# ", "## ", "import ", "pandas", "\n", "1. ", "Ridge", "```", "<h1>"]) | st.text(max_size=4)
)


@given(JSON, JSON)
def test_no_json_raises_and_nothing_is_added_to_itself(before: object, after: object) -> None:
    added(json.dumps(before), json.dumps(after))
    assert added(json.dumps(after), json.dumps(after)) == Added()


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert added(text, text) == Added()


@given(st.lists(OUTPUT, max_size=4), SOURCE.map("".join))
def test_every_number_stands_in_what_was_printed_and_nothing_is_added_to_itself(
    outputs: list[str], source: str
) -> None:
    text = file(markdown(source), code(source, *map(stdout, outputs)))
    found = added("", text)
    everything = " ".join(" ".join(safe(each).split()) for each in outputs)
    for printed in found.printed:
        assert len(printed.text) <= 120
        assert "\n" not in printed.text
        assert all(word in everything for word in printed.text.split())
    assert added(text, text) == Added()

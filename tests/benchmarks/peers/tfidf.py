"""TF-IDF of words and character n-grams (scikit-learn): the nearest phrase, or a linear model."""

import warnings
from collections.abc import Sequence

import numpy as np

from tests.benchmarks.peers.base import DEPTH, Peer, Ranking, best_labels, load

_PHRASES = 200


class _Tfidf(Peer):
    def __init__(self) -> None:
        text, pipeline = load("sklearn.feature_extraction.text"), load("sklearn.pipeline")
        words = text.TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._features = pipeline.make_union(words, letters)
        # With titles alone every phrase is its own class, which scikit-learn takes for a mistake.
        warnings.filterwarnings("ignore", "The number of unique classes", UserWarning)


class TfidfNearest(_Tfidf):
    """The phrase with the highest cosine."""

    name = "TF-IDF, nearest phrase"

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        # Transposed and by rows: a question has few features, so only their postings are read.
        self._phrases = self._features.fit_transform(phrases).T.tocsr()
        self._labels = list(labels)

    def rank(self, text: str) -> Ranking:
        scores = (self._features.transform([text]) @ self._phrases).toarray()[0] / 2
        many = min(_PHRASES, len(scores))
        best = np.argpartition(-scores, many - 1)[:many]
        best = best[np.argsort(-scores[best], kind="stable")]
        return best_labels((self._labels[place], float(scores[place])) for place in best)


class TfidfLogistic(_Tfidf):
    """Logistic regression on the same features."""

    name = "TF-IDF, logistic regression"
    probabilistic = True
    most_phrases = 20_000

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._model = load("sklearn.linear_model").LogisticRegression(C=10, max_iter=200, tol=1e-3)
        self._model.fit(self._features.fit_transform(phrases), labels)

    def rank(self, text: str) -> Ranking:
        return top_labels(self._model.classes_, self._model.predict_proba(self._features.transform([text]))[0])


class TfidfSvm(_Tfidf):
    """A linear support vector machine on the same features: the best of scikit-learn's linear models here."""

    name = "TF-IDF, linear SVM"
    most_phrases = 20_000

    def fit_phrases(self, phrases: Sequence[str], labels: Sequence[str]) -> None:
        self._model = load("sklearn.svm").LinearSVC()
        self._model.fit(self._features.fit_transform(phrases), labels)

    def rank(self, text: str) -> Ranking:
        scores = np.atleast_2d(self._model.decision_function(self._features.transform([text])))[0]
        return top_labels(self._model.classes_, scores)


def top_labels(labels: Sequence[str], scores: np.ndarray) -> Ranking:
    """The five best of one score for each label."""
    return [(str(labels[place]), float(scores[place])) for place in np.argsort(-scores, kind="stable")[:DEPTH]]

"""The base class of every error this project raises on purpose, and the tree of all its errors.

Errors for people: their sentence is shown as it is.

* VersusError
  + CannotReplaceError
  + CannotWriteError
  + ConfigError
    + KnowledgeError
  + EditError
    + ChangedMeanwhileError
    + InvalidChangeError
    + NotAtOnceError
    + OverBudgetError
    + StaleChangeError
  + EvaluationError
  + FetchError
  + MergeConflictError
  + NotAllowedError
  + OnTheListError
  + StoreError
    + StoreBusyError
    + StoreRefusedError
  + TargetGoneError
  + TooLargeError
  + UnreadableError
  + WorkRefusedError

Defects, and signals that do not leave their package:

* _GiveUpError
* CannotLookError
* MaybeSentError
* NothingToReplyToError
* TooLongError
* UnusualFormError
* WorkDefectError
"""


class VersusError(Exception):
    """Something went wrong that a person can mend.

    ``str(error)`` is one clear sentence for that person: what is wrong, where, and what to do. It never holds a
    secret. Whatever is not a ``VersusError`` is a defect: it is logged with an id, and the person sees that id.
    """

"""The form of a knowledge file, key by key. The JSON Schema and the documentation are made from these descriptions."""

from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.knowledge import bounds
from bot.knowledge.languages import LANGUAGES
from bot.knowledge.text_rules import language_fault, line_fault, phrase_fault, url_fault

ID_PATTERN: Final = rf"^[a-z0-9][a-z0-9-]{{0,{bounds.ID - 1}}}$"


def _rule(fault_of: Callable[[str], str | None]) -> AfterValidator:
    def validate(text: str) -> str:
        if fault := fault_of(text):
            raise PydanticCustomError("knowledge", "{fault}", {"fault": fault})
        return text

    return AfterValidator(validate)


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


_LIST = Field(max_length=bounds.LIST_ITEMS)

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Title = Annotated[str, _text(bounds.TITLE), _rule(phrase_fault)]
TopicTitle = Annotated[str, _text(bounds.TOPIC_TITLE), _rule(line_fault)]
SubjectName = Annotated[str, _text(bounds.SUBJECT_NAME), _rule(phrase_fault)]
SourceName = Annotated[str, _text(bounds.SOURCE_NAME), _rule(line_fault)]
LinkLabel = Annotated[str, _text(bounds.LINK_LABEL), _rule(line_fault)]
Alias = Annotated[str, _text(bounds.ALIAS), _rule(phrase_fault)]
Question = Annotated[str, _text(bounds.QUESTION), _rule(phrase_fault)]
Url = Annotated[
    str, _text(bounds.URL), _rule(url_fault), Field(json_schema_extra={"pattern": "^[hH][tT][tT][pP][sS]?://"})
]
Side = Annotated[str, _text(bounds.SIDE)]
Answer = Annotated[str, _text(bounds.ANSWER)]
Language = Annotated[str, _rule(language_fault), Field(json_schema_extra={"enum": [*LANGUAGES]})]
Aliases = Annotated[tuple[Alias, ...], _LIST]
Questions = Annotated[tuple[Question, ...], _LIST]
SeeAlso = Annotated[tuple[Id, ...], _LIST]
Synonyms = Annotated[tuple[Alias, ...], Field(min_length=bounds.MIN_SYNONYMS, max_length=bounds.LIST_ITEMS)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceForm(_Form):
    """Where the topic's facts come from; shown with every answer."""

    name: SourceName = Field(description="The name of the source, as readers see it.")
    url: Url | None = Field(default=None, description="Its web address (http or https).")


class SubjectForm(_Form):
    """One of the things that the topic compares."""

    name: SubjectName = Field(description="The subject's name, as readers see it.")
    aliases: Aliases = Field(default=(), description="Other names that people use for the subject.")


Subjects = Annotated[dict[Id, SubjectForm], Field(min_length=bounds.MIN_SUBJECTS, max_length=bounds.MAX_SUBJECTS)]


class LinkForm(_Form):
    """A link below the answer."""

    label: LinkLabel = Field(description="What the link says.")
    url: Url = Field(description="The web address (http or https) that it opens.")


class EntryForm(_Form):
    """One answerable thing: a dimension has a text for each subject, a plain entry has one answer."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Side] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride]

    title: Title = Field(description="The heading of the answer; it also stands on buttons and in lists.")
    aliases: Aliases = Field(default=(), description="Other names of the entry.")
    questions: Questions = Field(
        default=(),
        description="Example questions, as different people would ask them.",
    )
    both: Side | None = Field(
        default=None, description="What the subjects share; beside the texts of the subjects, or alone."
    )
    answer: Answer | None = Field(
        default=None, description="The one answer of a plain entry, instead of a text for each subject."
    )
    links: Annotated[tuple[LinkForm, ...], _LIST] = Field(default=(), description="Links to show below the answer.")
    see_also: SeeAlso = Field(default=(), description="Ids of entries of the same topic to read next.")


class TopicForm(_Form):
    """A knowledge file: a topic, or a part of one. Several files with the same topic id make one topic."""

    topic: Id = Field(description="The topic's id. Files with the same id belong together.")
    title: TopicTitle | None = Field(default=None, description="The topic's name; needed in one file of the topic.")
    language: Language | None = Field(
        default=None, description="The code of the language that it is written in, for example de; English if left out."
    )
    source: SourceForm | None = Field(default=None, description="Where the facts come from; shown with every answer.")
    fallback: Id | None = Field(
        default=None, description="The id of the entry to offer where nothing answers a question, such as a contact."
    )
    subjects: Subjects | None = Field(
        default=None,
        description="The two to five things compared, by id, in the order in which answers show them.",
    )
    synonyms: Annotated[tuple[Synonyms, ...], _LIST] = Field(
        default=(), description="Groups of words that mean the same in this topic, for example [kubernetes, k8s]."
    )
    hide: Annotated[tuple[Id, ...], _LIST] = Field(
        default=(), description="In one server's overlay alone: ids of entries of the shared base to hide there."
    )
    entries: dict[Id, EntryForm] = Field(default_factory=dict, description="The entries, by id.")


SIDE_DESCRIPTION: Final = "The text of one subject; its key is the subject's id."
ENTRY_KEYS: Final = frozenset(EntryForm.model_fields)
"""What a subject can't be called, because an entry says something else by it."""

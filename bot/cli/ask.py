"""``ask``: one question, one decision."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.say import print_json, say
from bot.cli.session import ConfigOption, JsonOption, KnowledgeOption, open_snapshot, settings, text_style
from bot.texts import terminal

if TYPE_CHECKING:  # at run time each command imports what it needs
    from bot.serving.answering import Answered


def ask(
    question: Annotated[list[str], typer.Argument(help="The question, with or without quotes.")],
    config: ConfigOption = None,
    knowledge: KnowledgeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question. Exits with 0 for an answer, and with 1 for suggestions or an unknown."""
    from bot.cli.plain import decision_text
    from bot.matching.decision import Kind
    from bot.serving.answering import Question, answer_from

    text = " ".join(question).strip()
    if not text:
        raise typer.BadParameter(terminal.ASK_SOMETHING)
    snapshot = open_snapshot(settings(config, knowledge))
    answered = answer_from(snapshot, Question(text), question_id=0)
    if as_json:
        print_json(_as_dict(answered))
    else:
        say(decision_text(answered.decision, snapshot.knowledge, text_style(), terminal.ASK_WAY_ON))
    raise typer.Exit(0 if answered.decision.kind is Kind.ANSWER else 1)


def _as_dict(answered: "Answered") -> dict[str, Any]:
    from dataclasses import asdict

    from bot.cli.plain import decision_text
    from bot.serving.answering import fallback_of

    decision, knowledge = answered.decision, answered.snapshot.knowledge
    fallback = fallback_of(knowledge, decision)
    reason = asdict(decision.reason)
    if decision.reason.runner_up:
        reason["runner_up"] = knowledge.short_id(decision.reason.runner_up)
    if decision.instead:
        reason["instead"] = knowledge.short_id(decision.instead)
    return {
        "question": answered.question.text,
        "decision": decision.kind,
        "entries": [knowledge.short_id(key) for key in decision.entries],
        "fallback": knowledge.short_id(fallback.key) if fallback is not None else None,
        "candidates": [
            {"entry": knowledge.short_id(candidate.entry), "score": round(candidate.score, 4)}
            for candidate in decision.candidates
        ],
        "subjects": list(decision.subjects),
        "text": decision_text(decision, knowledge),
        "reason": reason,
        "took_us": answered.took_us,
    }

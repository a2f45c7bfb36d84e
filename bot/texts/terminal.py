"""What an operator reads in the terminal."""

from bot.texts.counting import count

NOT_RUNNING = "The bot is not running: there is no heartbeat in {folder}."
HEALTH_UNREADABLE = "The heartbeat {file} can't be read: {error}."
HEALTH_STALE = "The bot hangs or was killed: its last sign of life is {seconds} seconds old."
NOT_CONNECTED = "The bot is running, but not connected to Discord."
DOUBLED = (
    "Connected, but another process answers with this token, so that questions are answered twice. Stop the other one; "
    "if you know of none, reset the token. The log has more."
)
HEALTHY = "Connected; last sign of life {seconds} seconds ago."

INSTEAD = "What I do know: {title}"
SEE_ALSO = "See also: {titles}"
ASK_WAY_ON = "To see everything I can answer, start chat and type /list."
CHAT_WAY_ON = "Type /list to see everything I can answer."

REASON = "I would {outcome} (score {score:.2f}, {margin:.2f} above the next; {answerable:.2f} all together)."
SMALL_TALK = "I take it for small talk, or for a wish to see the list."
TEACH_BY = "knowledge teach"

EVAL_COLUMNS = (
    "kind",
    "in\nscope",
    "out of\nscope",
    "right\nin all",
    "hit@1",
    "hit@3",
    "right\nanswers",
    "wrong\nanswers",
    "right\nsuggest.",
    "false\nanswers",
    "false\nsuggest.",
)
EVAL_ALL = "all"
EVAL_DECIDING = "Deciding"
EVAL_LATENCY = "One question takes {p50:,.0f} µs (median), {p99:,.0f} µs (99th percentile)."
EVAL_TOO_FEW = "{right:.2%} of all {count:,} questions came out right, and --fail-under asks for {wanted:g}%."

ASK_SOMETHING = 'Ask something, for example: ask "how does monitoring differ?"'

CHAT_GREETING = "Ask me anything about {topics}. /list shows what I know, /why explains my last answer, /quit ends."
CHAT_PICK = "Type a number to open one."
CHAT_PICK_ONE = "Type 1 to open it."
CHAT_NO_REASON = "There is nothing to explain yet: ask something first."
CHAT_COMMANDS = "I know /list, /why and /quit; anything else is a question."

CHECK_FINE = "Nothing to mend in {folder}: {topics}, {entries}."
CHECK_PROBLEMS = "{problems} in {folder}."

NO_FOLDER = "There is no folder {folder}: name one that holds the YAML files of your knowledge base."
USING_BUNDLED = "There is no folder {folder}, so I use the knowledge that ships with me."
KNOWLEDGE_BROKEN = "I can't use the knowledge in {folder}:"
FILE_UNREADABLE = "I can't read {file}: {error}."
NOT_UTF8 = "it is not UTF-8 text"
NO_DATABASE = "Nothing has been recorded yet: there is no database at {file}. It is made by the first run."

STATS_TITLE = "The last {days}"
STATS_ENTRIES = "Answered most"
STATS_UNANSWERED = "Asked most without an answer"
STATS_LATENCY = "Deciding took {p50:,} µs (median), {p99:,} µs (99th percentile)."
STATS_ROWS = {
    "asked": "asked",
    "answered": "  answered",
    "suggestions": "  suggestions",
    "unknown": "  unknown",
    "unsent": "  answer not sent",
    "members": "members who asked",
    "chosen": "suggestions chosen",
    "helpful": "marked helpful",
    "unhelpful": "marked unhelpful",
    "small_talk": "small talk",
    "overheard": "overheard, not answered",
}
STATS_WAYS = "asked by {way}"

COPIED_KNOWLEDGE = "There was no knowledge in %s, so I put the bundled one there. From now on that copy is served."
NEW_KNOWLEDGE = (
    "This version ships newer knowledge than your copy in %s was made from. Yours stays as it is until you take the "
    "new one over. What that would change:\n%s\nWithout --dry-run it is done, and can be taken back."
)
SEE_NEW_KNOWLEDGE = "  python -m bot knowledge import --dry-run {file}"
KNOWLEDGE_CHANGED = "Now serving the changed knowledge: %d entries from %s."
KNOWLEDGE_REFUSED = "The changed knowledge in %s can't be served, the last good one stays in force:\n%s"
BY_MEANING = "I compare questions by their meaning too, with the model %s."
READ_ONLY_KNOWLEDGE = (
    "I can't write to the knowledge folder %s, so moderators can't change it: let the user that runs me write there."
)
NO_ROOM = "There is no room left in the data folder {folder}: free some disk space, or set data.folder."
NOT_PRIVATE = (
    "I can't keep other users of this machine out of the data folder %s (%s): let the user that runs me own it."
)
UNWRITABLE = (
    "I can't write to the data folder {folder}: {error}. Let the user that runs me write there, or set data.folder."
)

SURPRISE = (
    "Something went wrong on my side (id {reference}). Run the same with --log-level debug before the command to see "
    "the details."
)
STOPPED = "Stopped."

PREVIEW_MISSING = (
    'The preview needs one more package: pip install "versus-bot[preview]", or in a clone: pip install ".[preview]"'
)
PREVIEW_READY = "The bot is at {url}"
PREVIEW_HINT = "Nothing you try there is kept. Ctrl-C ends the preview."
PREVIEW_FAILED = "The preview can't start: {reason}. Another --port may help, or none."
PREVIEW_BOT = "Versus"
PREVIEW_SERVER = "Preview"
PREVIEW_CHANNEL = "ask-here"
PREVIEW_TOPIC = "Ask me anything; every question here is answered."
PREVIEW_MODERATORS = "Moderators"
PREVIEW_MEMBER = "member"
PREVIEW_MODERATOR = "moderator"
WELCOME = (
    "Hello, I answer questions about **{topics}**. Type one into this channel, for example:\n"
    "{examples}\n\n"
    "Ask in your own words. You can also press the buttons under an answer, type / for my commands, reply to an "
    "answer to ask on, or become the moderator at the top of this page. Nothing you try here is kept."
)


def lost(rows: int) -> str:
    """What a full disk or a locked database cost; answers went on."""
    return f"{count(rows, 'row', 'rows')} of the usage log could not be written since the start: see the log."

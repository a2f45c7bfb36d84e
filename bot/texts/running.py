"""What an operator reads while the bot starts and runs in Discord."""

PORTAL = "https://discord.com/developers/applications"

BAD_TOKEN = (
    "Discord refuses the bot token. Copy it again, or reset it, on the Bot page of your application at "
    f"{PORTAL}, and put the new one where the old one stands."
)
INTENT_REFUSED = (
    'Discord refuses the message-content intent: switch on "Message Content Intent" under Privileged Gateway Intents '
    f"on the Bot page of your application at {PORTAL}, or set message_content = false in [discord]."
)
UNREACHABLE = "I can't reach Discord ({reason}). Check this machine's network, then start me again."
REFUSED = "Discord ended the connection for good (close code {code}). Start me again; if it stays, see {help}."
CLOSE_CODES = "https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway"
WAITING = "Another bot runs on the data folder %s. I wait up to %.0f seconds for it to end."
TAKEN = (
    "Another bot has been running on this folder{holder}: {folder}. Both would answer every question. Stop that one, "
    "or give this one a folder (data.folder) and a token of its own."
)
HOLDER = " since {since} on host {host}"
NO_LOCK = (
    "I can't lock {file} ({error}), so nothing would keep a second bot from running there. "
    "Put the data folder (data.folder) on a disk of this machine; the database needs that too."
)
DOUBLED = (
    "Another process answers with this token: message %d in channel %d came in my name, and not from me. Every "
    "question may be answered twice. Stop the other one; if you know of none, reset the token on the Bot page of your "
    f"application at {PORTAL}."
)
CLOSING = "Closing the connection to Discord."

READY = "Ready as {name}."
INVITE = "Invite me: {url}"
SERVERS = "Servers: {names}"
NO_SERVERS = "Servers: none yet. Open the invite link to add me to one."
ENTRIES = "Entries: {count} in {topics}"
INTENTS = "Intents: {names}"
MESSAGE_CONTENT = "Message content: {state}"
CONTENT_ON = "on, I read every message in the channels you named"
CONTENT_OFF = "off, I read what mentions me, direct messages and commands"
EDITORS_CONFIGURED = "Shared base: edited by {servers}, as editors under [knowledge] in the configuration says."
EDITOR_STORED = "Shared base: edited by {servers}. Another server: python -m bot knowledge editor ID"
NO_EDITOR = (
    "Shared base: no server edits it yet. The first to save a change does, if you, the owner of the application, are a "
    "member of it. Or name one: python -m bot knowledge editor ID"
)
SERVER = "{name} (ID {id})"
UNKNOWN_SERVER = "a server that I am not in (ID {id})"
UNKNOWN_CHANNEL = (
    "Channel {id} of your configuration ({mode}) is in no server that I can see. "
    "Check the id, or let me view that channel."
)
UNKNOWN_ROLE = "Role {id} of moderator_roles is in no server that I am in. Check the id."
LACKS = "In {server}, {where}, I lack: {permissions}."
EVERYWHERE = "every channel"
MANY = "{names} and {more} more channels"

PERMISSIONS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
"""The permissions of the invite, as Discord's settings call them."""

"""Four small knowledge bases as communities have them: a game, a school, a tool, a hobby."""

from typing import Final

from tests.matching.bases import base, plain

GAME: Final = base(
    plain("server", "ip", "Server IP", "What is the server ip?", "How do I join the server?", aliases=("address",)),
    plain("server", "version", "Game version", "Which version do I need?", "Does it work on bedrock?"),
    plain("server", "mods", "Allowed mods", "Which mods are allowed?", "Can I use a minimap?", aliases=("mods",)),
    plain(
        "server", "claim", "Claiming land", "How do I claim my base?", "How big can a claim be?", aliases=("claims",)
    ),
    plain("server", "vip", "VIP rank", "How do I get VIP?", "What does VIP cost?", aliases=("vip", "ranks")),
    plain("server", "whitelist", "Whitelist", "How do I get whitelisted?", aliases=("whitelist",)),
    plain("server", "ban", "Ban appeals", "How do I appeal a ban?", "Why was I banned?", aliases=("unban",)),
    plain("server", "vote", "Vote rewards", "Where can I vote?", "What do I get for voting?", aliases=("voting",)),
    plain("server", "lag", "Lag", "Why is the server lagging?", "How do I reduce lag?", aliases=("tps",)),
)
SCHOOL: Final = base(
    plain(
        "school", "javascript", "JavaScript course", "What does the JavaScript course teach?", aliases=("javascript",)
    ),
    plain(
        "school", "certificate", "Certification", "Do I get a certificate?", aliases=("certificate", "certification")
    ),
    plain("school", "demo", "Free demo class", "Is there a demo?", "How do I book a demo?", aliases=("demo",)),
    plain(
        "school",
        "cost",
        "Cost of the courses",
        "How much does it cost?",
        "What is the price?",
        aliases=("cost", "fees"),
    ),
    plain("school", "refund", "Refunds", "How do I get a refund?", "Can I get my money back?", aliases=("refund",)),
    plain("school", "exam", "Exams", "How hard is the exam?", "Can I retake the exam?", aliases=("exam",)),
    plain("school", "schedule", "Schedule", "When do classes start?", "What is the timetable?", aliases=("timetable",)),
    plain("school", "enrol", "Enrolment", "How do I enrol?", "Where do I sign up?", aliases=("registration",)),
    plain("school", "homework", "Homework", "Where do I hand in homework?", aliases=("homework", "assignments")),
)
TOOL: Final = base(
    plain("tool", "install", "Installing", "How do I install it?", "Does it run on Windows?", aliases=("setup",)),
    plain("tool", "api-key", "API keys", "Where do I find my API key?", "How do I rotate a key?", aliases=("api key",)),
    plain("tool", "rate", "Rate limits", "What is the rate limit?", "Why do I get 429?", aliases=("429",)),
    plain(
        "tool", "monitoring", "Monitoring", "How does monitoring work?", "How do I set up alerts?", aliases=("alerts",)
    ),
    plain("tool", "pin", "Resetting your PIN", "How do I reset my pin?", "I forgot my pin", aliases=("pin",)),
    plain(
        "tool", "billing", "Billing", "When am I billed?", "How do I cancel my plan?", aliases=("invoice", "billing")
    ),
    plain("tool", "logs", "Logs", "Where are the logs?", "How long are logs kept?", aliases=("logs",)),
    plain("tool", "deploy", "Deploying", "How do I deploy?", "How do I roll back a deploy?", aliases=("deployment",)),
    plain(
        "tool", "export", "Exporting data", "How do I export my data?", "Is there a csv export?", aliases=("backup",)
    ),
)
HOBBY: Final = base(
    plain("club", "meeting", "Meetings", "When is the next meeting?", "Where do you meet?", aliases=("meetup",)),
    plain(
        "club",
        "darkroom",
        "Darkroom",
        "How do I book the darkroom?",
        "Who may use the darkroom?",
        aliases=("darkroom",),
    ),
    plain(
        "club", "camera", "Borrowing a camera", "Can I borrow a camera?", "How long can I keep it?", aliases=("camera",)
    ),
    plain("club", "fee", "Membership fee", "How much is the membership?", aliases=("membership", "fee")),
    plain("club", "contest", "Contest", "How do I enter the contest?", "When is the deadline?", aliases=("contest",)),
    plain("club", "film", "Which film to use", "Which film is good for beginners?", aliases=("film",)),
    plain("club", "prints", "Ordering prints", "How much are prints?", "Where do I order prints?", aliases=("prints",)),
    plain("club", "lens", "Choosing a lens", "Which lens should I buy first?", aliases=("lens", "lenses")),
    plain("club", "tripod", "Tripods", "Do I need a tripod?", aliases=("tripod",)),
)

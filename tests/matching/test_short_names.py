"""An acronym in the place of another asks for something else."""

import pytest

from bot.knowledge.model import Entry
from bot.matching.decision import Kind
from bot.matching.matcher import Matcher
from tests.matching.bases import base, plain

OFFICE = base(
    plain("office", "hdd", "How do I replace my HDD?"),
    plain("office", "csv", "How do I export a CSV?"),
    plain("office", "uk", "Do you deliver to the UK?", "UK deliveries"),
    plain("office", "mfa", "I can't find my 2FA code", "Where is my 2FA code?"),
    plain("office", "laser", "CO2 lasers"),
    plain("office", "warp", "How does /rtp work?"),
    plain("office", "wifi", "Wi-Fi", "Wi-Fi password"),
    plain("office", "npc", "Spawning NPCs"),
    Entry("office", "farm", "Farms and AFK", answer="A mob farm may hold fifty mobs."),
)
OFFICE_MATCHER = Matcher.build(OFFICE)

IN_ITS_PLACE = [
    "how do i replace my ssd", "how do i replace my cpu", "how do i replace my hdmi", "how do i export a xls",
    "how do i export a csc", "do you deliver to the eu", "do you deliver to the uae",
    "where is my 3fa code", "co3 lasers", "how does rtx work", "how does tpr work", "uae deliveries",
]  # fmt: skip


@pytest.mark.parametrize("text", IN_ITS_PLACE)
def test_an_acronym_in_the_place_of_another_is_not_answered(text: str) -> None:
    assert OFFICE_MATCHER.decide(text).kind is not Kind.ANSWER


ITS_OWN = [
    ("how do i replace my hdd", "hdd"), ("lol how do i replace my hdd", "hdd"), ("how do i export a csv", "csv"),
    ("do you deliver to the uk", "uk"), ("deliveries to the uk", "uk"),
    ("where is my 2fa code", "mfa"), ("co2 laser", "laser"), ("how does rtp work", "warp"),
    ("wifi password", "wifi"), ("wi fi password", "wifi"), ("spawning npcs", "npc"),
    ("mob farms", "farm"), ("afk farms", "farm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entry"), ITS_OWN)
def test_an_acronym_that_the_entry_has_is_answered(text: str, entry: str) -> None:
    decision = OFFICE_MATCHER.decide(text)
    assert (decision.kind, decision.entries) == (Kind.ANSWER, (f"office/{entry}",))

"""The long wording of page Plan."""

from __future__ import annotations

CHECKS = (
    "Microhit checks that the plan adds up, that its dates can hold, and that nobody's word is "
    "missing. What must change comes first."
)
FROZEN_CHANGES = (
    "A saved version has no unsaved changes. The tab Versions compares it with any other."
)
BY_HAND = (
    "plan.yaml was edited outside of Microhit, and no version holds what it says now. Save it as a "
    "version, so that it is kept and can be signed."
)
NO_VERSIONS = "There is no version yet. Save the plan, and the first one appears here."
READING_VERSIONS = "Reading the versions; the first time takes a moment."
VERSIONS = (
    "A version is the plan as it was saved: version 4 is the file v004.yaml. It is kept for ever "
    "and never changed."
)
RESTORE_HELP = "Makes this version the working plan again, as a new version. Nothing is lost."
MERGE_HELP = "Brings what this version changed into the working plan."
RESTORE = (
    "The plan as it was then becomes the working plan again, as a new version. Every version in "
    "between stays in the list. This would change:"
)
SAVE_BEFORE_RESTORE = (
    "No version holds what is on screen now. Save it above first (or discard unsaved changes), "
    "then restore: so nothing is lost."
)
SAME = "These two say the same."
MERGE = (
    "What only one of you changed is taken from that one. Where both changed the same thing, you "
    "decide. The result is an unsaved change of the working plan: look at it, then save it. "
    "Nobody's version is changed or lost."
)
NO_BASE = (
    "The version that both started from is not here any more, so what differs can't be told apart "
    "from what was there before: each difference is asked."
)
NOTHING_ELSE = "nothing that goes in without a decision."
MERGED = (
    "Merged. The result is not saved yet: look at it, press Suggest if the figures are to follow, "
    "and save it with a note."
)
NO_DECISIONS = (
    "Nobody has decided anything by hand. Where you set a date, an amount or a creator yourself, "
    "it is listed here with who and why."
)
DECISIONS = (
    "What people decided themselves instead of taking the suggestion. Suggest keeps to these until "
    "you take them back; press Suggest afterwards, so that the figures follow."
)
CONFIRM = "The same decision, made again today with what is known now."
SIGNS = (
    "What people answer for with their name. A sign-off names the version that was looked at and "
    "holds until the part that it covers changes; then it is to renew."
)
FILE = "This is the plan as it lies in the file, to read, search or take along."
FILE_DRAFT = "This is the plan with your unsaved changes, as it would be saved."
FILE_COMMENTS = (
    "Somebody wrote comments into the file by hand. A save can't keep them; move them into a note."
)
STATES = {
    "draft": "Draft: work in progress, nothing is promised.",
    "ready": "Ready: the plan is saved, checked and signed; the work may go public.",
    "live": "Live: the campaign is running, and people see it.",
    "closed": "Closed: every region's run is over.",
}
RENUMBER = (
    "Two people, or a synced drive, made files of one number. Both can be kept: one of them gets a "
    "number of its own, and nothing is deleted that is not held elsewhere. This would happen:"
)
CORRECT = "Correct these lines in an editor and save the file."
BROKEN = (
    "A version that can be read can become the working plan again, as a new version. What is in "
    "plan.yaml now is kept beside it."
)
GONE = "A version can become the working plan again, as a new version."
GIT_MERGED = (
    "plan.yaml holds the merged plan now. Look at it, press Suggest and save it as a version; then "
    "tell git that the conflict is settled: GitHub Desktop offers to continue the merge, in a "
    "terminal it is “git add” and “git commit”."
)

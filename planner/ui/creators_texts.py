"""The wording of page Creators; what its search tab says stands beside it."""

from __future__ import annotations

STATES = {
    "idea": "Idea",
    "contacted": "Contacted",
    "agreed": "Agreed",
    "contracted": "Contracted",
}
"""How far the talks with a creator are, in their order."""
TALKS = {name: name for name in STATES} | {"idea": "to write to"}
"""The same within a sentence."""
EVIDENCE = {"media kit": "Media kit", "screenshot": "Screenshot", "estimate": "Estimate"}
AGREED = {"yes": "Agreed", "no": "Refused"}
"""Whether a creator agreed to the disclosure words; else nobody has asked."""
NOTHING = "Adds nobody"
GRADES = ("Under 5%", "5 to 15%", "15 to 35%", "35 to 65%", "65% or more")
"""Smallest to largest."""
REACHED = "People who see at least one of them, each counted once."
SUM = "Counts a person once for every creator whom they follow."
NO_SHEET = (
    "There is no creator sheet yet. Three ways to begin: type the first row below, take a list "
    "that you have under “Bring in a list”, or look for channels in the tab “Find creators”."
)
SHEET = (
    "Your own list, from media kits and offers; it lies beside the plan as {file}. A row is what "
    "one creator asks for one post of one kind. What a row still lacks stands under “Lacks”: it "
    "stays an idea until then."
)
SHEET_BROKEN = (
    "The sheet on disk can't be used as it is, so the shortlist can't be made anew. Nothing of it "
    "is lost: correct the cells named above here, or in the file itself, and save."
)
UNSAVED = "Save the rows below first: another choice would drop what you typed."
EMPTY_LIST = (
    "Nobody is on the shortlist. No row of the sheet can be chosen yet, no money is left for "
    "creators, or media brings more for it."
)
DECIDE = (
    "What you decide stays so, whatever is suggested; the others adapt. Press Suggest afterwards."
)
WAITING = "Working out who reaches whom; the first time takes a moment."
OUTDATED = (
    "This is hidden: something changed since the last suggestion. Press Suggest to see it again."
)
MONEY = (
    "Empty: it is weighed against media, up to a share of the budget. An amount of your own is the "
    "most that the shortlist may cost, and is not weighed."
)
MOST = "Of at most {most}: what you set in the tab “Rules”, else a share of the budget."
RULES = (
    "The shortlist keeps to these wherever a creator could be chosen. Whom you put in or leave out "
    "yourself stays so."
)
EACH = "Empty: as many as are worth their price."
REGIONS = "The most for creators in each region; “Now” is what the shortlist costs there."
LANGUAGES = "At least one creator on the shortlist speaks each of these."
CURVE = (
    "Shortlists of rising cost, and what each would bring. Past the bend, the next creator mostly "
    "reaches people whom others reach already."
)
CURVE_LINE = "Each corner of the line is a whole shortlist"
CELLS = (
    "A cell is the people online in a region who understand a language. Within it, who follows one "
    "creator is taken to follow another by chance; the range is from audiences that overlap wholly "
    "to audiences that don't."
)
LAW = "A checklist, not legal advice."
OUTREACH = (
    "Whom to write to next, by how far the talks are. What you set here is kept in the creator "
    "sheet."
)
CONTACTS = (
    "Names and addresses of contacts don't belong here: the sheet is part of the campaign's folder "
    "and goes where that goes. Keep them in your own address book."
)
NO_ROWS = "No row of the sheet is like that."
PASTE = (
    "Paste rows from a spreadsheet or a website, with a line of headings. Columns by other names, "
    "amounts such as 1.2M and countries written out are understood; what was made of them is "
    "shown before anything is kept."
)
IMPORT_HELP = (
    "A row that is there already, by creator, platform and format, gets what it lacks. Surer "
    "figures take the place of others: a media kit's before an estimate's. All else stays."
)
SIGN = (
    "A sign-off says that these creators, posts and prices may be contracted. It holds until one "
    "of them changes."
)
AGREED_HELP = "Whether they agreed to the words that a paid post must carry; empty: not asked."
LACKS_HELP = "What must be filled in before this row can be chosen."
RANGE = "Low: audiences overlap as far as they can. High: they don't overlap at all."
NOT_YET = "Nothing has been suggested yet, so there is no shortlist. Press Suggest."
ONE_LIST = (
    "There is one shortlist alone: its money was decided, or the sheet has nobody to choose from."
)
WORDS_HELP = "What a paid post must say there, as the law or its authority has it; more below."
PERMIT_HELP = "Whether creators there need a permit or a licence to advertise; more below."

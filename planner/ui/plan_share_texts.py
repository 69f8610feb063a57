"""The long wording of the help on sharing a campaign."""

from __future__ import annotations

WHAT = (
    "A campaign is a folder of text files. Git is a program that keeps every state of such a "
    "folder and lets several people work on it: each sends what they changed with a sentence "
    "about it, and the others fetch it. GitHub and GitLab are websites that keep such a folder "
    "(there it is called a repository) and show every change. A commit is one change with its "
    "sentence; a pull request is a change that somebody else is asked to look at first."
)
WEB, BUTTONS, TERMINAL = (
    "In the browser (GitHub, GitLab): nothing to install",
    "With a program that has buttons (GitHub Desktop)",
    "In a terminal",
)
WAYS: dict[str, list[str]] = {
    WEB: [
        "Save the plan here with a note.",
        "Open the repository's website and go to the folder campaigns/{slug}.",
        "Choose Add file, then Upload files (GitHub), or + and Upload file (GitLab).",
        (
            "Drag in plan.yaml, the newest v-file and what is new in records, from the folder "
            "that the tab File names. Files of the same name are replaced; the history keeps "
            "them."
        ),
        (
            "Write your note as the commit message. Choose to start a pull request if a "
            "colleague should look at it first."
        ),
        (
            "To fetch a colleague's plan: open plan.yaml on the website, press Download, and "
            "put it with its v-file into the campaign's folder. This page shows it at the next "
            "click."
        ),
    ],
    BUTTONS: [
        (
            "Once: install GitHub Desktop, sign in, choose Clone a repository and pick yours. "
            "Let Microhit use the campaigns folder inside it."
        ),
        ("Before you start: press Fetch origin, then Pull origin. You now have the others' work."),
        "Save the plan here with a note.",
        (
            "In GitHub Desktop the changed files are listed. Write your note into Summary and "
            "press Commit."
        ),
        "Press Push origin: now the others can fetch it.",
    ],
    TERMINAL: [
        "git pull",
        "Save the plan here with a note.",
        "git add campaigns/{slug}",
        'git commit -m "Your note"',
        "git push",
    ],
}
CONFLICT = [
    (
        "It means that somebody else changed the same file since you fetched it. Nothing is "
        "lost: both plans are kept."
    ),
    (
        "If you have set up Microhit's help for git (above), most plans merge by themselves, "
        "and what both changed is listed in words."
    ),
    (
        "Otherwise fetch their plan.yaml and their v-file into the campaign's folder, keep your "
        "own v-file beside it, and open this page: the tab Versions shows both, and Merge "
        "brings them together. Save, then send the result."
    ),
    (
        "Two v-files of one number: rename neither. The tab Versions then offers to give each its "
        "own number. In a terminal: python -m planner versions renumber campaigns/{slug}"
    ),
]
NEVER = [
    (
        "Never contacts.yaml: names, addresses and telephone numbers of people stay with you. "
        "Git leaves it out by itself; on a website, don't upload it."
    ),
    ("Never keys and passwords. A plan needs none; if one is in a text, the tab Checks says so."),
]
SEND = [
    (
        "Send plan.yaml (the plan that everybody works on) and each new v-file (v001.yaml and "
        "so on)."
    ),
    "Send the folders records (sign-offs and status) and audience (the tables that it rests on).",
    ("Send creators.csv, the creator sheet, if all who see the repository may see its prices."),
]
NO_REPOSITORY = (
    "This campaign's folder is in no git repository yet, or git is not installed. To start: make "
    "a repository on GitHub or GitLab, fetch it with GitHub Desktop, and let the campaigns folder "
    "lie inside it. Sending the files by hand works without that."
)
PULL_REQUEST = (
    "A colleague who opens your pull request sees the lines of plan.yaml that changed; the "
    "v-files are folded, since they hold the same. In the tab Versions, “Changes as Markdown” "
    "makes a text in plain words to paste into its description."
)
REPOSITORY = (
    "This campaign lies in the git repository {top}. With the following, git tells changes in "
    "words and merges two people's plans field by field:"
)
SET_UP = (
    "The button does on this computer what these two lines do in a terminal: “python -m planner "
    "git setup” sets up what is missing, “python -m planner git check” says what is there. It "
    "changes git's settings of this repository and its files .gitattributes and .gitignore; "
    "commit those two files, so that the others have them."
)

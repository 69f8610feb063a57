"""The plan as a file: read, checked, saved as versions, compared, merged, shared through git.

the file    store: load, save, new campaigns. files: how a file is written whole. safe: names and
            links that lead elsewhere. places: where campaigns lie. text: a plan as YAML.
            comments: what a save would drop. exports: CSV for spreadsheets. edit, new: changes of
            a plan, and the first one. tree: its inputs by name. fingerprint: what a suggestion
            was made from.
reading     parse: the way in. decode: bytes. limits, document, syntax, scalars, conflicts: YAML.
            migrate: older schemas. faults, mend, shape, near, written: what is wrong, where, and
            what was probably meant.
beside it   records: sign-offs and status, one file per event. contacts: people. ignored,
            mentions: whether git leaves them alone, and where else a name stands.
versions    numbers, head, history: which there are, how they relate. restore: back to one.
            renumber, renumber_words, copies, lineage: two people who used one number.
diff        diff: the way in. diff_form: text, Markdown, JSON. diff_inputs, diff_decisions,
            diff_texts, diff_renamed, diff_groups: what we changed. diff_dates, diff_causes,
            diff_bars, diff_moves, diff_money, diff_lists, diff_estimates, diff_weeks,
            diff_suggested: what followed. diff_words, diff_fields, diff_things, diff_facts,
            diff_values: how it is said. diff_change: one difference.
merge       merge: the way in. merge_tree, merge_lists: thing by thing. merge_fit: does the whole
            hold. merge_base: what both stem from. merge_words: conflicts. merge_open: what git
            left open.
git         gitrun: asks it. gitsetup, githook: the set-up, and the check before a commit.
            gitindex, revision: what it holds. diff_git, merge_git: what it calls.
"""

"""Creators: which of them to work with, by the people they reach together.

Three ways in. `planner.suggest` walks sheet -> pool -> weigh -> (spend chooses) -> shortlist.
`youtube.find` looks for channels. `compliance.compliance` tells what paid posts must carry.
What YouTube tells never enters the sheet or the shortlist; the rest of it is the user's own.

the sheet     offers: one row. sheet: the CSV beside the plan. sheet_cells, sheet_texts,
              sheet_numbers, sheet_audience: its cells as people write them. sheet_files: as Excel.
other lists   lists: `read_list`, a table of any layout. lists_table, lists_columns: its header and
              rows. lists_cells, lists_rows: from a row to offers. lists_merge: into the sheet.
              lists_report: what was cleaned, in words.
the choice    pool: from offers to cells and candidates. packages: posts bought together.
              candidates: what may be chosen, and the rules. select: the best list for a budget.
              frontier: the best for several. files: the same from tables without a plan.
              weigh: the shortlists that money could go to. shortlist, shortlist_why: the one that
              was paid, as the plan's section and in words.
how it is     field: candidates as arrays. field_checks: faults. field_start: the cheapest list
chosen        that keeps the demands. field_list, field_swap: greedy, then swaps. field_relax,
              bound: what no list exceeds. milp: proof. field_search: all of it together.
YouTube       youtube: `find`, `recall`. youtube_data: what it tells. youtube_search: one search
              on its way. youtube_ask, youtube_read: requests and answers. youtube_cost, quota:
              what it costs, what is left. youtube_pieces, kept, youtube_earlier: what is kept, for
              30 days. youtube_export: as a file. declaration, derived: figures of ours, where
              YouTube allowed them.
what follows  compliance: words, permits, contracts, who is liable. outreach: whom to write to.
              signing: the sign-off of the shortlist.
"""

"""Spend: what goes to language versions and media, where and when, and what it brings.

`step.suggest_spend` is the way in: it asks `case.solve` and turns the case into the plan's section.
`ask` is what both start from.
The rest, from the money to the words:

budget        budget, commission: the lines before media. table, table_*, terms: the whole budget of
              a plan as rows, text and files.
response      prices, reachable, contacts, reference, calibrate, settle, response: the curve of
              every cell. objective: what it is worth. fitted, imports: curves from elsewhere.
allocation    curves, forms, lines, envelope, batch: curves one by one and all at once. limits,
              feasible, faults. price (one limit), interior and groups (many), improve, branch:
              `allocate.allocate`. rounding, unspent, answers, files.
creators      shortlists: what they cost, reach and bring. creator_choice: which one is paid.
              creators, creator_reasons: what pages and other steps ask of it.
who pays      pots: our money and each partner's. bounds: what one cell may get. places: what a
              plan's limits speak of.
languages     served: whom versions open a region to. languages and language_*: which to pay for.
weeks         flight, carry_over, runs, held_back, decisions; media_plan, media_plan_files,
              media_sheets: the trade's media plan. workbook: both kinds of tables as files.
many worlds   worlds, draws, many, many_audiences, many_creators: what may be. robust, averages,
              hedge, stability, caution: splits for it.
what if       scenarios, scenario_case, marginal.
why           reasons.
"""

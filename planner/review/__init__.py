"""Reviews of a plan: checks that a person would make before signing, its status, and its reasons.

Three ways in. `validate.validate` judges campaigns as files, `checks.checks` a plan and what
`beside.read_beside` found beside it. `status` tells and sets a campaign's state. `explain.explain`
walks from a number back to data, facts and decisions.

checks        check: one of them. checks: all, worst first. money, languages, audience, creators:
              the parts of the plan. dates, clearance, embargo: what must hold on a day. signed:
              what people answer for. ages: figures that are old. upkeep: suggested anew, saved,
              merged. decisions: those whose data changed since.
beside        beside: all that lies beside a plan, told where it can't be read.
secrets       screen, screen_rules: finds them in any text. private: as checks.
files         validate: campaigns and versions as files. report: as text, Markdown and JSON.
status        status: told and set. status_state: what the records say. status_demands: what each
              state demands.
explain       explain: the walk. explain_routes: which function explains which address.
              explain_known: the addresses there are. explain_plan (audience, dates), explain_money,
              explain_other: the head of each value and what it rests on. explain_parts: what all
              have. explain_ground: what is read. explain_tree, explain_words: the sentences.
"""

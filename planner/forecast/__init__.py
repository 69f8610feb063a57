"""Forecasts of each region's weekly demand.

How it works, from one module to the next:

    series        what was observed; weeks in which cinemas were closed are missing, not zero
    feasts        which weeks hold a region's holidays: Easter, Ramadan, the moon's new years
    design        level, season (26 Fourier terms) and holidays, with priors in units of the noise
    exact, past   the model in closed form; a series' past replayed from every 13th week: it chooses
                  how fast the level may move, and tells the skill and the size of errors
    prophet_model the fit itself: Prophet on log demand, started from the closed form
    borrow        under two years: the season of others, how it differs, and their surprises
    spread        quantiles: the normal's, drawn a fifth towards the past's own (conformal)
    index         several signals of a region as one demand index, weighted by their errors
    backtest      the same forecasts from past origins, beside simpler ones

What did not earn its place (FR, GB and US, 38 origins 2010 to 2019, 26 weeks ahead, MASE 0.829):

- the same-week mean of 7 years averaged in, with its own level or with ours: 0.836 to 0.862
- a level corrected by the last 4, 8, 13, 26 or 52 weeks: 0.836 to 0.843 where it was 0.835
- Prophet's changepoints or a free slope: 0.844 to 0.872; the level drifts, it has no trend to keep
- a season pooled across regions with eight years each: no change (with one year it is the gain)
- fewer or smaller fine Fourier terms: 0.845 to 0.866; holidays two weeks off: +0.001
- robust weights (Huber): +0.001, a worse regret; noise with memory (AR 0.3 to 0.5): up to +0.005
- recent years weighted more (half-life 4 to 6 years): -0.002, which Prophet has no weights for
- the past's own error quantiles alone as intervals: 16% wider than split conformal on GB and US

Cost: about 25 ms a series on two cores, so 25 s per 1,000; 94 regions take 2 to 3 s. A catalogue of
500 titles in 60 regions is 30,000 series, a quarter of an hour here. To spread it over machines
that have Microhit installed, start a Dask cluster and name its scheduler:

    dask scheduler                                     on one machine; it prints its address
    dask worker tcp://SCHEDULER:8786 --nworkers auto   on each machine, in Microhit's folder
    python -m planner forecast AUDIENCE.csv --dask tcp://SCHEDULER:8786 -o OUT.csv

(`pip install 'dask[distributed]'` on each.) Equal series are worked out once, wherever they stand.
"""

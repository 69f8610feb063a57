from planner.spend.caution import in_words
from planner.spend.robust import Robust


def split(mean: float, tail: float, bound: float | None = None) -> Robust:
    return Robust({}, mean, tail, tail, mean, mean, bound)


def test_caution_says_what_it_costs_and_saves() -> None:
    point, average = split(10_000, 4_000), split(10_200, 3_950, 10_202)
    first, second, proof = in_words(point, average, split(9_792, 4_345, 4_350), "EUR", "admissions")
    assert "brings about 200 admissions (2 %) more on average" in first
    assert "50 admissions (1.2 %) less where things go badly" in first
    assert "brings about 408 admissions (4 %) less on average" in second
    assert "395 admissions (10 %) more where things go badly" in second
    assert "no split brings 0.02 % more on average than" in proof
    assert "none 0.11 % more where things go badly" in proof


def test_money_is_told_in_the_budgets_currency() -> None:
    point, average = split(10_000, 4_000), split(10_200, 3_950, 10_200)
    told = in_words(point, average, split(9_792, 4_345, 4_345), "JPY", "net revenue")
    assert "brings about JPY 408 (4 %) less" in told[1]


def test_what_makes_no_difference_is_called_the_same() -> None:
    alike = split(10_000, 4_000, 10_000)
    told = in_words(alike, alike, split(10_000.1, 4_000, 4_000), "EUR", "reach")
    assert "brings about the same on average and about the same where" in told[1]
    nothing = split(0, 0, 0)
    assert in_words(nothing, nothing, nothing, "EUR", "reach")


def test_many_times_as_much_is_told_in_whole_percent() -> None:
    told = in_words(split(10, 4), split(31, 4, 31), split(31, 4, 4), "EUR", "admissions")
    assert "21 admissions (210 %) more on average" in told[0]

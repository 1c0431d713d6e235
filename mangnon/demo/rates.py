"""What the synthetic province is made to show, for the province as a whole.

The figures are invented, near what is published of Bình Phước (domain dossier 0.1 and 4.1), and
chosen so that of the 34 targets some are met, some are close and some are missed. Communes differ
around them. `baselines.csv` says what each past year showed, and `rates_of` turns that into rates.
"""

from dataclasses import dataclass, replace
from datetime import date

from mangnon.demo.years import figures_of


@dataclass(frozen=True)
class Rates:
    """Shares are parts of one; rates of death are per live birth; rates of injury per child.

    Injuries, and deaths by injury, are those of the year up to its last known day.
    """

    female: float = 0.475
    sex_unknown: float = 0.001
    ethnicity_unknown: float = 0.002
    disability: float = 0.014
    disability_unknown: float = 0.015
    near_poor: float = 0.03
    poor: float = 0.026
    poverty_unknown: float = 0.01
    registered_under_5: float = 0.984
    registration_unknown: float = 0.003
    registered_older: float = 0.996

    newborn_deaths: float = 0.0086
    infant_deaths: float = 0.0131
    deaths_under_5: float = 0.0168
    other_deaths_a_year: float = 0.00012

    fully_immunised: float = 0.941
    measured: float = 0.93
    stunted: float = 0.206
    underweight: float = 0.086
    obese_rural: float = 0.042
    obese_urban: float = 0.108
    typing_slips: float = 0.004

    injured: float = 0.0049
    fatally_injured: float = 0.000105
    injured_twice: float = 0.04

    in_special_circumstances: float = 0.0101
    supported: float = 0.969
    in_two_groups: float = 0.08

    preschool_at: tuple[float, ...] = (0.993, 0.93, 0.84, 0.31, 0.12)  # aged 5, 4, 3, 2, 1
    enrolled_primary: float = 0.997
    enrolled_lower_secondary: float = 0.984
    enrolled_upper_secondary: float = 0.82
    completed_primary: float = 0.9963
    completed_lower_secondary: float = 0.972
    left_primary: float = 0.0009
    left_lower_secondary: float = 0.0021

    schools_for_a_province: int = 450
    sanitation: float = 0.978
    counselling: float = 0.762
    adapted_facilities: float = 0.522

    communes_child_friendly: float = 84 / 111
    communes_with_play_point: float = 47 / 111

    moved_a_year: float = 0.014
    duplicates: float = 0.015


RATES = Rates()


def rates_of(year: int, today: date, rates: Rates = RATES) -> Rates:
    """Return the rates at which a past year shows its own figures; today's for this year."""
    if year >= today.year:
        return rates
    figures = figures_of(year, today)
    share = {leaf: value / 100 for leaf, value in figures.items()}
    return replace(
        rates,
        registered_under_5=share["14"],
        newborn_deaths=figures["3a"] / 1000,
        infant_deaths=figures["3b"] / 1000,
        deaths_under_5=figures["3c"] / 1000,
        fully_immunised=share["5"],
        stunted=share["4b"],
        underweight=share["4a"],
        obese_rural=share["4c"],
        obese_urban=share["4d"],
        injured=(figures["11a"] - figures["11b"]) / 100_000,
        fatally_injured=figures["11b"] / 100_000,
        in_special_circumstances=share["8a"],
        supported=share["8b"],
        preschool_at=(share["16"], *rates.preschool_at[1:]),
        completed_primary=share["17a"],
        completed_lower_secondary=share["18a"],
        left_primary=share["17b"],
        left_lower_secondary=share["18b"],
        sanitation=share["7"],
        counselling=share["19"],
        adapted_facilities=share["20a"],
        communes_child_friendly=share["1"],
        communes_with_play_point=share["21"],
    )

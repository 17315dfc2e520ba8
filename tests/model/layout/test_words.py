"""The program's own words on a map."""

import pytest

from model.layout import words
from model.records import Duration, Evidence, Metric


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("I lost the morning.", "en", "“I lost the morning.”"),
        ("Das war zu teuer.", "de-AT", "„Das war zu teuer.“"),
        ("C'est trop cher.", "fr", "«\u00a0C'est trop cher.\u00a0»"),
        ("紙で見たいです。", "en", "「紙で見たいです。」"),
        ("أخاف من ورقة ناقصة.", "en", "«أخاف من ورقة ناقصة.»"),
        ("Too dear", "", "“Too dear”"),
    ],
)
def test_words_are_quoted_as_their_script_or_the_map_asks(
    text: str, language: str, quoted: str
) -> None:
    assert words.quoted(text, language) == quoted


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Duration(typical=1, unit="hours"), "1 hour"),
        (Duration(low=2, high=5, unit="days"), "2–5 days"),
        (Duration(high=1, unit="weeks"), "up to 1 week"),
        (Duration(low=3), "3 or more minutes"),
        (Duration(), ""),
    ],
)
def test_how_long_something_takes_is_said_in_words(of: Duration, said: str) -> None:
    assert words.duration(of).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("value", "said"), [(8400, "8,400"), (0.5, "0.5"), (-0.001, "0"), (11.0, "11"), (2.346, "2.35")]
)
def test_figures_are_short(value: float, said: str) -> None:
    assert words.number(value) == said


def test_shares_below_one_percent_keep_a_decimal() -> None:
    assert (words.percent(0.62), words.percent(0.004), words.percent(0)) == ("62%", "0.4%", "0%")


def test_evidence_of_one_kind_is_added_up_and_the_rest_counted() -> None:
    twelve = [Evidence(id="evidence_a", kind="interview", n=8)]
    twelve.append(Evidence(id="evidence_b", kind="interview", n=4))
    twelve.append(Evidence(id="evidence_c", kind="survey", n=212))
    assert words.evidence(twelve).replace("\u00a0", " ") == "12 interviews +1"
    assert words.evidence(twelve[2:]).replace("\u00a0", " ") == "survey, n = 212"


def test_the_title_block_counts_only_what_was_heard_or_seen_from_customers() -> None:
    said = words.heard(
        [
            Evidence(id="evidence_a", kind="interview", n=1),
            Evidence(id="evidence_b", kind="support", n=310),
            Evidence(id="evidence_c", kind="analytics", n=8400),
            Evidence(id="evidence_d", kind="assumption", n=3),
        ]
    )
    assert said.replace("\u00a0", " ") == "1 interview, 310 support contacts"


def test_a_metric_tells_value_unit_and_target() -> None:
    metric = Metric(id="metric_a", name="Found in two minutes", value=93, unit="%", target=95)
    assert words.metric(metric).replace("\u00a0", " ") == "Found in two minutes 93%, target 95%"
    assert words.metric_value(Metric(id="metric_b")) == "–"

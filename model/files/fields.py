"""What every field of the file means, with its unit: said once, for the schema and the docs.

Types, ranges, allowed values and defaults are not repeated here; they are in the records.
"""

_OWNER = "Person who answers for this."
_METRICS = "Metrics that belong to this, in the order shown."
_EVIDENCE = "What this rests on."
_ORDER = (
    "Place among its neighbours: a fractional index, compared as text by code point, ties "
    "broken by id."
)
_DURATION = "How long this takes, start to end."

#: Kind of record or value -> field -> meaning. "file" stands for the top of the file.
FIELDS: dict[str, dict[str, str]] = {
    "File": {
        "format": 'Always "touchline.journey-map".',
        "schema_version": "Version of this format, a whole number.",
        "map": "The map itself. There is one.",
        "stages": "Stretches of the journey, in `order` from left to right.",
        "steps": "Columns of the grid; each belongs to a stage, which has at least one.",
        "lanes": "Rows of the grid, in `order` from top to bottom.",
        "cards": "Whatever stands in the cells, and what waits in the parking lot.",
        "personas": "Those whose journey this is.",
        "feelings": "Scores of personas at steps or cards, from which the curves are drawn.",
        "links": "Flow from card to card where it differs from the order of the cards.",
        "evidence": "Interviews, figures and assumptions that the map rests on.",
        "metrics": "Figures with their targets and history.",
        "actions": "Who does what by when.",
        "votes": "Dots given to cards in rounds of voting.",
        "comments": "Remarks and open questions.",
        "people": "Owners and authors.",
        "assets": "Pictures, embedded.",
        "conflicts": "What a merge could not decide, with all three values.",
    },
    "MapInfo": {
        "title": "What the map is called.",
        "subtitle": "A second line below the title.",
        "description": "What the map shows, in a few sentences.",
        "kind": "The journey as it is (current) or as it is meant to be (future).",
        "maturity": (
            "How far it can be trusted: a sketch, a hypothesis to be tested, or validated."
        ),
        "validated_reason": "Why it is called validated.",
        "scenario": "The situation and the goal with which the journey begins.",
        "starts_when": "What begins the journey.",
        "ends_when": "What ends it.",
        "scope": "What is looked at and what is left out.",
        "language": (
            'Language of its texts, as in BCP 47 ("en", "pt-BR", "ja", "zh-Hans", "zh-Hant", '
            '"ko", "ar", "he", "fa", "th"). It decides which way the map reads, where lines '
            "break and which forms letters have. If it is empty, line breaks and forms are "
            "guessed from the characters, and the map is laid out from left to right."
        ),
        "owner_id": _OWNER,
        "business_goals": "What the organisation wants from this journey.",
        "customer_goals": "What customers want from it.",
        "metric_ids": _METRICS,
        "reviewed_on": "Day of the last review.",
        "next_review": "Day of the next review.",
        "review_every_days": "Days between reviews.",
        "rule_exemptions": "Findings of the health check that have been accepted.",
        "score_weights": "The team's own weights for ranking opportunities.",
        "saved_views": "Named filters.",
        "baseline": "Name of the file this map is compared with: a version, or a map beside it.",
        "version": "What the saved version in this file is called.",
    },
    "Stage": {
        "name": "What the stage is called.",
        "order": _ORDER,
        "description": "What happens in it.",
        "customer_goal": "What customers want to reach here.",
        "business_goal": "What the organisation wants to reach here.",
        "phase": (
            "Part of the life cycle that it belongs to: any text; aware, consider, buy, use, "
            "support, loyal and leave are offered."
        ),
        "owner_id": _OWNER,
        "metric_ids": _METRICS,
        "duration": _DURATION,
    },
    "Step": {
        "stage_id": "Stage that the step belongs to.",
        "name": "What the step is called; the only step of a stage may go without.",
        "order": _ORDER + " Only steps of the same stage are compared.",
        "when": 'When it happens, in words ("two days later").',
        "duration": _DURATION,
        "moment_of_truth": "Whether the relation is won or lost here.",
    },
    "Lane": {
        "name": "What the lane is called.",
        "order": _ORDER,
        "icon": (
            "Name of the icon in front of the name and on the lane's touchpoints, see icons.md; "
            "none if empty or not known."
        ),
        "kind": "What the lane is for; some of the fields below are for one kind only.",
        "aspect": "Customer lanes: what customers do, think or need.",
        "medium": "Channel lanes: how people are met there.",
        "run_by": "Channel lanes: whose channel it is.",
        "measure": "Emotion lanes: what the curve shows.",
        "persona_ids": "Emotion lanes: whose curves are shown; empty for everybody's.",
        "visibility": (
            "Team lanes: frontstage is seen by customers, backstage is behind the line of "
            "visibility, support behind the line of internal interaction."
        ),
        "team": "Team lanes: the team at work.",
        "default_card_kind": "Kind of a new card in this lane; empty for the usual one.",
        "group": "Lanes next to one another with the same text here stand under it as a heading.",
        "collapsed_height": "Height when collapsed, in points; null if it is not collapsed.",
    },
    "Card": {
        "kind": "What the card is; some of the fields below are for one kind only.",
        "step_id": "Column that it stands in; with `lane_id` empty too, the parking lot.",
        "lane_id": "Row that it stands in.",
        "until_step_id": "Last column that it spans; empty for just its own.",
        "until_lane_id": "Last row that it spans; empty for just its own.",
        "order": (
            "Place within the whole step, over all lanes, so that touchpoints have a sequence: "
            "a fractional index, compared as text by code point, ties broken by id."
        ),
        "title": "The card's text.",
        "body": "More about it, in plain text.",
        "tags": "Free words to filter by.",
        "icon": "Name of a touchpoint's icon, see icons.md; the lane's if empty or not known.",
        "url": "A link to more, with http, https or mailto.",
        "owner_id": _OWNER,
        "persona_ids": "Whose card it is; empty for everybody's.",
        "evidence_ids": _EVIDENCE,
        "metric_ids": _METRICS + " A metric card shows the first.",
        "asset_ids": "Pictures on it.",
        "mentions": "How many people said so.",
        "private": "Whether it is left out of redacted editions.",
        "moment_of_truth": "Whether the relation is won or lost here.",
        "duration": _DURATION,
        "wait": "How long customers wait before it.",
        "occurred_at": "Maps of one real case: when it happened, ISO 8601 date, or date and time.",
        "status": "Touchpoints: how it stands; empty if that was not looked at.",
        "initiator": "Touchpoints: who begins the contact.",
        "handled_by": "Touchpoints: who or what is met there.",
        "device": "Touchpoints: what customers use.",
        "severity": "Pains: how bad it is, 1 a nuisance to 5 the end of the journey.",
        "frequency": "Pains: how often it happens, 1 rarely to 5 nearly always.",
        "affected": "Pains: share of the customers who meet it, 0 to 1.",
        "strength": "Gains: how good it is, 1 to 5.",
        "about_ids": "Pains and gains: the records that they are about.",
        "who": "Quotes: who said it, as far as that may be told.",
        "impact": "Opportunities: what it would bring, 1 little to 5 very much.",
        "effort": "Opportunities: what it would take, 1 little to 5 very much.",
        "opportunity_status": "Opportunities: how far it has come.",
        "due": "Opportunities: the day by which it is to be done.",
        "addresses_ids": "Opportunities: the pains, needs and others that it answers.",
        "expected": "Opportunities: the effect that is expected.",
        "measured": "Opportunities: the effect that was measured.",
        "supports_ids": "Activities of a team: the cards that they make possible.",
    },
    "Persona": {
        "name": "What the persona is called.",
        "role": "On which side the persona stands.",
        "segment": "Part of the market that it stands for.",
        "goals": "What the persona wants to reach.",
        "needs": "What it needs for that.",
        "motivations": "What drives it.",
        "frustrations": "What annoys it.",
        "quote": "A sentence that it would say.",
        "colour": (
            'Name of its colour, see icons.md, or any colour as "#rrggbb"; one by its place '
            "among the personas if empty or not known."
        ),
        "face": "Shape of its mark, so that personas differ without colour too.",
        "asset_id": "A portrait.",
        "order": _ORDER,
        "share": "Share of the customers like this, 0 to 1.",
        "attributes": "Facts like age or job.",
        "evidence_ids": _EVIDENCE,
        "reviewed_on": "Day of the last review.",
    },
    "Feeling": {
        "persona_id": "Whose feeling it is; empty for customers at large.",
        "step_id": "Step that is scored; empty if a card is.",
        "card_id": "Card that is scored; a step's own score goes before its cards'.",
        "curve": "Whether it belongs to the curve as it is or as it is meant to be.",
        "measure": "What is scored.",
        "score": "The score: -2 very bad, 0 neutral, +2 very good.",
        "word": 'The feeling in a word ("anxious").',
        "note": "Why, in plain text.",
        "evidence_ids": _EVIDENCE,
        "n": "How many people the score comes from.",
        "low": "Lowest score among them.",
        "high": "Highest score among them.",
    },
    "Link": {
        "source_id": "Card that the flow leaves; empty for an entry from outside.",
        "target_id": "Card that the flow reaches; empty for a drop-off.",
        "label": "Text on the line.",
        "reason": "Why people go this way.",
        "share": "Share of those at the source who go this way, 0 to 1.",
        "wait": "How long that takes.",
        "persona_ids": "Who goes this way; empty for everybody.",
    },
    "Evidence": {
        "kind": (
            "Heard or seen from customers: interview, survey, observation, support, social, "
            "review. Behaviour data: analytics, sensor, transaction. Internal: workshop, "
            "assumption."
        ),
        "title": "What it is called.",
        "source": "Where it comes from.",
        "url": "Where it can be read, with http, https or mailto.",
        "date": "When it was gathered.",
        "n": "How many people or events it covers.",
        "finding": "What it says.",
    },
    "Metric": {
        "name": "What is measured.",
        "unit": 'Unit of all its figures, as shown behind them ("%", "min").',
        "value": "The newest value, in `unit`.",
        "target": "The value aimed at, in `unit`.",
        "better": "Which way is better.",
        "date": "Day of the newest value.",
        "series": "Earlier values, oldest first.",
        "persona_id": "Persona that it is about; empty for everybody.",
        "evidence_ids": _EVIDENCE,
    },
    "Action": {
        "title": "What is to be done.",
        "about_ids": "Records that it is about.",
        "owner_id": "Person who does it.",
        "due": "Day by which it is to be done.",
        "status": "How far it has come.",
        "done_on": "Day on which it was done.",
    },
    "Vote": {
        "round": "Name of the round of voting.",
        "card_id": "Card that was voted for.",
        "count": "Number of dots.",
    },
    "Comment": {
        "about_id": "Record that it is about; empty for the whole map.",
        "author_id": "Person who wrote it.",
        "date": "When it was written: ISO 8601 day, or day and time.",
        "text": "What it says, in plain text.",
        "resolved": "Whether it has been dealt with.",
    },
    "Person": {
        "name": "The person's name.",
        "initials": "Letters for small marks; empty to take them from the name.",
        "team": "Team that the person works in.",
    },
    "Asset": {
        "media_type": "How the picture is encoded.",
        "data": "The bytes in base64: at most 1024 pixels a side, 512 KB each, 8 MB a map.",
    },
    "Conflict": {
        "about_id": "Record that the two edits do not agree about.",
        "field": "Field of it; empty for the whole record.",
        "base": "Value before both edits, as JSON text; empty if there was none.",
        "ours": "Value after our edit, as JSON text; empty if it was removed.",
        "theirs": "Value after their edit, as JSON text; empty if it was removed.",
        "base_label": "What the common ancestor was called in the merge.",
        "ours_label": "What our side was called.",
        "theirs_label": "What their side was called.",
    },
    "Duration": {
        "low": "Shortest, in `unit`.",
        "typical": "Usual, in `unit`.",
        "high": "Longest, in `unit`.",
        "unit": "Unit of all three figures.",
    },
    "Attribute": {"name": 'What it is about ("Age").', "value": 'What it is ("34").'},
    "Exemption": {
        "rule": "Name of the rule that does not apply.",
        "about": "Record that it does not apply to; empty for the whole map.",
        "reason": "Why not.",
    },
    "Weight": {
        "criterion": "What is scored.",
        "weight": "How much it counts beside the others.",
    },
    "SavedView": {
        "name": "What the filter is called.",
        "text": "Words that must be found; empty for any.",
        "kinds": "Kinds of cards to show; empty for all.",
        "persona_ids": "Personas whose cards to show; empty for all.",
        "owner_ids": "Owners whose cards to show; empty for all.",
        "tags": "Tags to show; empty for all.",
        "evidence_kinds": "Kinds of evidence that cards must rest on; empty for any.",
        "severity_from": "Least severity of the pains to show; null for any.",
    },
    "VersionLabel": {
        "label": "Name of the version.",
        "note": "What is new in it.",
        "author": "Who saved it.",
        "date": "Day on which it was saved.",
        "reason": "Why it was saved.",
    },
    "Reading": {
        "date": "When it was measured.",
        "value": "What was measured, in the metric's unit.",
    },
}

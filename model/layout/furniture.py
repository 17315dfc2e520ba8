"""What stands around the grid: title and personas above it, legend and title block below."""

from model.change import JourneyMap
from model.layout import footer, header
from model.layout.index import Index
from model.layout.memo import Memo
from model.layout.scene import Placed, snap
from model.layout.setting import Setting
from model.layout.stacks import Feature
from model.records import Evidence


def above(
    journey: JourneyMap,
    index: Index,
    features: set[Feature],
    width: float,
    setting: Setting,
    memo: Memo,
) -> tuple[tuple[Placed, ...], float]:
    """Title and personas over a grid so wide, in px, and where what follows begins."""
    m, info = setting.measures, journey.info
    heard = sum(sort == "heard" for sort, _ in features)
    of = sum(sort == "touchpoint" for sort, _ in features)
    title = memo.get(
        "furniture", "title",
        (info, heard, of, width, setting.marks.get("map"),
         *(journey.records.get(i) for i in info.metric_ids)),
        lambda: header.title(journey, heard, of, width, setting),
    )  # fmt: skip
    y = m.margin + title.bounds.h
    placed = [Placed(m.margin, m.margin, title)]
    shown = (*setting.personas, *index.gone_personas)
    if shown:
        marked = tuple(setting.marks.get(p.id) for p in shown) if setting.marks else ()
        evidence = tuple(
            journey.records.get(i) for p in shown for i in (p.asset_id, *p.evidence_ids)
        )
        people = memo.get(
            "furniture", "personas", (*shown, *evidence, width, marked),
            lambda: header.personas(journey, width, setting, index.gone_personas),
        )  # fmt: skip
        placed.append(Placed(m.margin, y, people))
        y += people.bounds.h
    return tuple(placed), y + m.pad


def below(
    journey: JourneyMap,
    index: Index,
    features: set[Feature],
    any_routes: bool,
    sheet: str,
    shown: str,
    y: float,
    width: float,
    setting: Setting,
    memo: Memo,
) -> tuple[tuple[Placed, ...], float]:
    """Legend and title block under a grid that ends at `y`, and where the Scene ends.

    `sheet` and `shown` are told in the title block (`model.layout.build.View`).
    """
    m, info = setting.measures, journey.info
    y += m.pad * 3
    rests_on = tuple(e for e in journey.all(Evidence) if e.id not in index.gone)
    block = memo.get(
        "furniture", "title block",
        (info, journey.records.get(info.owner_id), sheet, shown, width, *rests_on),
        lambda: footer.title_block(journey, rests_on, sheet, shown, width, setting),
    )  # fmt: skip
    explained = tuple(footer.entries(features, any_routes))
    beside = width - block.bounds.w - m.pad * 4
    alone = beside < m.column * 2
    legend = memo.get(
        "furniture", "legend", (explained, width if alone else beside),
        lambda: footer.legend(features, any_routes, width if alone else beside, setting),
    )  # fmt: skip
    under = y + legend.bounds.h + m.pad * 2 if alone else y
    placed = (
        Placed(m.margin, y, legend),
        Placed(snap(m.margin + width - block.bounds.w), under, block),
    )
    end = under + max(block.bounds.h, 0.0 if alone else legend.bounds.h)
    return placed, end + m.margin

"""Random edits for laws: any edit that the program has, at records that are there or gone."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from model.change import Change, JourneyMap
from model.clips import take
from model.edits import (
    actions,
    assets,
    cards,
    combine,
    details,
    feelings,
    fields,
    lanes,
    links,
    many,
    paste,
    paste_grid,
    paste_grounds,
    personas,
    removing,
    replacing,
    shift,
    stages,
    views,
    votes,
)
from model.edits.common import EditError
from model.ids import Ids
from model.records import (
    Action,
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Persona,
    Record,
    SavedView,
    Stage,
    Step,
)
from model.references import mentions, reference_fields
from model.searching import Query
from tests.sample import sample
from tests.strategies import BITMAPS, days, field_values, texts


class Hand:
    """Draws what an edit needs: ids of the map, or of nothing; now and then of the wrong kind."""

    def __init__(self, draw: st.DrawFn, of: JourneyMap, ids: Ids) -> None:
        self.draw = draw
        self.map = of
        self.ids = ids

    def some(self, *kinds: type[Record]) -> str:
        """The id of a record of one of these kinds, if there is one."""
        found = [i for i, r in self.map.records.items() if isinstance(r, kinds)]
        if not found or self.draw(st.integers(0, 30)) == 0:
            found = [*self.map.records, "gone_1"]
        return self.draw(st.sampled_from(found))

    def maybe(self, *kinds: type[Record]) -> str:
        """As `some`, or none."""
        return self.some(*kinds) if self.draw(st.booleans()) else ""

    def many(self, *kinds: type[Record]) -> list[str]:
        """Some ids, the same one twice perhaps."""
        return [self.some(*kinds) for _ in range(self.draw(st.integers(1, 3)))]

    def cell(self) -> tuple[str, str]:
        """A step and a lane, or the parking lot."""
        if self.draw(st.integers(0, 4)) == 0:
            return "", ""
        return self.some(Step), self.some(Lane)

    def target(self) -> paste.Target:
        """Where to paste."""
        return paste.Target(*self.cell(), self.maybe(Card))

    def held(self) -> tuple[str, str, str]:
        """A card, one of its fields and an id that is in it, if any is."""
        found = [
            (card.id, name, i)
            for card in self.map.all(Card)
            for name, i in mentions(card)
            if name.endswith("_ids")
        ]
        return self.draw(st.sampled_from(found or [("gone_1", "about_ids", "gone_2")]))

    def key(self) -> tuple[str, str, str, str]:
        """The persona, place, curve and measure of some score."""
        feeling = self.map.get(self.some(Feeling), Feeling) or Feeling(id="feeling_0")
        at_id = feeling.step_id or feeling.card_id
        return feeling.persona_id, at_id, feeling.curve, feeling.measure

    def fields(self, kind: type[Record]) -> dict[str, Any]:
        """Values for some of the fields of that kind."""
        chosen = self.draw(
            st.lists(st.sampled_from([n for n in kind.model_fields if n != "id"]), max_size=3)
        )
        result: dict[str, Any] = {}
        for name in chosen:
            kinds = reference_fields(kind).get(name)
            field = kind.model_fields[name]
            if kinds is None:
                result[name] = self.draw(field_values(kind, name))
            else:
                right = [
                    i for i, r in self.map.records.items() if r.kind_name in kinds or "*" in kinds
                ]
                one = st.sampled_from(right or ["gone_1"])
                several = st.lists(one, max_size=3).map(tuple)
                result[name] = self.draw(one if field.annotation is str else several)
        return result


def _plain(hand: Hand, kind: type[Record], *but: str) -> dict[str, Any]:
    return {n: v for n, v in hand.fields(kind).items() if n not in (*but, "order")}


_ANY = (Record,)

#: Every public edit, with arguments drawn.
#: With names that the sample has, new ones, empty ones and ones that come again.
TABLES: tuple[paste.Table, ...] = (
    (("", "compare", "", "Pay here", "Buy"), ("Web", "a", "b", "c", ""), ("", "d", "", "", "e")),
    (("Shop", "f", "g"), ("Partners", "", "h"), ("Shop", "i", "")),
    (("", ""), ("", "j")),
)

EDITS: dict[str, Callable[[Hand, JourneyMap], Change]] = {
    "add_stage": lambda h, m: stages.add_stage(
        m, h.ids, "New", h.maybe(Stage), **_plain(h, Stage, "name")
    ),
    "add_step": lambda h, m: stages.add_step(
        m, h.some(Stage), h.ids, "", h.maybe(Step), **_plain(h, Step, "name", "stage_id")
    ),
    "move_stage": lambda h, m: stages.move_stage(m, h.some(Stage), h.maybe(Stage)),
    "move_step": lambda h, m: stages.move_step(m, h.some(Step), h.some(Stage), h.maybe(Step)),
    "split_stage": lambda h, m: stages.split_stage(
        m, h.some(Step), h.ids, **_plain(h, Stage, "name")
    ),
    "merge_stage": lambda h, m: stages.merge_stage_with_next(m, h.some(Stage)),
    "delete_stage": lambda h, m: removing.remove(
        m, h.some(Stage), park_cards=h.draw(st.booleans())
    ),
    "delete_step": lambda h, m: removing.remove(m, h.some(Step), park_cards=h.draw(st.booleans())),
    "add_lane": lambda h, m: lanes.add_lane(
        m, h.ids, "New", h.maybe(Lane), **_plain(h, Lane, "name")
    ),
    "move_lane": lambda h, m: lanes.move_lane(m, h.some(Lane), h.maybe(Lane)),
    "change_lanes": lambda h, m: lanes.change_lanes(
        m, {h.some(Lane): {"kind": h.draw(st.sampled_from(("channel", "emotion", "team")))}}
    ),
    "fold_lanes": lambda h, m: lanes.fold_lanes(m, h.some(Lane), h.some(Lane)),
    "delete_lane": lambda h, m: removing.remove(m, h.some(Lane), park_cards=h.draw(st.booleans())),
    "add_card": lambda h, m: cards.add_card(
        m, h.ids, *h.cell(), h.maybe(Card), **_plain(h, Card, "step_id", "lane_id")
    ),
    "add_card_after": lambda h, m: cards.add_card_after(
        m, h.some(Card), h.ids, h.maybe(Lane), **_plain(h, Card, "step_id", "lane_id")
    ),
    "move_cards": lambda h, m: cards.move_cards(m, h.many(Card), *h.cell(), h.maybe(Card)),
    "park_cards": lambda h, m: cards.park_cards(m, *h.many(Card)),
    "start_at": lambda h, m: cards.start_at(m, h.some(Card), h.some(Step)),
    "set_span": lambda h, m: cards.set_span(m, h.some(Card), h.maybe(Step), h.maybe(Lane)),
    "change_kind": lambda h, m: cards.change_kind(m, h.many(Card), "pain"),
    "duplicate_cards": lambda h, m: cards.duplicate_cards(m, h.many(Card), h.ids),
    "delete_cards": lambda h, m: cards.delete_cards(m, *h.many(Card)),
    "combine_cards": lambda h, m: combine.combine_cards(m, h.many(Card)),
    "set_feeling": lambda h, m: feelings.set_feeling(
        m, h.maybe(Persona), h.some(Step, Card), h.draw(st.sampled_from([-2, 0.5, 3])), word="hm"
    ),
    "clear_feeling": lambda h, m: feelings.clear_feeling(m, *h.key()),
    "connect": lambda h, m: links.connect(
        m, h.some(Card), h.some(Card), h.ids, **_plain(h, Link, "source_id", "target_id")
    ),
    "add_entry": lambda h, m: links.add_entry(m, h.some(Card), h.ids, label="in"),
    "add_drop_off": lambda h, m: links.add_drop_off(m, h.some(Card), h.ids, reason="price"),
    "reconnect": lambda h, m: links.reconnect(m, h.some(Link), h.maybe(Card), h.maybe(Card)),
    "remove_links": lambda h, m: links.remove_links(m, *h.many(Link)),
    "add_persona": lambda h, m: personas.add_persona(
        m, h.ids, "New", h.maybe(Persona), **_plain(h, Persona, "name")
    ),
    "move_persona": lambda h, m: personas.move_persona(m, h.some(Persona), h.maybe(Persona)),
    "delete_persona": lambda h, m: personas.delete_persona(
        m, h.some(Persona), h.draw(st.booleans())
    ),
    "add_evidence": lambda h, m: details.add_evidence(
        m, h.ids, *h.many(Card), **_plain(h, Evidence)
    ),
    "add_metric": lambda h, m: details.add_metric(
        m, h.ids, *h.many(Card, Stage, MapInfo), **_plain(h, Metric)
    ),
    "attach": lambda h, m: details.attach(m, h.some(Card), "about_ids", *h.many(*_ANY)),
    "detach": lambda h, m: details.detach(m, *h.held()),
    "add_reading": lambda h, m: details.add_reading(m, h.some(Metric), 3, h.draw(days)),
    "add_action": lambda h, m: details.add_action(
        m, h.ids, "Ask them", **_plain(h, Action, "title")
    ),
    "actions_from": lambda h, m: actions.actions_from(m, h.many(Card), h.ids),
    "typed_action": lambda h, m: actions.typed_action(m, f"{h.draw(texts)} @mia", h.ids),
    "set_status": lambda h, m: actions.set_status(
        m, h.some(Action), h.draw(st.sampled_from(actions.STATUSES)), date(2026, 11, 22)
    ),
    "set_owner": lambda h, m: actions.set_owner(m, h.some(Action), h.draw(texts), h.ids),
    "find_or_make_person": lambda h, m: details.find_or_make_person(m, h.draw(texts), h.ids)[1],
    "set_votes": lambda h, m: votes.set_votes(
        m, h.draw(st.sampled_from(["", "1", "2"])), h.some(Card), h.draw(st.integers(-1, 3))
    ),
    "add_votes": lambda h, m: votes.add_votes(m, "1", h.some(Card), h.draw(st.integers(-2, 3))),
    "clear_round": lambda h, m: votes.clear_round(m, h.draw(st.sampled_from(["", "1", "2"]))),
    "add_comment": lambda h, m: details.add_comment(m, h.some(*_ANY), h.draw(texts), h.ids),
    "resolve_comment": lambda h, m: details.resolve_comment(m, h.some(Comment)),
    "add_asset": lambda h, m: assets.add_asset(m, h.draw(st.sampled_from(BITMAPS))),
    "shift_cards": lambda h, m: shift.shift_cards(
        m, h.many(Card), h.draw(st.integers(-2, 2)), h.draw(st.integers(-2, 2))
    ),
    "attach_to_all": lambda h, m: many.attach_to_all(m, h.many(Card), "about_ids", *h.many(*_ANY)),
    "detach_from_all": lambda h, m: many.detach_from_all(m, h.many(Card), *h.held()[1:]),
    "tag_all": lambda h, m: many.tag_all(m, h.many(Card), add=("new",), remove=("price",)),
    "place_all": lambda h, m: many.place_all(m, h.many(Card), h.maybe(Step), h.maybe(Lane)),
    "replace_words": lambda h, m: (
        replacing.replace_words(
            m, h.many(*_ANY), Query(h.draw(st.sampled_from("aeit"))), "O"
        ).change
    ),
    "paste_clip": lambda h, m: (
        paste.paste_clip(
            m, take(h.draw(st.sampled_from([m, sample()])), h.many(Card)), h.ids, h.target()
        ).change
    ),
    "paste_text": lambda h, m: (
        paste.paste_text(m, h.draw(texts | st.just("a\tb\tc\nd\te\t")), h.ids, h.target()).change
    ),
    "paste_grid": lambda h, m: (
        paste_grid.paste_grid(
            m,
            h.draw(st.sampled_from(TABLES)),
            h.ids,
            h.target(),
            paste_grounds.Names(h.draw(st.booleans()), h.draw(st.booleans())),
        ).change
    ),
    "paste_one": lambda h, m: paste.paste_one(m, h.draw(texts), h.ids, h.target()).change,
    "paste_picture": lambda h, m: (
        paste.paste_picture(m, h.draw(st.sampled_from(BITMAPS)), h.ids, h.target()).change
    ),
    "save_view": lambda h, m: views.save_view(m, SavedView(text="queue"), h.draw(texts)),
    "rename_view": lambda h, m: views.rename_view(m, h.draw(st.integers(-1, 2)), h.draw(texts)),
    "delete_view": lambda h, m: views.delete_view(m, h.draw(st.integers(-1, 2))),
    "set_fields": lambda h, m: _set_fields(h, m, h.some(*_ANY)),
    "remove": lambda h, m: removing.remove(m, *h.many(*_ANY), park_cards=h.draw(st.booleans())),
}


def _set_fields(hand: Hand, of: JourneyMap, record_id: str) -> Change:
    record = of.records.get(record_id)
    return fields.set_fields(of, record_id, **(hand.fields(type(record)) if record else {}))


@st.composite
def edits(draw: st.DrawFn, of: JourneyMap, number: int = 0) -> Change:
    """The change of one edit, empty where the edit could not be made.

    Give each edit of one run another `number`, so that their new ids differ.
    """
    name = draw(st.sampled_from(sorted(EDITS)))
    try:
        return EDITS[name](Hand(draw, of, Ids(Random(number))), of)
    except EditError:
        return {}

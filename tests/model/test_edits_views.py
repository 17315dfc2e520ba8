"""Saved views: kept under a name, renamed, deleted; every edit can be taken back."""

import pytest

from model.change import JourneyMap, apply, invert
from model.edits.common import EditError
from model.edits.personas import delete_persona
from model.edits.views import delete_view, rename_view, save_view, view_at
from model.records import MapInfo, Persona, SavedView, create

PAINS = SavedView(kinds=("pain",), persona_ids=("persona_m",))


@pytest.fixture
def of() -> JourneyMap:
    info = create(MapInfo, saved_views=(SavedView(name="Money", text="price"),))
    return JourneyMap((info, create(Persona, id="persona_m", name="Mara")))


def names(of: JourneyMap) -> list[str]:
    return [view.name for view in of.info.saved_views]


def test_a_filter_is_kept_under_its_name(of: JourneyMap) -> None:
    change = save_view(of, PAINS, "  Pains \n of Mara ")
    after = apply(change, of)
    assert names(after) == ["Money", "Pains of Mara"]
    assert after.info.saved_views[1].kinds == ("pain",)
    assert apply(invert(change), after) == of


def test_a_name_that_is_taken_is_that_filter_from_now_on(of: JourneyMap) -> None:
    after = apply(save_view(of, PAINS, "money"), of)
    assert names(after) == ["money"]
    assert after.info.saved_views[0].kinds == ("pain",)
    assert save_view(after, PAINS, "money") == {}


def test_a_view_needs_a_name_of_its_own(of: JourneyMap) -> None:
    with pytest.raises(EditError, match="needs a name"):
        save_view(of, PAINS, "  ")
    two = apply(save_view(of, PAINS, "Pains"), of)
    with pytest.raises(EditError, match="called “PAINS” already"):
        rename_view(two, 0, "PAINS")
    assert names(apply(rename_view(two, 1, "PAINS"), two)) == ["Money", "PAINS"]


def test_a_view_keeps_what_a_newer_version_wrote_in_it(of: JourneyMap) -> None:
    odd = SavedView.model_validate({"name": "Odd", "stars": 3})
    after = apply(save_view(of, odd, "Odd"), of)
    after = apply(rename_view(after, 1, "Even"), after)
    assert (after.info.saved_views[1].__pydantic_extra__ or {}) == {"stars": 3}


def test_a_view_is_deleted_and_others_stay(of: JourneyMap) -> None:
    two = apply(save_view(of, PAINS, "Pains"), of)
    assert names(apply(delete_view(two, 0), two)) == ["Pains"]
    assert view_at(two, "pains") == 1
    assert view_at(two, "gone") == -1
    with pytest.raises(EditError, match="not on the map"):
        delete_view(two, 2)
    with pytest.raises(EditError, match="not on the map"):
        rename_view(two, -1, "New")


def test_a_persona_that_goes_leaves_the_views_that_name_it(of: JourneyMap) -> None:
    two = apply(save_view(of, PAINS, "Pains"), of)
    after = apply(delete_persona(two, "persona_m"), two)
    assert after.info.saved_views[1].persona_ids == ()
    assert after.info.saved_views[1].kinds == ("pain",)

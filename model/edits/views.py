"""Saved views: filters of a map that have a name and are kept with it."""

from model.change import Change, JourneyMap
from model.edits.common import EditError, changing, with_fields
from model.records import SavedView, evolve


def view_at(of: JourneyMap, name: str) -> int:
    """The place of the saved view of that name, whatever its case; -1 if there is none.

    Where two differ in case alone, as after a merge, it is the one of the very name.
    """
    wanted = _key(name)
    found = [(n, view) for n, view in enumerate(of.info.saved_views) if _key(view.name) == wanted]
    return next((n for n, view in found if view.name == name), found[0][0] if found else -1)


def save_view(to: JourneyMap, view: SavedView, name: str) -> Change:
    """Keep a filter under a name; one that has the name already is replaced.

    Raises:
        EditError: it has no name.
    """
    name = _named(name)
    views = list(to.info.saved_views)
    at = view_at(to, name)
    if at < 0:
        return _with(to, [*views, evolve(view, name=name)])
    views[at] = evolve(view, name=name)
    return _with(to, views)


def rename_view(to: JourneyMap, at: int, name: str) -> Change:
    """Another name for the saved view at a place.

    Raises:
        EditError: it is gone, the new name is empty, or another view has it.
    """
    name, view = _named(name), _view(to, at)
    if view_at(to, name) not in (-1, at):
        raise EditError(f"Another view is called “{name}” already.")
    views = list(to.info.saved_views)
    views[at] = evolve(view, name=name)
    return _with(to, views)


def delete_view(to: JourneyMap, at: int) -> Change:
    """Without the saved view at a place.

    Raises:
        EditError: it is gone.
    """
    gone = _view(to, at)
    return _with(to, [view for view in to.info.saved_views if view is not gone])


def _view(of: JourneyMap, at: int) -> SavedView:
    views = of.info.saved_views
    if not 0 <= at < len(views):
        raise EditError("This view is not on the map any more.")
    return views[at]


def _with(to: JourneyMap, views: list[SavedView]) -> Change:
    return changing(to, with_fields(to.info, saved_views=tuple(views)))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise EditError("A view needs a name.")
    return name


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()

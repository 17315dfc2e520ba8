"""Circles in a relation: who can be reached from itself."""

from collections.abc import Iterable, Iterator, Mapping


def circles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Groups of two or more whose members all lead to one another, each sorted, in order.

    These are the strongly connected components, found in linear time by Kosaraju's two
    walks: nodes in the order of their finishing, then backwards from the last.
    """
    inner = {
        node: [n for n in targets if n != node and n in edges] for node, targets in edges.items()
    }
    if not any(inner.values()):
        return []
    back: dict[str, list[str]] = {node: [] for node in inner}
    for node, targets in inner.items():
        for target in targets:
            back[target].append(node)
    seen: set[str] = set()
    finished = [n for node in inner if node not in seen for n in _walk(node, inner, seen)]
    seen = set()
    groups = [
        tuple(sorted(_walk(node, back, seen))) for node in reversed(finished) if node not in seen
    ]
    return sorted(group for group in groups if len(group) > 1)


def _walk(start: str, edges: Mapping[str, list[str]], seen: set[str]) -> Iterator[str]:
    """Everything not yet seen that `start` leads to, each after what it leads to."""
    seen.add(start)
    stack = [(start, iter(edges[start]))]
    while stack:
        node, targets = stack[-1]
        following = next((t for t in targets if t not in seen), None)
        if following is None:
            stack.pop()
            yield node
        else:
            seen.add(following)
            stack.append((following, iter(edges[following])))


def closing_edges(
    members: Iterable[str], edges: Mapping[str, Iterable[str]]
) -> list[tuple[str, str]]:
    """Edges without which the members of a circle lead round no more.

    Walking from the smallest id, these are the ones that come back to where the walk is.
    """
    inside = dict.fromkeys(sorted(members))
    inner = {node: [n for n in edges[node] if n != node and n in inside] for node in inside}
    closing: list[tuple[str, str]] = []
    done: set[str] = set()
    for start in inside:
        if start in done:
            continue
        path = {start: iter(inner[start])}
        while path:
            node = next(reversed(path))
            following = next(path[node], None)
            if following is None:
                done.add(node)
                del path[node]
            elif following in path:
                closing.append((node, following))
            elif following not in done:
                path[following] = iter(inner[following])
    return closing

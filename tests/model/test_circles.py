from hypothesis import given
from hypothesis import strategies as st

from model.circles import circles, closing_edges

graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=4), max_size=6
)


def reachable(start: str, edges: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(edges.get(start, []))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges.get(node, [])
    return found


def test_a_chain_is_no_circle() -> None:
    assert circles({}) == []
    assert circles({"a": ["b"], "b": ["c"], "c": ["d"]}) == []
    assert circles({"a": ["a"]}) == [], "itself does not count"


def test_each_circle_is_told_once_in_order() -> None:
    edges = {"d": ["c"], "c": ["d", "a"], "b": ["a", "x"], "a": ["b"], "x": []}
    assert circles(edges) == [("a", "b"), ("c", "d")]


def test_circles_that_share_a_member_are_one() -> None:
    assert circles({"a": ["b"], "b": ["a", "c"], "c": ["b"]}) == [("a", "b", "c")]


def test_a_circle_of_thousands_is_found() -> None:
    ring = {str(n): [str((n + 1) % 5000)] for n in range(5000)}
    assert [len(group) for group in circles(ring)] == [5000]
    assert len(closing_edges(ring, ring)) == 1


@given(graphs)
def test_members_of_a_circle_are_those_who_reach_one_another(edges: dict[str, list[str]]) -> None:
    reach = {node: reachable(node, edges) for node in edges}
    found = {frozenset(group) for group in circles(edges)}
    wanted = {
        frozenset(b for b in edges if b == a or (b in reach[a] and a in reach[b])) for a in edges
    }
    assert found == {group for group in wanted if len(group) > 1}


@given(graphs)
def test_without_its_closing_edges_nothing_leads_round(edges: dict[str, list[str]]) -> None:
    closing = {edge for group in circles(edges) for edge in closing_edges(group, edges)}
    left = {a: [b for b in targets if (a, b) not in closing] for a, targets in edges.items()}
    assert circles(left) == []


def test_only_the_edge_that_comes_back_is_closing() -> None:
    edges = {"a": ["b", "c"], "b": ["c"], "c": ["a", "x"]}
    assert closing_edges(["c", "b", "a"], edges) == [("c", "a")]

"""Where things stand in a file's text."""

from model.files.reader import lines_of

MAP = '{\n  "map": {"title": "A"},\n  "cards": {\n    "card_a": {"title": "B"}\n  }\n}\n'


def test_a_field_that_is_not_there_is_told_by_its_record_and_a_lost_record_not_at_all() -> None:
    paths = [("cards", "card_a", "title"), ("cards", "card_a", "kind"), ("cards", "card_b")]
    assert lines_of(MAP, paths) == {paths[0]: 4, paths[1]: 4}

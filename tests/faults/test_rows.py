"""What can go wrong with a map, row by row, and the tests that let it go wrong.

The numbers are those in the table at the end of a run. The rows that are missing belong to
parts that are still to come.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_HOSTILE = "faults/test_hostile.py::test_no_file_of_the_hostile_corpus_harms_the_program"

#: Number: what goes wrong, and the tests that show what happens then.
ROWS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: (
        "killed at any call of a save, or the plug is pulled",
        (
            "faults/test_kills.py::test_killed_by_strace_at_each_call_of",
            "faults/test_kills.py::test_killed_by_the_shim_at_each_call_of",
            "faults/test_random_kills.py"
            "::test_killed_at_a_random_moment_it_loses_nothing_that_it_had_told",
            "faults/test_pulled_plug.py"
            "::test_no_moment_at_which_the_power_may_go_loses_what_was_saved_in",
        ),
    ),
    2: (
        "killed while a change is kept, a map is recovered or migrated",
        (
            "faults/test_kills.py::test_killed_by_strace_at_each_call_of",
            "faults/test_random_kills.py"
            "::test_killed_at_a_random_moment_it_loses_nothing_that_it_had_told",
            "app/test_window_recovery.py::test_recovering_can_be_interrupted_and_done_again",
        ),
    ),
    3: (
        "disk or share full, short write, limit on files",
        (
            "faults/test_full_disk.py::test_on_a_full_disk_of_64_kb_nothing_is_lost",
            "faults/test_full_disk.py"
            "::test_an_account_that_may_write_small_files_only_loses_nothing_in",
            "faults/test_errors.py::test_a_disk_that_is_full_at_any_byte_is_no_loss_in",
            "app/test_window_files.py::test_a_save_that_fails_says_why_and_offers_another_place",
        ),
    ),
    4: (
        "any other error, at any call",
        (
            "faults/test_errors.py::test_no_error_at_any_call_is_a_silent_loss_in",
            "faults/test_errors.py::test_an_error_from_the_system_itself_is_none_either_in",
            "model/files/test_atomic.py"
            "::test_a_failure_leaves_the_old_file_no_litter_and_one_clear_message",
        ),
    ),
    5: (
        "a file or folder that can only be read",
        (
            "faults/test_accounts.py"
            "::test_what_may_not_be_written_is_refused_at_once_with_the_old_file_intact",
            "app/test_window_files.py"
            "::test_a_map_that_cannot_be_saved_where_it_is_offers_another_place",
        ),
    ),
    6: (
        "links, mode and owner",
        (
            "model/files/test_atomic.py::test_a_link_stays_a_link_and_its_file_is_replaced",
            "model/files/test_atomic.py"
            "::test_another_hard_link_keeps_the_old_content_as_the_documentation_says",
            "model/files/test_atomic.py::test_the_mode_is_kept",
            "model/files/test_atomic.py::test_owner_and_group_are_kept_as_far_as_allowed",
            "faults/test_accounts.py"
            "::test_a_foreign_file_that_all_may_write_is_saved_with_its_mode",
        ),
    ),
    7: (
        "changed on disk, checked out, deleted, renamed, drive gone while open",
        (
            "app/test_window_outside.py"
            "::test_what_somebody_else_saves_is_shown_at_once_where_nothing_was_edited",
            "app/test_window_outside.py"
            "::test_where_both_edited_it_is_said_and_brought_together_when_wanted",
            "app/test_window_outside.py"
            "::test_saving_over_somebody_elses_work_asks_first_and_then_saves_both",
            "app/test_window_outside.py"
            "::test_a_checkout_of_another_branch_is_shown_and_so_is_the_way_back",
            "app/test_window_outside.py"
            "::test_a_file_that_is_deleted_leaves_the_map_here_to_be_saved_again",
            "app/test_window_outside.py::test_a_renamed_file_can_be_followed",
            "app/test_window_outside.py"
            "::test_a_folder_that_is_gone_is_told_and_the_map_saved_elsewhere",
            "widgets/test_two_writers.py::test_what_both_did_is_in_the_file_or_listed_there",
        ),
    ),
    8: (
        "two windows on one file",
        (
            "model/files/test_lock.py::test_a_killed_owner_is_no_obstacle",
            "app/test_window_locked.py"
            "::test_whoever_opens_it_second_is_told_who_has_it_and_may_read_it",
            "faults/test_kills.py::test_killed_by_strace_at_each_call_of",
        ),
    ),
    9: (
        "cut off, corrupt, empty or full of zeros",
        (
            "app/test_window_broken.py"
            "::test_a_damaged_file_is_refused_and_the_last_good_state_opens_beside_it",
            "model/files/test_codec_laws.py"
            "::test_a_file_cut_anywhere_is_refused_with_the_place_of_the_cut",
            _HOSTILE,
        ),
    ),
    10: (
        "a file of a newer version",
        (
            "app/test_window_broken.py"
            "::test_a_file_of_a_newer_version_is_shown_read_only_and_keeps_what_is_unknown",
        ),
    ),
    11: (
        "a file of an older version",
        (
            "app/test_window_broken.py"
            "::test_an_older_file_changes_only_when_it_is_saved_and_then_the_old_one_is_kept",
            "faults/test_kills.py::test_killed_by_strace_at_each_call_of",
        ),
    ),
    12: (
        "ids or keys that stand twice",
        (
            "app/test_window_problems.py"
            "::test_two_cards_of_one_id_are_told_with_their_line_and_mended",
            _HOSTILE,
        ),
    ),
    13: (
        "references that lead nowhere or in circles",
        (
            "app/test_window_broken.py"
            "::test_what_refers_to_something_that_is_gone_loads_and_is_told",
            _HOSTILE,
        ),
    ),
    14: (
        "NaN and infinity",
        (
            "app/test_window_broken.py::test_a_number_that_is_none_is_refused_with_its_place",
            _HOSTILE,
        ),
    ),
    15: ("numbers beyond all measure", (_HOSTILE,)),
    16: (
        "a file of 100 MB",
        (
            "app/test_window_broken.py::test_a_large_file_is_not_read_before_the_user_says_so",
            _HOSTILE,
        ),
    ),
    17: (
        "nesting 100,000 deep",
        (
            "app/test_window_broken.py::test_lists_within_lists_without_end_are_a_clean_refusal",
            _HOSTILE,
        ),
    ),
    18: (
        "half characters",
        (
            "app/test_window_broken.py"
            "::test_half_characters_are_left_out_and_the_file_stays_as_it_is",
            _HOSTILE,
        ),
    ),
    19: (
        "text in other forms, and a merge that git did not finish",
        (
            "app/test_window_broken.py::test_text_in_other_forms_opens_as_it_is",
            "app/test_window_broken.py::test_a_merge_that_git_did_not_finish_is_told_and_shown",
            "app/test_git_mergetool.py"
            "::test_a_file_with_git_s_marks_is_merged_from_the_three_versions",
            _HOSTILE,
        ),
    ),
    26: (
        "file names and repositories that would have something run",
        (
            "app/test_git_hostile.py"
            "::test_no_command_about_git_runs_anything_that_the_repository_names",
            "app/test_git_hostile.py::test_a_part_that_is_missing_is_not_fetched",
            "app/test_git_hostile.py::test_nothing_else_in_the_program_starts_git",
            "app/test_git_mergetool.py"
            "::test_names_that_look_like_options_or_are_no_text_are_only_names",
            "app/test_git_install.py"
            "::test_a_link_that_leads_out_of_the_repository_is_not_written_through",
        ),
    ),
    27: (
        "opened and saved without an edit",
        (
            "model/files/test_save.py"
            "::test_saving_what_was_opened_changes_no_byte_of_a_file_in_canonical_form",
            "model/files/test_save.py::test_a_foreign_form_is_kept_until_it_is_saved",
            "model/files/test_journal.py::test_a_map_without_edits_has_no_journal",
            "app/test_window_files.py"
            "::test_save_writes_the_file_and_is_offered_only_when_there_is_something_to_save",
        ),
    ),
    28: (
        "interrupted in a drag, while typing, in a dialog",
        (
            "app/test_window_interrupted.py::test_while_a_card_is_dragged_all_but_the_drag_is_kept",
            "app/test_window_interrupted.py::test_while_words_are_typed_they_are_kept_too",
            "app/test_window_interrupted.py"
            "::test_while_a_question_waits_for_an_answer_everything_is_kept",
        ),
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_each_thing_that_can_go_wrong_is_tried_by_a_test_that_is_there(row: int) -> None:
    _, shown_by = ROWS[row]
    for place in shown_by:
        file, _, name = place.partition("::")
        words = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", words, re.MULTILINE), f"{place} is not there"

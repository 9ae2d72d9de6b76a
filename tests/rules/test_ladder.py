"""The ladder of a challenge is data: every stage must have somebody who may answer it."""

import pytest

from sightline.access import ROLES, Permission
from sightline.pathways.challenge import Stage, stages


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.id)
def test_whoever_answers_a_stage_is_a_role_that_may(stage: Stage) -> None:
    assert set(stage.answers) <= set(ROLES)
    assert any(Permission.ANSWER_CHALLENGE in ROLES[role] for role in stage.answers)

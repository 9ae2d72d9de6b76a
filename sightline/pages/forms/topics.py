"""What one can be worried about, in plain words: topics of the record, gathered as somebody would look for them."""

from __future__ import annotations

from collections.abc import Mapping

TOPICS: Mapping[str, Mapping[str, str]] = {
    "The baby or child": {
        "unexplained_mark": "A mark or injury that is not explained",
        "physical_harm": "Being hurt by somebody",
        "neglect": "Not being fed, kept warm, washed or watched over",
        "sexual_abuse": "Sexual abuse",
        "emotional_abuse": "Being frightened, blamed or ignored",
        "child_disclosure": "Something the child has said",
        "child_presentation": "How the child looks or behaves",
        "child_development": "Not growing or learning as expected",
        "feeding": "Feeding",
        "crying_response": "What happens when the baby cries",
    },
    "The parents or carers": {
        "parenting_capacity": "Managing to care for a baby or child",
        "retention_of_information": "Not keeping what they are shown or told",
        "learning_need": "A learning disability or difficulty",
        "mental_health": "Mental health",
        "substance_use": "Drugs or alcohol",
        "anger_control": "Anger",
        "young_parent": "A very young parent",
        "care_leaver": "A parent who was in care",
        "previous_child_removed": "An earlier child no longer lives with them",
        "previous_child_injured": "An earlier child was hurt",
    },
    "At home": {
        "domestic_abuse": "Domestic abuse",
        "violence": "Violence outside the home",
        "home_conditions": "The state of the home",
        "housing_instability": "Nowhere settled to live",
        "unknown_adult": "An adult nobody knows",
        "relationship_change": "A new or ended relationship",
    },
    "Help": {
        "preparation_for_birth": "Not ready for the birth",
        "concealed_pregnancy": "A pregnancy that was hidden, or told of late",
        "engagement_poor": "Not coming to appointments, or not letting people in",
        "delay_seeking_help": "Waiting too long to ask for help",
    },
    "Older children and young people": {
        "exploitation": "Being used by others, for crime or sex",
        "missing": "Going missing",
        "self_harm": "Hurting themselves",
        "harmful_sexual_behaviour": "Sexual behaviour that harms",
        "online_harm": "Harm online",
        "school_attendance": "Not being in school",
        "young_carer": "Looking after others at home",
    },
    "Something else": {
        "wider_family_concerns": "The wider family",
        "relevant_history": "Something from before",
    },
}

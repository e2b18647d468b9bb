"""The nineteen grounds, their four families, and the severity scale."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from auditor.model.wording import Wording


class Family(StrEnum):
    """The four kinds of limit that national policy asks to be removed."""

    HUKOU = "hukou"
    GENDER = "gender"
    AGE = "age"
    IDENTITY = "identity"


class Ground(StrEnum):
    """The trait by which a wording limits, prefers or rejects applicants."""

    HUKOU = "hukou"
    REGION = "region"
    GENDER = "gender"
    MARITAL = "marital"
    AGE = "age"
    POLITICAL = "political"
    GRADUATE_STATUS = "graduate_status"
    EDUCATION_PEDIGREE = "education_pedigree"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    NATIONALITY = "nationality"
    HEALTH = "health"
    DISABILITY = "disability"
    APPEARANCE = "appearance"
    CRIMINAL_RECORD = "criminal_record"
    SUPERSTITION = "superstition"
    FAMILY_BACKGROUND = "family_background"
    EMPLOYMENT_IDENTITY = "employment_identity"
    OTHER_IDENTITY = "other_identity"

    @property
    def family(self) -> Family:
        """The family the ground belongs to; identity unless it has one of its own."""
        return _FAMILIES.get(self, Family.IDENTITY)


_FAMILIES = {
    Ground.HUKOU: Family.HUKOU,
    Ground.REGION: Family.HUKOU,
    Ground.GENDER: Family.GENDER,
    Ground.MARITAL: Family.GENDER,
    Ground.AGE: Family.AGE,
}


class Severity(StrEnum):
    """How far the law goes against a wording. Lawful wordings are dismissed and have none."""

    NOTE = "note"
    RISK = "risk"
    POLICY = "policy"
    VIOLATION = "violation"

    @property
    def rank(self) -> int:
        """Position on the scale, 0 for a note."""
        return list(Severity).index(self)


SEVERITY_NAMES: Mapping[Severity, Wording] = {
    Severity.VIOLATION: Wording("涉嫌违法", "suspected violation"),
    Severity.POLICY: Wording("政策限制", "restricted by policy"),
    Severity.RISK: Wording("存疑", "doubtful"),
    Severity.NOTE: Wording("提示", "note"),
}
"""What a finding of each severity is called; never 违法 without 涉嫌."""


class Employer(StrEnum):
    """Who hires; some rules bind only some of them."""

    STATE_ORGAN = "state-organ"
    PUBLIC_INSTITUTION = "public-institution"
    SOE = "soe"
    PRIVATE = "private"
    SCHOOL = "school"
    AGENCY = "agency"
    PLATFORM = "platform"
    UNKNOWN = "unknown"

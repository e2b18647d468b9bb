"""Results and documents without personal data: as long as they were, sign for sign, so that every offset stays true.

Findings are made before, so that they are the same; what is written comes after. What a finding underlines stays readable: of
it only numbers, mails and accounts are masked, no names.
"""

from auditor.redaction.redactor import Redactor

__all__ = ["Redactor"]

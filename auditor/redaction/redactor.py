"""What reporters ask for whatever they are given without personal data."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from auditor.model.document import Document
from auditor.model.personal import PersonalForm
from auditor.model.report import DocumentResult, Header, InputFile
from auditor.model.silence import BaselineEntry
from auditor.model.wording import Wording
from auditor.redaction.masking import Masking
from auditor.redaction.parts import Redaction
from auditor.text.personal import PersonalReader

REDACTED = Wording("电话、邮箱、账号、身份证号和姓名已用 * 遮盖。", "phone numbers, mails, accounts, ID numbers and names are masked by *.")


class Redactor:
    """Masks personal data in all that a report is made of.

    Args:
        forms: of the packs.
    """

    def __init__(self, forms: Iterable[PersonalForm]) -> None:
        self.forms = tuple(forms)
        self._reader = PersonalReader(self.forms)
        self._last: tuple[DocumentResult, DocumentResult] | None = None

    def result(self, result: DocumentResult) -> DocumentResult:
        """Return a result without personal data; several reporters in a row may ask for the same."""
        if self._last is None or self._last[0] is not result:
            self._last = (result, self._redaction().result(result))
        return self._last[1]

    def document(self, document: Document) -> Document:
        """Return a document without personal data."""
        return self._redaction().document(document)

    def input(self, file: InputFile) -> InputFile:
        """Return an input without personal data in its path; its digest still tells which file it is."""
        return replace(file, path=self.text(file.path))

    def entry(self, entry: BaselineEntry) -> BaselineEntry:
        """Return an entry of a baseline without personal data; its fingerprint is not shown, as it could be tried out."""
        return replace(self._redaction().entry(entry), fingerprint="")

    def header(self, header: Header) -> Header:
        """Return a header that says that the report is redacted."""
        options = {name: self.text(value) for name, value in header.options.items()}
        return replace(header, options={**options, "redact": "True"}, cautions=(*header.cautions, REDACTED))

    def text(self, text: str) -> str:
        """Return a text without personal data."""
        return Masking(self._reader).text(text)

    def _redaction(self) -> Redaction:
        return Redaction(Masking(self._reader))

"""Choices of a form: boxes and circles beside words, of which some are ticked (性别：☑男 □女, 男（√）女（ ）).

What is not ticked beside something that is asks for nothing and is left out of what is read. Where nothing is ticked, or all
that there is, nothing is chosen: the words stay, each behind ``OPEN``, which tells the cues so.
"""

from auditor.text.choices.reader import Choices

__all__ = ["Choices"]

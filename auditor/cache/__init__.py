"""What is kept on disk from one run to the next, so that the next starts sooner: never anything of the texts that are audited.

All of it can be made anew: what is missing, damaged, or not the user's own is passed over without a word.
"""

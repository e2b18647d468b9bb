"""From the files of pack folders to a pack: one reader for each kind of file, which puts what it reads on a shelf."""

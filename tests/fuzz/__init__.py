"""Makes up files, mails, chats and answers that nobody would send, and watches what every reader does with them.

python -m tests.fuzz SECONDS SEED [READER ...]      the whole of it: make fuzz takes an hour
tests/fuzz/found/READER.NAME                        what once broke a reader; each is read again in make test

changing    a few bytes of a seed become others, or a value of its JSON, or a sentence of a grammar
readers     what is fed: one row each, with its seeds and what may come out
watched     a case in its own process: its time, its memory, what it opens and runs, what it says
"""

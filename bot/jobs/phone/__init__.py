"""The phone loop: what waits for the learner is shown where they are, and what they answer is done at once.

asking      each draft once, under a code; a question on an evening nothing tells of; what is theirs to post
acting      an answer becomes what the desk does with it, and a sentence that says so
noting      any other sentence, for the day it is about
ways        which way the learner is reached, and how something is said that way
chat        the way by Telegram
"""

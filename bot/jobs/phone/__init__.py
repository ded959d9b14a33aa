"""The phone loop: what waits for the learner is shown where they are, and what they answer is done at once.

asking      each draft once, under a code; a question on an evening nothing tells of; what is theirs to post
acting      an answer becomes what the desk does with it, and a sentence that says so
chat        the way by Telegram
"""

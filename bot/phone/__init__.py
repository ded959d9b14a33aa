"""Answers from a phone: a person says yes, no or something else to what the bot shows, wherever they are.

Odd about it: the bot only ever makes connections and takes none, so nothing on a person's network has to be opened.

    telegram    a chat with a bot of the person's own
    mailbox     mails that answer ours: read, believed or not, and understood
"""

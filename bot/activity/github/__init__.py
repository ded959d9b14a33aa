"""GitHub read through PyGithub's requester: commits, merged pull requests, releases, and what one commit changed.

Each list is asked as a list with the ETag of last time and its page of a hundred turned by GitHub's own link, which
PyGithub's objects cannot do; its waiting and repeating inside a call are off, and its following of redirects is ours.

The fewest requests a first reading can have with a token, for 10,000 commits in 50 repositories: 1 listing of all of
them, 100 pages of commits, 50 lists of pull requests, 50 of releases, 201 in all. Read again: 1 request, answered 304,
which does not count. (GitHub's search would tell all pull requests at once, but lags and stops at a thousand.)

    wire        one request and its answer, as they are
    asking      redirects, limits, tries again, refusals: what an answer means
    limits      when we may go on
    refusals    what a refusal means for the person
    fields      single fields out of answers that may hold anything
    standing    which repositories are public, and which were pushed to
    repository  one repository, and what may be kept of it
    listing     a list, page by page
    commits, pulls, releases   what is evidence in them
    reading     one repository from where it was left
    contents    what one commit changed, and single files
"""

from bot.activity.github.asking import API, GitHub
from bot.activity.github.contents import changes, fetch
from bot.activity.github.reading import read
from bot.activity.github.standing import Standing, look_again, visible

__all__ = ["API", "GitHub", "Standing", "changes", "fetch", "look_again", "read", "visible"]

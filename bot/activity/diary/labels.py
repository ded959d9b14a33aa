"""What stands before a learner's words in a diary, “**Thoughts:**” or “Stuck on:”, and what is no word of theirs.

A label tells what the words after it are: something learned, a win, trouble, a question; or that they are no account of
what happened: a plan, a link, the hours of a day. A template's own words are nobody's.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.activity import Flavour


@dataclass(frozen=True, slots=True)
class Label:
    """What the words after a label are; `own` is false for what is no account of what happened."""

    flavour: Flavour = Flavour.NONE
    own: bool = True


_LEFT_OUT = Label(own=False)
_LONGEST = 60
_WORDS = {
    Label(): """
        progress, update, updates, summary, notes, note, thoughts, thought, thoughts and feelings, reflection,
        reflections, comment, comments, did, done, what i did, what did i do, what was done, work done, worked
        on, what i worked on, i worked on, completed, accomplished, activity, activities, description, details,
        log, entry, what happened, feelings, observations, observation, remarks, experience, progress and
        thoughts, story, recap, fortschritt, gedanken, notizen, progreso, pensamientos, progresso, progrès,
        pensées, reflexión, avances""",
    Label(Flavour.LEARNED): """
        learned, learnt, learning, learnings, what i learned, what i learnt, i learned, what did i learn, til,
        key takeaway, key takeaways, takeaway, takeaways, lesson, lessons, lesson learned, lessons learned,
        insight, insights, key learnings, key learning, things i learned, new things, concepts learned, topics
        learned, aha, aha moment, topics covered, gelernt, was ich gelernt habe, aprendido, aprendí, lo que
        aprendí, o que aprendi, aprendi, aprendizajes, aprendizaje, soluciones o aprendizaje, aprendizados,
        appris, ce que j ai appris, 学到了, 学んだこと""",
    Label(Flavour.WIN): """
        win, wins, success, successes, achievement, achievements, accomplishment, accomplishments, highlight,
        highlights, proud of, proud moment, what went well, went well, victory, victories, milestone,
        milestones, good, the good, small win, small wins, big win, erfolg, erfolge, logro, logros, conquistas""",
    Label(Flavour.MISTAKE): """
        mistake, mistakes, error, errors, bug, bugs, what went wrong, went wrong, failure, failures, fail,
        fails, failed, struggle, struggles, struggled with, struggling with, stuck, stuck on, where i got stuck,
        blocked, blocked on, blocker, blockers, challenge, challenges, challenges faced, difficulty,
        difficulties, problem, problems, issue, issues, obstacle, obstacles, trouble, troubles, what did not
        work, what didnt work, the bad, fehler, schwierigkeiten, probleme, errores, dificultades, dificultades
        encontradas, dificuldades, problemas, difficultés""",
    Label(Flavour.QUESTION): """
        question, questions, open question, open questions, open, unclear, still unclear, confused about,
        wondering, doubt, doubts, what i dont understand, frage, fragen, offene fragen, pregunta, preguntas,
        dudas, dúvidas""",
    _LEFT_OUT: """
        tomorrow, tomorrows plan, tomorrows goal, tomorrows goals, for tomorrow, next, next step, next steps,
        next up, up next, next time, next day, next week, next goals, whats next, what is next, plan, plans,
        planned, the plan, plan for tomorrow, plans for tomorrow, plan for next day, plan for the next day,
        goal, goals, goal for tomorrow, goals for tomorrow, todo, todos, to do, to dos, todo list, to do list,
        to do tomorrow, upcoming, objective, objectives, agenda, target, targets, aim, aims, will do, what i
        will do, task, tasks, tasks for tomorrow, tasks for the upcoming days, tasks for the upcomming days,
        future, future work, future plans, ideas for later, intention, intentions, schedule, morgen, nächste
        schritte, als nächstes, mañana, próximo, próximos pasos, próximos objetivos, proximos objetivos,
        proximos pasos, amanhã, próximos passos, demain, prochaine étape, prochaines étapes, commitment, main
        commitment, rules, start date, end date, link, links, link to work, links to work, link to project, link
        to code, link to repo, link to tweet, link to the work, link to video, link to article, work link,
        project link, code link, useful links, interesting links, interesting links and articles, interesting
        links and arcticles, resource, resources, resources used, reference, references, source, sources, source
        code, further reading, code, repo, repository, github, github link, url, demo, live demo, live, website,
        tweet, twitter, proof of work, image, images, screenshot, screenshots, preview, video, videos, mood,
        energy, energy level, feeling, hour, hours, hours spent, hours coded, hours worked, time, time spent,
        total time, time taken, duration, minutes, date, day, streak, status, weather, sleep, tag, tags,
        category, author, quote, quote of the day, music, tools, tools used, tech stack, stack, language,
        languages, tech, technologies, technologies used, location, rating, score, difficulty level, start, end,
        links zur arbeit, enlace, enlaces, enlace al trabajo, lien, liens, lien du travail, quellen, recursos,
        ressourcen, ressources, table of contents, contents, index""",
}  # fmt: skip
_DAYS = frozenset({"day", "date", "days", "week"})
_BEFORE = re.compile(
    r"^(?:(?:todays?|my|the|this|days?|daily|some|main|key|biggest|a|an|new|what are my|overall|general|few|quick|"
    r"other|additional|personal|final)\s+)+"
)
_AFTER = re.compile(
    r"(?:\s+(?:today|so far|yesterday|of (?:the|this) day|for (?:the|this) day|for today|from today"
    r"|of today|today was"
    r"|was|were|are|is))+$"
)
_WAYS = (  # “**Thoughts:** …”, “**Thoughts** …”, “Thoughts - …”
    re.compile(
        r"[\s*_~`#]*(?P<word>[^\s*_:：\n][^*_:：\n]{0,59}?)[ ]*[*_]{0,3}[ ]*[:：](?=[\s*_]|$|[^\s/\d:])[ ]*[*_]{0,3}"
        r"(?P<rest>[\s\S]*)"
    ),
    re.compile(r"\s*(?:\*\*|__)(?P<word>[^*_:：\n]{2,60}?)[ ]*(?:\*\*|__)[ ]*[-–—]*(?P<rest>[\s\S]*)"),
    re.compile(r"[\s*_]*(?P<word>[^\W\d_][\w' ’]{1,40}?)[*_]*[ ]+[-–—]+[ ]+(?P<rest>[\s\S]*)"),
)
_LEARNED = re.compile(
    r"(?:til|(?:today,? )?i(?:'ve| have)?(?: also| just)? (?:learned|learnt)|(?:learned|learnt))\b", re.IGNORECASE
)
_STUCK = re.compile(
    r"(?:i(?:'m| am| got)? )?(?:still )?(?:stuck (?:on|with|at)|struggl(?:ed|ing) (?:with|to))\b", re.IGNORECASE
)
_WILL = (
    r"(?:'ll|’ll| will| shall| am going to| plan to| am planning to| want to| hope to| intend to"
    r"| would like to|'m going to"
    r"|’m going to|'m planning to|'d like to)\b"
)
_PLAN = re.compile(
    rf"(?:and |so |then |also |but |hopefully,? |maybe )?(?:(?:today|tonight|tomorrow|later|next|this week"
    rf"|next week),? i{_WILL}"
    rf"|tomorrow\b|i{_WILL}|we{_WILL}|(?:i'm )?(?:going to|planning to|planning on|hoping to"
    rf"|looking forward to|aiming to)\b"
    r"|will (?:\w+)|plan(?:s)? (?:to|for|is|are)\b|(?:my |the )?(?:next step|next steps|next goal|goal|plan|aim)s?"
    r"(?: for (?:today|tomorrow|next \w+|the \w+))? (?:is|are|will)\b|next (?:up|step|week|time)\b"
    r"|next(?:,| is| are| i'll)"
    r"|up next\b|to[ -]?do\b|let'?s (?:see|start|begin|go)\b|see you\b|morgen (?:werde|will|geht)"
    r"|mañana\b|amanhã\b|demain\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:tomorrow|to[- ]?do|yet to|g\w?oa?ls?|plans?|planning|next|want to|have to|need to|will"
    r"|upcoming|remaining|left to"
    r"|later|future|must|should|morgen|mañana|amanhã|demain)\b|'ll\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"[\[{<(]+\s*(?:delete me|brief|short|your|insert|describe|write|add|fill|enter|what (?:did|have) you"
    r"|what you|to be "
    r"(?:done|filled)|tbd|tba|n/?a|none|todo|xxx+|lorem ipsum|example|e\.g\.|optional|placeholder"
    r"|coming soon|template|link to|"
    r"list of|date here|text here)\b[^\n]*?[\]}>)]+\s*\.?$"
    r"|[\[{<][^\]}>\n]*[\]}>]\.?$|\(?(?:delete me|comment me out|lorem ipsum|your text here"
    r"|write (?:something )?here|todo\b|tbd\b"
    r"|fill (?:me )?in\b|insert \w+ here|coming soon|work in progress|to be (?:continued|filled|done"
    r"|added|updated)|n/?a\b)"
    r"|(?:describe|write|list|summari[sz]e|explain|add|note) (?:down )?(?:what you|your|here"
    r"|the things you|how you)\b"
    r"|what (?:did|have|are|will|do|went) (?:you|your)\b[^?]*\?$|how (?:did|do|are) you\b[^?]*\?$|.*\{\{.*\}\}",
    re.IGNORECASE,
)
# What the template of #100DaysOfCode says for everybody (https://github.com/kallaway/100-days-of-code).
_TEMPLATES = (
    "fixed css worked on canvas functionality for the app",
    "i really struggled with css but overall i feel like i am slowly getting better at it",
    "i ve gone through many exercises on freecodecamp",
    "i ve recently started coding and it s a great feeling when i finally solve",
    "started a weather app worked on the draft layout of the app struggled with openweather api",
    "find the longest word in a string",
    "title case a sentence",
    "the log of my 100daysofcode challenge",
    "i will code for at least an hour every day",
    "i will tweet about my progress every day",
)


def label(text: str) -> tuple[Label, str] | None:
    """Return the label a text begins with, and the text without it."""
    for way in _WAYS:
        if (found := way.match(text)) and (known := named(found["word"])):
            return known, found["rest"].strip(" \n")
    return None


def named(words: str) -> Label | None:
    """Return the label some words are, as of a heading: “What I learned today”."""
    if len(words) > _LONGEST:
        return None
    bare = re.sub(r"\([^)]*\)|['’`]", "", words.casefold())
    bare = " ".join(re.sub(r"[\W\d_]+", " ", bare).split())
    if bare in _DAYS and re.search(r"\d", words):
        return None  # “Day 3” is an entry, and no label
    if bare.startswith(("link ", "links ")):
        return _LEFT_OUT
    return _known().get(bare) or _known().get(_AFTER.sub("", _BEFORE.sub("", bare)))


@cache
def _known() -> dict[str, Label]:
    return {" ".join(word.split()): meaning for meaning, words in _WORDS.items() for word in words.split(",")}


def speaks(text: str) -> Flavour:
    """Return the flavour of words that say it themselves: “TIL that …”, “Stuck on …”."""
    if _LEARNED.match(text):
        return Flavour.LEARNED
    return Flavour.MISTAKE if _STUCK.match(text) else Flavour.NONE


def is_plan(text: str) -> bool:
    """Tell words that speak of nothing but what is to come."""
    sentences = [each for each in re.split(r"(?<=[.!?])\s+", text[:2_000]) if re.search(r"\w", each)]
    return bool(sentences) and all(_PLAN.match(each.lstrip("\"'“(*- ")) for each in sentences)


def looks_ahead(text: str) -> bool:
    """Tell words that announce a list of what is to come: “Some goals for tomorrow and Saturday:”."""
    last = re.split(r"(?<=[.!?])\s+", text.strip(" :：*_"))[-1]
    return is_plan(text) or _AHEAD.search(last) is not None


def is_template(text: str) -> bool:
    """Tell a template's words from a learner's."""
    words = " ".join(re.sub(r"[\W_]+", " ", text[:400].casefold()).split())
    return _EMPTY.match(text.strip()) is not None or words.startswith(_TEMPLATES)

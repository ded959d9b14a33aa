"""Which lines of a mail are the person's own: above our mark, without what they quote, without how their program ends.

Odd about it: no header says what is quoted, so this goes by what mail programs write, in the languages they write it.
A line that only looks like it costs words, and then too much is better than nothing: where all would go, only what is
surely quoted goes. The corpus of tests/phone/replies.toml decides; mail-parser-reply 1.36 reads fewer of it right.
"""

import re
from collections.abc import Sequence

from bot.phone.mailbox.asking import is_marker

_QUOTED = re.compile(r"\s*>")
# On 5 January … wrote: Always with a figure, for a date; over up to three lines.
_WROTE = re.compile(
    r"(?:On .*wrote|Am .*schrieb\b.*|Le .*a écrit|El .*escribió|Il .*ha scritto|Em .*escreveu|Op .*schreef\b.*"
    r"|(?:W dniu|Dnia) .*(?:pisze|napisał\S*)|Den .*skrev\b.*|.*(?:пишет|написал\S*|писав|писала?)"
    r"|.*yazdı|.*写道|.*작성)\s*[:：]",
    re.IGNORECASE,
)
_BY = re.compile(r".*\d.*<[^<>\s@]+@[^<>\s@]+>\s*[:：]")  # in any language: a date, a sender, a colon
_LONGEST_WROTE, _LONGEST_HEAD = 3, 400  # lines, letters
_FIELD = re.compile(
    r"\*?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|Datum|De|Envoyé|À|Objet|Da|Inviato|A|Oggetto|Data"
    r"|Enviado(?: el)?|Para|Asunto|Assunto|Van|Verzonden|Aan|Onderwerp|Från|Skickat|Till|Ämne|Fra|Sendt|Til|Emne|Od"
    r"|Wysłano|Do|Temat|От|Отправлено|Дата|Кому|Тема|Від|Надіслано|发件人|发送时间|收件人|主题|差出人|送信日時|宛先|件名)"
    r"\s?[:：]\*?\s*\S",
    re.IGNORECASE,
)
_FEWEST_FIELDS, _FIELDS_WITHIN = 3, 6  # lines
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d.origine"
    r"|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|oryginalna wiadomość|исходное сообщение|пересылаемое сообщение|原始邮件|oprindelig meddelelse"
    r"|opprinnelig melding|ursprungligt meddelande)\s*-{2,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_-]{8,}")
_SENT_FROM = re.compile(
    r"(?:sent (?:from|with) (?:my |outlook|mail for|gmail|yahoo|proton|samsung).*|get outlook for .*"
    r"|(?:von meinem|gesendet von|gesendet mit|diese nachricht wurde von mein).*|.*(?:iphone|ipad|handy) gesendet"
    r"|outlook für .*(?:beziehen|herunterladen)|holen sie sich outlook .*|envoyé (?:de|depuis) mon .*"
    r"|télécharger outlook .*|enviado (?:desde|do) m.*|inviato da.* (?:iphone|ipad|cellulare|mobile)"
    r"|verzonden vanaf mijn .*|skickat från min .*|sendt fra min .*|wysłane z .*|отправлено (?:с|из) .*"
    r"|надіслано з .*|.*から送信|发自我的.*)"
    r"[.!]?(?:\s*<[^>]*>)?",
    re.IGNORECASE,
)
_LONGEST_SENT_FROM = 120


def own_words(text: str, bot: str) -> str:
    """Return the person's own lines of a mail that answers one from the bot's address."""
    lines = text.split("\n")
    own = _ended(_unquoted(lines, bot.lower()))
    if not own:
        above = next((at for at, line in enumerate(lines) if is_marker(line) and not _is_quoted(line)), len(lines))
        own = [line for line in lines[:above] if not (_is_quoted(line) or is_marker(line))]
    return "\n".join(own).strip()


def _unquoted(lines: Sequence[str], bot: str) -> list[str]:
    """Return the lines that are not quoted: below a quote that is marked as one the person may go on."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if _is_quoted(line):
            at += 1
            continue
        head = _heads(lines[at : at + _LONGEST_WROTE], bot)
        if head and _is_quoted(_next(lines, at + head)):
            at += head
            continue
        if head or is_marker(line) or line in {"--", "—"} or _ORIGINAL.fullmatch(line) or _is_block(lines, at):
            break
        kept.append(lines[at].rstrip())
        at += 1
    return kept


def _heads(lines: Sequence[str], bot: str) -> int:
    """Return how many lines say who wrote what follows; none, if they do not."""
    if _is_quoted(lines[0]) or not lines[0].strip():
        return 0
    for count in range(1, len(lines) + 1):
        whole = " ".join(line.strip() for line in lines[:count])
        if not lines[count - 1].strip() or _is_quoted(lines[count - 1]):
            break
        if len(whole) > _LONGEST_HEAD or not re.search(r"\d", whole):
            continue
        if _WROTE.fullmatch(whole) or _BY.fullmatch(whole):
            return count
    return int(bool(bot) and bot in lines[0].lower())


def _is_block(lines: Sequence[str], at: int) -> bool:
    """Tell whether what begins here says From, Sent, To, Subject, as Outlook does."""
    return bool(_FIELD.match(lines[at].strip())) and (
        sum(bool(_FIELD.match(line.strip())) for line in lines[at : at + _FIELDS_WITHIN]) >= _FEWEST_FIELDS
    )


def _ended(lines: list[str]) -> list[str]:
    """Return lines without what a program puts at their end: rules, and which telephone it is."""
    end = len(lines)
    while end and (not (last := lines[end - 1].strip()) or _RULE.fullmatch(last) or _is_sent_from(last)):
        end -= 1
    return lines[:end]


def _is_sent_from(line: str) -> bool:
    return len(line) <= _LONGEST_SENT_FROM and bool(_SENT_FROM.fullmatch(line))


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line))


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at:] if line.strip()), "")

"""Whether a subject is English: by its letters, and by words and endings that only other languages have."""

import re
import unicodedata

from bot.activity.message.marks import WORD
from bot.activity.message.wording import word_set

# Each of these is English in no message; one is enough.
_WHOLE = word_set("""
    ejercicio ejercicios tarea tareas clase clases actualización actualizacion actualizado actualizada actualizar
    actualizo agregado agregada agregar agregue agrego añadido añadida añadir añade arreglado arreglo cambios
    archivo archivos semana curso proyecto práctica practica practicas prácticas nuevo nueva nuevos nuevas primer
    primera corregido terminado resuelto lección leccion tema temas apuntes funciones listo hecho pero como mañana
    hoy una por sobre desde hasta muy más también ya está esta este capítulo día dias días guía añado creado aula
    aulas exercício exercícios exercicio exercicios atualização atualizacao atualiza atualizado adiciona adicionado
    adicionando adicionei adicionar correção correcao arquivo arquivos criando criado criação projeto novo novos
    feito feita módulo não nao uma pelo pela até estudo estudos lista finalizado revisão capitulo ajout ajoute
    ajouté ajouter mise jour exercice exercices cours fichier fichiers projet nouveau nouvelle leçon semaine dans
    avec une est sont chapitre corrigé correction-du suppression-de fini terminé premier première aufgabe aufgaben
    übung übungen uebung hinzugefügt hinzugefuegt geändert änderung änderungen lösung loesung vorlesung woche datei
    dateien erstellt fertig angepasst gelöscht notizen kapitel fehler behoben und mit für ist nicht ein eine einer
    den dem zum zur auf aus bei wurde erste ersten neue neuer neues überarbeitet verbessert lernplan aggiunto
    aggiunta aggiunti esercizio esercizi lezione corretto nuovo settimana della dello degli delle nella sono
    toegevoegd oefening oefeningen aanpassing voor het een niet met naar les-van opdracht güncelleme guncelleme
    güncellendi guncellendi eklendi ders gün ödev ve için ile düzeltildi haftası tambah perbaiki latihan hari minggu
    untuk yang dengan tugas belajar menambahkan materi dodano poprawki zadanie zadania zmiany poprawa dodaj nowy
    kiya gaya hai kaam naya aur nahi wala karo abhyas dobavil dobavleno ispravleno lektsiya zadacha fundamentos
    algumas alguns suporte retirado colocado funcionando arboles bosques repositorios diario lectura ejemplo bài học
    tập thêm cập nhật övning uppgift lagt och för övningar tehtävä harjoitus
    füge hinzu fügt behebe erstelle erstellt aktualisiere lerne entferne verbessere alerta alertas agrega corrige
    actualiza mejora mejoras arregla pruebas página pagina usuario usuarios cadastro tela botão botao correções
    ajoutez corrige modifie supprime ajoutons aggiungi correggi toegevoegde voegt lägg tillagt oppdatert lagt endret
    """)
# These are parts of English names too (de Moivre, La Liga): two of them decide.
_HALF = word_set("""
    de la el en le les un du et au aux sur par que y e o os da do na em se il lo gli di che per im am zu wie nach
    van op te je ne pas ce qui nos su sus al es si mi tu ton sein des von der del los las nova com pour das dos sem
    para con
    """)
# “De Morgan” is a name, “de decision” is not.
_LINKING = re.compile(r"\b(?:de|la|el|le|les|ao|aos|di|du|das|dos|des|los|las|en|em|na|da) [a-zà-ÿ]")
_END = re.compile(
    r"\w{3,}(?:ción|ciones|cion|ções|ção|zione|zioni|mente|mientos?|ismos?|orios?|ados|idos|adas|[ae]ncias?|ivos"
    r"|ivas|icos|osos|eiros?|eiras?|keit|heiten|schaft|ungen|ieren|ación|idad|idade|amento)"
)


def is_foreign(subject: str) -> bool:
    """Tell whether a subject is in another language than English."""
    if any(char.isalpha() and not _is_latin(char) for char in subject):
        return not _is_symbol(subject)
    words = [word for word in WORD.findall(subject) if word.islower() or word.istitle()]
    lower = [word.lower() for word in words]
    accented = sum(not word.isascii() for word in words)
    halves = sum(word in _HALF for word in lower if len(word) > 1)
    if _WHOLE.intersection(lower) or halves > 1 or accented > 1 or (accented and halves):
        return True
    return any(_END.fullmatch(word) for word in lower) or bool(_LINKING.search(subject))


def _is_latin(char: str) -> bool:
    return char.isascii() or "LATIN" in unicodedata.name(char, "") or char in "ªº"


def _is_symbol(subject: str) -> bool:
    """Tell whether the letters from elsewhere are single ones, as a formula's are: “β distribution”, “χ² test”."""
    words = WORD.findall(subject)
    strange = [word for word in words if not all(map(_is_latin, word))]
    return all(
        "GREEK" in unicodedata.name(word[0], "") and len(word.strip("²³₀₁₂ₙᵢ")) == 1 for word in strange
    ) and len(words) > len(strange)

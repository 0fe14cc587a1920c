"""English words without their endings. Pure.

M. F. Porter, An algorithm for suffix stripping, Program 14 (1980), 130–137, as SQLite's “porter” tokenizer and
PostgreSQL's dictionary of that name have it: both engines and the marks in results know a word by the same stem.
"""

from functools import lru_cache

STEP_2 = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
STEP_4 = (
    *("ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous"),
    *("ive", "ize", "al", "er", "ic", "ou"),
)
# How words go on whose stems end before: “government” is indexed as “govern”. Plurals have the same stems.
ENDINGS = (
    *("able", "ably", "ability", "al", "ally", "ality", "alize", "alization", "ance", "ancy", "ancies"),
    *("ant", "ate", "ation", "ational", "ative", "ator", "ement", "ence", "ency", "encies", "ent", "ently"),
    *("er", "ful", "fully", "fulness", "ible", "ibly", "ibility", "ic", "ical", "ically", "icate", "icity"),
    *("ion", "ional", "ism", "ity", "ities", "ive", "ively", "iveness", "ize", "ization", "ly", "ment"),
    *("ness", "ous", "ously", "ousness"),
)
SHORTEST, LONGEST = 3, 64  # Other words stay as they are.
VOWELS = frozenset("aeiou")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; a word that ends in other than Latin letters is its own."""
    if not SHORTEST <= len(word) <= LONGEST or not "a" <= word[-1] <= "z":
        return word
    word = _without_past(_without_plural(word))
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = f"{word[:-1]}i"
    word = _replaced(_replaced(word, STEP_2), STEP_3)
    return _without_e(_without_suffix(word))


def unstemmed(beginning: str) -> str:
    """Return a word whose stem is this beginning of a word: “hous*” is not to find “hour”, as its stem “hou” would.

    Where there is none, as behind an e, the beginning itself, which finds somewhat more.
    """
    return next((word for word in (beginning, f"{beginning}ness") if stem(word) == beginning), beginning)


def begun(beginning: str) -> list[str]:
    """Return words that begin so, but whose stems do not.

    Who asks an index of stems for “educati*” has to ask for “education” as well, which stands there as “educ”.
    """
    words = {stem(beginning): beginning}
    for ending in ENDINGS:
        for length in range(1, len(ending)):
            base = beginning.removesuffix(ending[:length])
            if base != beginning and (length > 1 or _measure(base) > 1):
                words.setdefault(stem(base + ending), base + ending)
    start = stem(unstemmed(beginning))
    return [word for stem_of_it, word in words.items() if not stem_of_it.startswith(start)]


def _without_plural(word):
    if word.endswith(("sses", "ies")) and word not in ("sses", "ies"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word):
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and "v" in _shape(rest):
            return _mended(rest)
    return word


def _mended(rest):
    """Give a word without -ed or -ing its own end again: “hope” for “hop(ing)”, “hop” for “hopp(ing)”."""
    if rest.endswith(("at", "bl", "iz")):
        return f"{rest}e"
    if _ends_double(rest) and rest[-1] not in "lsz":
        return rest[:-1]
    return f"{rest}e" if _measure(rest) == 1 and _is_short(rest) else rest


def _replaced(word, endings):
    for ending, other in endings.items():
        if word.endswith(ending):
            rest = word[: -len(ending)]
            return rest + other if _measure(rest) else word
    return word


def _without_suffix(word):
    for ending in STEP_4:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if ending == "ion" and not rest.endswith(("s", "t")):
                return word
            return rest if _measure(rest) > 1 else word
    return word


def _without_e(word):
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _is_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _shape(word):
    """Return the letters as “v” and “c”; y is a vowel behind a consonant."""
    shape = ""
    for letter in word:
        shape += "v" if letter in VOWELS or (letter == "y" and shape.endswith("c")) else "c"
    return shape


def _measure(word):
    """How often a consonant follows a vowel."""
    return _shape(word).count("vc")


def _ends_double(word):
    return len(word) > 1 and word[-1] == word[-2] and word[-1] not in VOWELS


def _is_short(word):
    """Whether it ends consonant, vowel, consonant, the last being none of w, x, y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"

"""How many letters must change to make one text of another."""


def distance(first: str, second: str) -> int:
    """The least number of letters to insert, delete or replace (Levenshtein), by the bit vectors of Myers in the form of Hyyrö."""
    if not first:
        return len(second)
    places: dict[str, int] = {}
    for index, letter in enumerate(first):
        places[letter] = places.get(letter, 0) | 1 << index
    everywhere, last = (1 << len(first)) - 1, 1 << (len(first) - 1)
    up, down, count = everywhere, 0, len(first)
    for letter in second:
        match = places.get(letter, 0)
        diagonal = ((((match & up) + up) ^ up) | match | down) & everywhere
        right = down | ~(diagonal | up) & everywhere
        left = up & diagonal
        count += bool(right & last) - bool(left & last)
        right = right << 1 | 1
        left = left << 1
        up = (left | ~(diagonal | right)) & everywhere
        down = right & diagonal & everywhere
    return count


def error_rate(text: str, reference: str) -> float:
    """The share of the letters of the reference that are wrong in the text, white space folded and capitals aside."""
    said, meant = (" ".join(version.split()).casefold() for version in (text, reference))
    return distance(said, meant) / len(meant)

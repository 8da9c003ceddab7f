#!/usr/bin/env python3
"""Writes 2,000 made-up articles, the same each time: what the scenarios of this folder are measured on.

usage: articles.py FILE [COUNT]
"""
import json
import random
import sys

NOUNS = "ferry harbour valve bridge council orchard glacier market signal tunnel archive lantern mill reservoir".split()
VERBS = "opens closes moves waits returns breaks grows stalls turns settles".split()
PLACES = "Sollen Ebnat Varn Kessing Tarrow Hald Orum Brae Lint Morvan".split()
SMALL = "the a of in and to with under after before near for on by from over while".split()
WORDS = NOUNS + [verb.rstrip("s") for verb in VERBS] + "old quiet early wide narrow late cold first last common".split()


def sentence(dice):
    words = [dice.choice(SMALL if at % 3 == 1 else WORDS) for at in range(dice.randint(7, 16))]
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def article(number):
    dice = random.Random(number)
    title = f"{dice.choice(NOUNS).capitalize()} of {dice.choice(PLACES)} {dice.choice(VERBS)}, number {number}"
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(4, 7))) for _ in range(14)]
    day = f"20{10 + number % 12:02}-{1 + number % 11:02}-{1 + number % 27:02}"
    return {"title": title, "author": "Ann Lee", "source": "Coast Ledger", "date": day, "text": "\n\n".join(paragraphs)}


def main():
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(article(number), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

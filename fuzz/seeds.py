#!/usr/bin/env python3
"""Small seeds for every fuzz target, made of the sample articles.  usage: fuzz/seeds.py CORPUS"""

import gzip
import io
import json
import pathlib
import sys
import tarfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = sorted((HERE.parent / "seeds").rglob("*.txt"))[:6]
LONGEST = 2500


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in files:
            stored = name == "mimetype"
            archive.writestr(name, text, zipfile.ZIP_STORED if stored else None)
    return out.getvalue()


def tarred(name, data):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def book(title, text):
    return zipped([
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'),
        ("c.opf", f"<package><metadata><dc:title>{title}</dc:title></metadata><manifest>"
                  '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
                  '<spine><itemref idref="a"/></spine></package>'),
        ("a.xhtml", f"<html><body><h1>{title}</h1><p>{text}</p></body></html>"),
    ])


def message(title, first, last):
    return (f"From: Ann Lee <ann@a.example>\r\nTo: b@a.example\r\nSubject: =?utf-8?Q?{title[:20].replace(' ', '_')}?=\r\n"
            "Date: Sat, 29 Nov 2014 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=xx\r\n\r\n--xx\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            f"{first}=20\r\n> quoted\r\n--xx\r\nContent-Type: text/html\r\n\r\n<p>{last}</p>\r\n--xx--\r\n")


def warc(title, text):
    page = (f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>{title}</title>"
            f"<body><p>{text}</p></body></html>")
    chunked = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
               f"{len(page.encode()):x}\r\n{page}\r\n0\r\n\r\n")
    return "".join(
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block.encode())}\r\n\r\n{block}\r\n\r\n"
        for number, block in enumerate([page, chunked]))


def seeds(text):
    title, *body = [line for line in text.split("\n") if line.strip()]
    paragraphs = "\n\n".join(body)
    html = "".join(f"<p>{line}</p>" for line in body)
    letter = message(title, body[0], body[-1])
    crawl = warc(title, body[0])
    yield "text", text
    yield "text", f"{title}\nBy Ann Lee\nNov 29, 2014\n\n{paragraphs}"
    yield "text", f"Title: {title}\nAuthor: Ann Lee\nDate: 2014-11-29\n\n{paragraphs}\n=====\n"
    yield "markdown", (f"---\ntitle: {title!r}\ndate: 2014-11-29\nauthors: [a, b]\n---\n\n# {title}\n\n{paragraphs}\n\n"
                       "| a | b |\n|---|---|\n| c | d |\n\n[^1]: note\n")
    yield "html", (f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>"
                   '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"name":"Ann Lee"}}'
                   f"</script></head><body><article><h1>{title}</h1>{html}<table><tr><td>a<td>b</table></article></body></html>")
    yield "json", json.dumps({"title": title, "author": {"name": "Ann"}, "date": "2014-11-29",
                              "content": [{"type": "p", "text": line} for line in body]})
    yield "jsonl", "".join(json.dumps({"id": number, "title": title, "author": "Ann Lee", "date": 1417219200,
                                       "text": line}) + "\n" for number, line in enumerate(body[:4]))
    yield "csv", "title;author;date;text\n" + "".join(f'"{title}";Ann Lee;2014-11-29;"{line}"\n' for line in body[:4])
    items = "".join(f"<item><title>{title}</title><link>http://a.example/{number}</link>"
                    f"<description>&lt;p&gt;{line}&lt;/p&gt;</description>"
                    "<pubDate>Sat, 29 Nov 2014 10:00:00 GMT</pubDate></item>" for number, line in enumerate(body[:4]))
    yield "feed", f'<?xml version="1.0"?><rss version="2.0"><channel><title>B</title>{items}</channel></rss>'
    yield "feed", (f'<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry><title type="html">{title}</title>'
                   f'<content type="xhtml"><div>{body[0]}</div></content></entry></feed>')
    yield "xml", f'<?xml version="1.0"?><nitf><head><title>{title}</title></head><body>{html}</body></nitf>'
    yield "eml", letter
    yield "mbox", ("From ann@a.example Sat Nov 29 10:00:00 2014\n" + letter.replace("\r", "")
                   + f"\nFrom b@a.example Sat Nov 29 11:00:00 2014\nSubject: two\n\n{body[0]}\n")
    yield "mhtml", (f"From: <Saved by Blink>\r\nSubject: {title}\r\nMIME-Version: 1.0\r\n"
                    'Content-Type: multipart/related; type="text/html"; boundary="yy"\r\n\r\n--yy\r\n'
                    "Content-Type: text/html\r\nContent-Location: http://a.example/\r\n\r\n"
                    f"<html><body><p>{body[0]}</p></body></html>\r\n--yy--\r\n")
    yield "warc", crawl
    yield "warc", gzip.compress(crawl.encode(), mtime=0)
    yield "epub", book(title, body[0])
    yield "packed", zipped([("a.txt", text), ("d/b.md", "# x\n\ny")])
    yield "packed", tarred("a.txt", text.encode())
    yield "packed", gzip.compress(tarred("a.txt", text.encode()), mtime=0)


# What terminals send, behind the lengths of its pieces (fuzz_targets/input.rs).
KEYS = [b"jk\x1b[A\x1bOB\x1b[1;5C\x1b[5~\x1b[[E", b"q\x1b[200~pasted\x1b[A text\x1b[201~j", b"j\x1b[0n\x1b[24;80R\x1b[?2026;2$y",
        "ä海🌍\x1bj\x1b[106u\x04".encode(), b"\x1b[M !!\x1b[<0;3;4M\x1b[I\x1b]\x1b[1;2;3;4;5;6;7;8;9", b"\x1b[200~no end"]


def main():
    corpus = pathlib.Path(sys.argv[1])
    (corpus / "input").mkdir(parents=True, exist_ok=True)
    for number, keys in enumerate(KEYS):
        (corpus / "input" / f"keys-{number}").write_bytes(b"\x01\x02\x05\x40" + keys)
    for sample in SAMPLES:
        for number, (target, data) in enumerate(seeds(sample.read_text()[:LONGEST])):
            (corpus / target).mkdir(parents=True, exist_ok=True)
            data = data if isinstance(data, bytes) else data.encode()
            (corpus / target / f"{sample.stem}-{number}").write_bytes(data)


main()

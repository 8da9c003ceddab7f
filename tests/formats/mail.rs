//! Mail: single messages, mailboxes, saved pages in MIME.

use super::*;

const LEAD: &str = "The weir at Ollen gave way shortly before dawn, and the millers heard it before they saw it.";
const NEXT: &str = "By noon the pond was a meadow with a boat in it, and the pike were being carried away in baths.";

/// The texts that are not folded.
fn shown(article: &Article) -> Vec<&str> {
    article.blocks.iter().filter(|block| !block.boilerplate).map(|block| block.text.as_str()).collect()
}

#[test]
fn a_message_has_its_subject_sender_date_and_list() {
    let mail = format!(
        "Received: from a.example by b.example; Sun, 5 May 2019 10:00:00 +0000\r\n\
         From: =?utf-8?Q?Ann_L=C3=A9e?= <ann@ollen.example>\r\nTo: weir@ollen.example\r\n\
         Subject: =?ISO-8859-1?Q?Wehr_f=E4llt?=\r\n at Ollen\r\nDate: Sat, 4 May 2019 10:15:00 +0200 (CEST)\r\n\
         List-Id: Weir news <weir.ollen.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{LEAD}\r\n\r\n{NEXT}\r\n"
    );
    for name in ["weir.eml", "1557000000.M1P2.host:2,S", "cur/1"] {
        let article = one(name, &mail);
        assert_eq!((article.title.as_str(), article.title_inferred), ("Wehr fällt at Ollen", false));
        assert_eq!(article.authors, ["Ann Lée"]);
        assert_eq!(article.published.unwrap().to_string(), "2019-05-04T10:15:00+02:00");
        assert_eq!(article.source.as_deref(), Some("Weir news"));
        assert_eq!(texts(&article), [LEAD, NEXT]);
    }
}

#[test]
fn a_sender_without_a_name_is_the_address_and_a_bad_date_gives_way_to_the_arrival() {
    let mail = format!(
        "Received: by b.example; Sun, 5 May 2019 10:00:00 +0000\nReceived: by a.example; Sat, 4 May 2019 10:00:00 +0000\n\
         From: news@ollen.example\nDate: whenever\nSubject: Weir\n\n{LEAD}\n"
    );
    let article = one("weir.eml", mail);
    assert_eq!(article.authors, ["news@ollen.example"]);
    assert_eq!(day(&article), "2019-05-05");
}

#[test]
fn front_matter_and_a_line_that_begins_from_are_no_mail() {
    let pelican = format!("Title: Weir\nDate: 2019-05-04\nAuthor: Ann Lee\n\n{LEAD}\n");
    assert_eq!(one("weir.md", pelican).title, "Weir");
    let text = format!("From: the weir\n\n{LEAD}\n\n{NEXT}\n");
    assert_eq!(one("weir", text).authors, [""; 0]);
    let text = format!("From here on: the weir\nand the pond\nDate: unknown\n\n{LEAD}\n");
    assert!(texts(&one("weir2", text)).len() > 1);
}

#[test]
fn a_newsletter_is_read_from_its_page_without_what_is_hidden() {
    let mail = format!(
        "From: Weir news <news@ollen.example>\nSubject: Weir\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nSee it in a browser.\n\
         --b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\
         <html><head><title>x</title><style>p {{}}</style></head><body><div style=3D\"display:none\">Preview only</div>\
         <table width=3D600><tr><td><img src=3D\"https://t.example/p.gif\" width=3D1 height=3D1></td><td><p>{LEAD}</p>=\n\
         <p>{NEXT} <a href=3D\"https://ollen.example/weir\">More</a></p></td></tr></table></body></html>\n--b--\n"
    );
    let article = one("weir.eml", mail);
    assert_eq!(texts(&article), [LEAD.to_owned(), format!("{NEXT} More")]);
    assert_eq!(kinds(&article), ["paragraph"; 2]);
    assert_eq!(article.links, ["https://ollen.example/weir"]);
}

#[test]
fn the_old_message_is_folded_in_a_page_and_in_plain_text() {
    let head =
        "From: Bo Chu <bo@ollen.example>\nSubject: Re: Weir\nIn-Reply-To: <1@ollen.example>\nMIME-Version: 1.0\n";
    let plain = format!("{head}\nSo I have heard.\n\nOn 4 May 2019, Ann Lee wrote:\n> {LEAD}\n> {NEXT}\n\n-- \nBo\n");
    let page = format!(
        "{head}Content-Type: text/html\n\n<div>So I have heard.</div><div class=gmail_quote><div class=gmail_attr>On 4 May \
         2019, Ann Lee &lt;ann@ollen.example&gt; wrote:<br></div><blockquote class=gmail_quote><p>{LEAD}</p><ul><li>pike</ul>\
         </blockquote></div>"
    );
    for mail in [plain, page] {
        let article = one("weir.eml", mail);
        assert_eq!(shown(&article), ["So I have heard."]);
        assert!(texts(&article).contains(&LEAD) || texts(&article).iter().any(|text| text.contains(LEAD)));
    }
}

#[test]
fn attachments_are_named_and_messages_within_are_shown() {
    let mail = format!(
        "From: Ann Lee <ann@ollen.example>\nSubject: Weir\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
         --b\n\n{LEAD}\n--b\nContent-Type: application/pdf; name=\"weir.pdf\"\nContent-Disposition: attachment\n\
         Content-Transfer-Encoding: base64\n\nAAAAAAAA\n--b\nContent-Type: message/rfc822\n\nFrom: Bo Chu <bo@ollen.example>\n\
         Subject: Pike\nDate: Sat, 4 May 2019 10:15:00 +0200\n\n{NEXT}\n--b--\n"
    );
    let article = one("weir.eml", mail);
    assert_eq!(kinds(&article), ["paragraph", "rule", "heading", "paragraph", "credit"]);
    assert!(article.blocks[2].text.starts_with("Pike (Bo Chu, 4 May 2019"), "{}", article.blocks[2].text);
    assert_eq!(article.blocks[4].text, "Attachments: weir.pdf (6 bytes)");
}

#[test]
fn an_encrypted_message_says_so() {
    let mail = "From: Ann Lee <ann@ollen.example>\nSubject: Weir\nMIME-Version: 1.0\n\
        Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n";
    assert_eq!(texts(&one("weir.eml", mail)), ["This part of the message is encrypted and cannot be shown."]);
}

#[test]
fn japanese_mail_is_read_in_its_own_charset() {
    let mut mail = b"From: \x1b$BF|K\\\x1b(B <a@ollen.example>\nSubject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\n\
        Content-Type: text/plain; charset=iso-2022-jp\n\n"
        .to_vec();
    mail.extend(b"\x1b$BF|K\\\x1b(B desu.\n");
    let article = one("weir.eml", &mail);
    assert_eq!((article.title.as_str(), article.authors[0].as_str()), ("日本", "日本"));
    assert_eq!(article.unreadable, 0);
    assert!(texts(&article).contains(&"日本 desu."), "{:?}", article.blocks);
}

#[test]
fn a_mailbox_gives_every_message_under_its_own_id() {
    let mut mailbox = String::new();
    for (number, subject) in ["One", "Two", "Three"].iter().enumerate() {
        mailbox.push_str(&format!(
            "From ann@ollen.example Mon May  4 10:15:00 2019\nFrom: Ann Lee <ann@ollen.example>\n\
             Message-ID: <{}@ollen.example>\nSubject: {subject}\n\n{LEAD}\n\n>From here it is a mile.\n\n",
            number / 2
        ));
    }
    let archive = Archive::of(&[("weir.mbox", mailbox.as_bytes())]);
    let library = archive.open();
    let state = library.state();
    let ids: Vec<_> = state.catalogue.iter().map(|(_, summary)| summary.id.as_str().to_owned()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.contains(&"weir.mbox#0@ollen.example".to_owned()), "{ids:?}");
    assert!(ids.contains(&"weir.mbox#0@ollen.example~2".to_owned()), "{ids:?}");
    drop(state);
    let (articles, problems) = read(&library);
    assert!(problems.is_empty());
    assert!(articles.iter().all(|article| texts(article) == [LEAD, "From here it is a mile."]));
}

#[test]
fn a_saved_page_is_read_as_the_page_that_it_was() {
    let page = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ollen.example/weir\r\nSubject: Weir\r\n\
         Date: Sat, 4 May 2019 10:15:00 -0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Multi--x----\"\r\n\r\n\r\n\
         ------Multi--x----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         <html><head><title>Weir gives way</title></head><body><p>{LEAD}</p><p>{NEXT} caf=C3=A9</p></body></html>\r\n\
         ------Multi--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------Multi--x------\r\n"
    );
    for name in ["weir.mhtml", "weir"] {
        let article = one(name, &page);
        assert_eq!(article.title, "Weir gives way");
        assert_eq!(article.url.as_deref(), Some("https://ollen.example/weir"));
        assert_eq!(texts(&article), [LEAD.to_owned(), format!("{NEXT} café")]);
        assert_eq!(article.published, None);
    }
}

#[test]
fn an_apple_mail_file_is_the_message_in_it() {
    let mail = format!("From: Ann Lee <ann@ollen.example>\nSubject: Weir\n\n{LEAD}\n");
    let file = format!("{}\n{mail}<?xml version=\"1.0\"?><plist></plist>\n", mail.len());
    for name in ["1.emlx", "1"] {
        assert_eq!(texts(&one(name, &file)), [LEAD]);
    }
}

#[test]
fn hostile_mail_is_read_in_time() {
    let head = "From: Ann Lee <ann@ollen.example>\nSubject: Weir\nMIME-Version: 1.0\n";
    let nested: String =
        (0..10_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let messages = "Content-Type: message/rfc822\n\n".repeat(10_000);
    let parts = "--b\n".repeat(200_000);
    let many = "a@b.example, ".repeat(100_000);
    for mail in [
        format!("{head}{nested}\ntext\n"),
        format!("{head}{messages}\ntext\n"),
        format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{parts}"),
        format!("{head}To: {many}\n\ntext\n"),
        format!("{head}X: {}\n\ntext\n", "=?".repeat(500_000)),
        format!("Subject: {}\n{head}\ntext\n", "=?utf-8?Q?".repeat(50_000)),
        format!("{head}\n{}", ">".repeat(500_000)),
        format!("{head}\n{}", "-- \n".repeat(30_000)),
        format!("{head}\n{}", "--- a\n+++ b\n\n".repeat(20_000)),
        format!("{head}\n{}", "On 1 May, Ann wrote:\n> a\n".repeat(3_000)),
    ] {
        let start = std::time::Instant::now();
        assert_eq!(one("weir.eml", &mail).authors, ["Ann Lee"]);
        assert!(start.elapsed().as_secs() < 20, "{:?}: {}", start.elapsed(), &mail[mail.len() - 100..]);
    }
}

//! Saved pages of many designs.
#![cfg(feature = "html")]

use super::*;

const THIRD: &str =
    "Nobody in the lower town remembers such a spring, and the older ones have been asked about it every day since.";
const FOURTH: &str =
    "The council, which met in the school because its hall stood in the water, voted for a new weir of oak and stone.";

fn story() -> String {
    format!("<p>{LEAD}</p>\n<p>{NEXT}</p>\n<p>{THIRD}</p>\n<p>{FOURTH}</p>")
}

fn whole(article: &Article) -> String {
    article.blocks.iter().filter(|block| !block.boilerplate).map(|block| format!("{}\n", block.text)).collect()
}

fn assert_body(article: &Article, has: &[&str], lacks: &[&str]) {
    let whole = whole(article);
    for part in has {
        assert_eq!(whole.matches(part).count(), 1, "{part}: {whole}");
    }
    for part in lacks {
        assert!(!whole.contains(part), "{part}: {whole}");
    }
}

const STORY: &[&str] = &[LEAD, NEXT, THIRD, FOURTH];

#[test]
fn a_news_page_without_what_surrounds_the_news() {
    let page = format!(
        r##"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Weir gives way at Ollen | The Ollen Ledger</title>
        <meta property="og:title" content="Weir gives way at Ollen"><meta property="og:site_name" content="The Ollen Ledger">
        <script type="application/ld+json">[{{"@type":"BreadcrumbList"}},{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Weir gives way at Ollen",
        "datePublished":"2019-05-04T07:30:00+01:00","author":[{{"@type":"Person","name":"Ann Lee"}},{{"@type":"Person","name":"Bo Chu"}}],
        "publisher":{{"@type":"Organization","name":"The Ollen Ledger"}}}}]</script></head>
        <body><div id="cookie-banner" class="cookie-consent" role="dialog"><p>We and our 812 partners use cookies. Choose what you accept.</p><button>Accept all</button></div>
        <header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
        <main><article><h1>Weir gives way at Ollen</h1><p class="byline">By <a rel="author" href="/ann">Ann Lee</a> and <a rel="author" href="/bo">Bo Chu</a></p>
        <div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Tweet</a></div>
        <div class="article-body"><p>{LEAD}</p><p>{NEXT}</p>
        <aside class="related-links"><h3>Related</h3><ul><li><a href="/1">Ten weirs to see before they go</a></li><li><a href="/2">Pike: a life</a></li></ul></aside>
        <p>{THIRD}</p><div class="newsletter-signup"><h4>Get our morning letter</h4><form><input type="email"><button>Sign up</button></form></div><p>{FOURTH}</p></div></article>
        <section id="comments" class="comments"><h2>Comments (2)</h2><div class="comment"><b>weirdfish</b><p>First! I was there and saw nothing.</p></div><div class="comment"><b>pikeman</b><p>Nor did I, to be fair to it.</p></div></section></main>
        <footer><p>© The Ollen Ledger. All rights reserved.</p></footer></body></html>"##
    );
    let article = one("weir.html", page);
    assert_eq!(article.title, "Weir gives way at Ollen");
    assert_eq!(article.authors, ["Ann Lee", "Bo Chu"]);
    assert_eq!(day(&article), "2019-05-04");
    assert_eq!(article.source.as_deref(), Some("The Ollen Ledger"));
    assert_eq!(article.language.map(|language| language.to_string()).as_deref(), Some("en"));
    assert_body(
        &article,
        STORY,
        &["cookies", "Sport", "Ten weirs", "morning letter", "First! I was", "All rights", "Tweet"],
    );
}

#[test]
fn a_blog_that_marks_its_entries_with_classes() {
    let page = format!(
        r##"<html xml:lang="en"><head><title>The Miller's Notes: After the weir</title></head><body class="home"><div id="sidebar"><h2>Archive</h2><ul><li><a href="/2019/04">April</a></li></ul></div>
        <div class="hentry"><h2 class="entry-title">After the weir</h2><div class="entry-meta">Posted on <abbr class="published" title="2019-05-06T20:00:00Z">Monday evening</abbr> by <span class="author vcard"><a class="url fn" href="/about">Ann Lee</a></span></div>
        <div class="entry-content">{}</div></div>
        <div id="comments"><ol class="commentlist"><li><span class="comment-author vcard"><cite class="fn">Cy Dee</cite></span> <time datetime="2020-01-01">later</time><p>Thank you for this, Ann, it was good to read.</p></li></ol></div></body></html>"##,
        story()
    );
    let article = one("after.html", page);
    assert_eq!(article.title, "After the weir");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(day(&article), "2019-05-06");
    assert_body(&article, STORY, &["April", "Thank you for this"]);
}

#[test]
fn an_old_page_laid_out_in_tables_and_breaks() {
    let page = format!(
        "<HTML><HEAD><TITLE>Weir gives way</TITLE></HEAD><BODY BGCOLOR=#ffffff><TABLE WIDTH=100%><TR><TD WIDTH=120 VALIGN=top><FONT SIZE=1><A HREF=a.htm>Home</A><BR><A HREF=b.htm>Guest book</A><BR><A HREF=c.htm>Links</A></FONT></TD>\
         <TD><CENTER><FONT SIZE=5>Weir gives way</FONT></CENTER><BR><FONT FACE=Arial>{LEAD}<BR><BR>{NEXT}<BR><BR>{THIRD}<BR><BR>{FOURTH}<BR><BR>{0}</FONT></TD></TR></TABLE></BODY></HTML>",
        "It was said again, and again, and once more after that. ".repeat(4)
    );
    let article = one("weir.htm", page);
    assert_eq!(article.title, "Weir gives way");
    assert_body(&article, STORY, &["Guest book"]);
    assert!(texts(&article).contains(&NEXT), "each paragraph stands alone: {:?}", texts(&article));
}

#[test]
fn a_list_is_kept_as_one() {
    let items: String = (1..=9)
        .map(|at| format!("<li><b>Weir {at}.</b> It stands where the river bends, was built of oak, and has been mended {at} times since.</li>"))
        .collect();
    let article = one(
        "list.html",
        format!(
            "<html><head><title>Nine weirs</title></head><body><article><h1>Nine weirs</h1><p>{LEAD}</p><ol>{items}</ol></article></body></html>"
        ),
    );
    let items = article.blocks.iter().filter(|block| block.kind.name() == "item").count();
    assert_eq!(items, 9);
}

#[test]
fn a_gallery_is_its_captions() {
    let pictures: String = (1..=5)
        .map(|at| format!("<figure><img src='{at}.jpg' alt='IMG_000{at}'><figcaption>The weir on day {at}, seen from the mill. Photo: Ann Lee</figcaption></figure>"))
        .collect();
    let article = one(
        "gallery.html",
        format!(
            "<html><head><title>The weir in pictures</title></head><body><nav>Home Sport</nav><main>{pictures}</main></body></html>"
        ),
    );
    assert_body(&article, &["on day 1", "on day 5"], &["IMG_", "Sport"]);
}

#[test]
fn a_recipe_keeps_ingredients_and_steps() {
    let page = format!(
        r##"<html><head><title>Pike in mint - Mill Kitchen</title><script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"Mill Kitchen"}},{{"@type":"Recipe","name":"Pike in mint","author":{{"@id":"#a"}},"datePublished":"2019-06-01"}},{{"@type":"Person","@id":"#a","name":"Ann Lee"}}]}}</script></head>
        <body><article><h1>Pike in mint</h1><p>{LEAD}</p><p>{NEXT}</p><h2>Ingredients</h2><ul class="ingredients"><li>1 pike, about 2 kg</li><li>20 g of mint</li><li>salt</li></ul><h2>Method</h2><ol><li>Scale the pike and wash it in cold water until the water stays clear.</li><li>Put the mint into it, salt it, and bake it for forty minutes.</li></ol></article></body></html>"##
    );
    let article = one("pike.html", page);
    assert_eq!(article.title, "Pike in mint");
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(day(&article), "2019-06-01");
    assert_body(&article, &["1 pike, about 2 kg", "20 g of mint", "Scale the pike", "Ingredients"], &[]);
}

#[test]
fn a_question_with_its_answers() {
    let answer = |name: &str, text: &str| {
        format!(
            "<div class='answer' itemprop='suggestedAnswer' itemscope><div itemprop='text'><p>{text}</p></div><div class='user'>{name}</div></div>"
        )
    };
    let page = format!(
        "<html><head><title>How deep is the mill pond? - Weir Exchange</title></head><body><div id='question' itemscope itemtype='https://schema.org/Question'><h1 itemprop='name'>How deep is the mill pond?</h1><div itemprop='text'><p>{LEAD} So how deep is it now?</p><pre><code>depth = level - bed\nprint(depth)</code></pre></div></div>{}{}</body></html>",
        answer("bo", NEXT),
        answer("cy", THIRD)
    );
    let article = one("question.html", page);
    assert_eq!(article.title, "How deep is the mill pond?");
    assert_body(&article, &["So how deep is it now?", "depth = level - bed\nprint(depth)", NEXT, THIRD], &[]);
}

#[test]
fn a_stub_before_a_paywall_is_what_there_is() {
    let page = format!(
        "<html><head><title>Weir gives way</title></head><body><header><a href=/>Ledger</a></header><article><h1>Weir gives way</h1><p>{LEAD}</p><div class='paywall'><p>Subscribe to read on.</p></div></article><div style='display: none'>Hidden words</div><footer>Imprint</footer></body></html>"
    );
    let article = one("stub.html", page);
    assert_body(&article, &[LEAD], &["Imprint", "Hidden words"]);
}

#[test]
fn code_tables_quotations_and_footnotes_keep_their_form() {
    let page = format!(
        "<html><head><title>On weirs</title></head><body><main><h1>On weirs</h1><p>{LEAD}<sup id=r1><a href=#f1>1</a></sup></p><h2>Measures</h2>\
         <table><thead><tr><th>Weir</th><th>Height</th></tr></thead><tbody><tr><td>Upper</td><td>2 m</td></tr><tr><td>Lower</td><td>3 m</td></tr></tbody></table>\
         <p>{NEXT}</p><blockquote><p>It was never meant to last.</p><blockquote><p>Nor were we, said the miller.</p></blockquote></blockquote>\
         <pre>fn height(weir: &amp;Weir) -&gt; u32 {{\n    weir.top - weir.bed\n}}</pre><p>{THIRD}</p><p>{FOURTH}</p><section class=footnotes><ol><li id=f1>The ledger of 1871 has another date. <a href=#r1>↩</a></li></ol></section></main></body></html>"
    );
    let article = one("on-weirs.html", page);
    let block = |kind: &str| article.blocks.iter().filter(|block| block.kind.name() == kind).collect::<Vec<_>>();
    assert_eq!(block("table")[0].text, "Weir\tHeight\nUpper\t2 m\nLower\t3 m");
    assert_eq!(block("quote").len(), 2);
    assert_eq!(block("verbatim")[0].text, "fn height(weir: &Weir) -> u32 {\n    weir.top - weir.bed\n}");
    assert_body(&article, &["The ledger of 1871 has another date.", THIRD, FOURTH], &[]);
}

#[test]
fn right_to_left_and_unspaced_pages() {
    let arabic =
        "انهار السد قبل الفجر بقليل وسمعه الطحانون قبل أن يروه، وقال العمدة إن الجسر السفلي قد اختفى مع قاربين. ";
    let page = format!(
        "<html lang=ar dir=rtl><head><title>انهيار السد</title></head><body><nav><a href=/>الرئيسية</a></nav><article><h1>انهيار السد</h1><p>{0}</p><p>{0}</p></article></body></html>",
        arabic.repeat(3)
    );
    let article = one("sadd.html", page);
    assert_eq!(article.title, "انهيار السد");
    assert_eq!(article.language.map(|language| language.to_string()).as_deref(), Some("ar"));
    assert!(!whole(&article).contains("الرئيسية"));

    let japanese =
        "夜明け前に堰が崩れ、粉屋たちは見るより先にその音を聞いた。昼には池は草地になり、舟が一つ残っていた。";
    let page = format!(
        "<html lang=ja><head><title>堰が崩れる｜村の新聞</title><meta property=og:site_name content=村の新聞></head><body><div class=nav><a href=/>ホーム</a></div><div class=main><h1>堰が崩れる</h1><p>{0}<br><br>{0}</p><p>{0}</p></div></body></html>",
        japanese.repeat(3)
    );
    let article = one("seki.html", page);
    assert_eq!(article.title, "堰が崩れる");
    assert!(article.blocks.len() >= 3, "{:?}", texts(&article));
}

#[test]
fn a_page_that_a_browser_saved_says_where_from() {
    let page = format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0037)https://www.ledger.example/news/2019/05/04/weir -->\n<html><head><title>Weir gives way</title></head><body><article>{}</article></body></html>",
        story()
    );
    let article = one("weir.html", page);
    assert_eq!(article.url.as_deref(), Some("https://www.ledger.example/news/2019/05/04/weir"));
    assert_eq!(article.source.as_deref(), Some("ledger.example"));
    assert_eq!(day(&article), "2019-05-04");
}

#[test]
fn every_vocabulary_of_meta_elements_is_read() {
    for (meta, author, date) in [
        (
            "<meta name=DC.creator content='Ann Lee'><meta name=DC.date.issued content=2019-05-04>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta name=parsely-author content='Ann Lee'><meta name=parsely-pub-date content=2019-05-04T10:00:00Z>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta name=sailthru.author content='Ann Lee'><meta name=sailthru.date content='2019-05-04 10:00'>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta name=citation_author content='Lee, Ann'><meta name=citation_publication_date content=2019/05/04>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta name=cXenseParse:author content='Ann Lee'><meta name=cXenseParse:recs:publishtime content=2019-05-04T10:00:00Z>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta property=article:author content='https://social.example/ann'><meta name=author content='Ann Lee'><meta property=article:published_time content=2019-05-04>",
            "Ann Lee",
            "2019-05-04",
        ),
        (
            "<meta name=author content='The Ledger'><meta property=og:site_name content='The Ledger'><meta name=byl content='By Ann Lee'><meta itemprop=datePublished content=2019-05-04>",
            "Ann Lee",
            "2019-05-04",
        ),
    ] {
        let article = one(
            "a.html",
            format!(
                "<html><head><title>Weir gives way</title>{meta}</head><body><article>{}</article></body></html>",
                story()
            ),
        );
        assert_eq!(article.authors, [author], "{meta}");
        assert_eq!(day(&article), date, "{meta}");
    }
}

#[test]
fn the_elements_of_the_article_come_before_those_of_other_articles() {
    let page = format!(
        "<html><head><title>Weir gives way</title></head><body><div class=related-stories><span class=author>Zed Zulu</span><time datetime=2001-01-01>x</time></div>\
         <article itemscope><h1>Weir gives way</h1><span itemprop=author itemscope><span itemprop=name>Ann Lee</span>, <span itemprop=jobTitle>Weir correspondent</span></span><time itemprop=datePublished content='2019-05-04'>May 4</time>{}</article></body></html>",
        story()
    );
    let article = one("a.html", page);
    assert_eq!(article.authors, ["Ann Lee"]);
    assert_eq!(day(&article), "2019-05-04");
}

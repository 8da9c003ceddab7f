//! Pages that say themselves where their article is, and hold nothing but prose there: nothing to extract.

use dom_query::{Document, NodeRef};

/// Characters of prose that a page has at least: less proves nothing.
const PROSE: usize = 500;

/// The element whose whole content is the article, where that is beyond doubt.
pub(super) fn article(document: &Document) -> Option<NodeRef<'_>> {
    let body = document.body()?;
    let mut articles = body.descendants_it().filter(|node| node.has_name("article"));
    let article = match (articles.next(), articles.next()) {
        (None, _) => body,
        (Some(article), None) => article,
        _ => return None,
    };
    let (mut within, mut linked) = (0, 0);
    for node in article.descendants_it() {
        match kind(&node) {
            Kind::Text(length) => within += length,
            Kind::Link => linked += LINK,
            Kind::Prose => {}
            Kind::Other => return None,
        }
    }
    if within < PROSE || linked * 10 > within {
        return None;
    }
    // What else the page says must be little, or in lists of links.
    let around: usize = if article.id == body.id {
        0
    } else {
        let paragraphs = body.descendants_it().filter(|node| node.has_name("p"));
        let apart = paragraphs.filter(|node| node.ancestors_it(None).all(|around| around.id != article.id));
        apart.flat_map(|node| node.children()).map(|node| length(&node)).sum()
    };
    (around * 3 < within).then_some(article)
}

/// Bytes that a link is taken to have.
const LINK: usize = 30;

enum Kind {
    Text(usize),
    Link,
    Prose,
    Other,
}

fn length(node: &NodeRef<'_>) -> usize {
    node.query_or(0, |node| match &node.data {
        dom_query::NodeData::Text { contents } => contents.trim_ascii().len(),
        _ => 0,
    })
}

/// What a node is to prose. A box, or a block with a name of its own, may be no part of the article.
fn kind(node: &NodeRef<'_>) -> Kind {
    let Some(element) = node.element_ref() else { return Kind::Text(length(node)) };
    let named = || element.attrs.iter().any(|attr| matches!(&*attr.name.local, "class" | "id" | "role" | "style"));
    match &*element.name.local {
        "a" => Kind::Link,
        "abbr" | "b" | "br" | "cite" | "code" | "em" | "i" | "mark" | "q" | "s" | "small" | "strong" | "sub"
        | "sup" | "time" | "u"
            if !named() =>
        {
            Kind::Prose
        }
        "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "p" if !named() => Kind::Prose,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The river rose in the night, and by the morning it had taken the lower bridge.</p>";

    fn of(body: &str) -> Option<String> {
        let document = Document::from(format!("<html><body>{body}"));
        article(&document).map(|node| node.node_name().unwrap_or_default().to_string())
    }

    #[test]
    fn an_article_of_nothing_but_prose_is_told_from_what_stands_around_it() {
        let text = TEXT.repeat(10);
        assert_eq!(of(&format!("<nav>x</nav><article><h1>x</h1>{text}</article>")).as_deref(), Some("article"));
        assert_eq!(of(&format!("<h1>x</h1>{text}")).as_deref(), Some("body"));
    }

    #[test]
    fn whatever_may_be_no_prose_is_left_to_extraction() {
        let text = TEXT.repeat(10);
        for body in [
            format!("<nav>x</nav>{text}"),
            format!("<article>{text}</article><article>x</article>"),
            format!("<article>{text}<p class=promo>x</p></article>"),
            format!("<article>{text}<ul><li>x</ul></article>"),
            format!("<article>{text}</article>{text}"),
            format!("<article>{text}{}</article>", "<a href=/>x</a>".repeat(20)),
            format!("<article>{TEXT}</article>"),
        ] {
            assert_eq!(of(&body), None, "{body}");
        }
    }
}

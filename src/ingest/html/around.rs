//! Takes out of a page what its own names say is not the article: comments, related stories, sign-up boxes.
//!
//! Extraction does so too, but it takes all of it back where the article is short.

use dom_query::{Document, Element, NodeRef};

/// Words of a class or id for what stands around an article.
const AROUND: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "gdpr",
    "newsletter",
    "recommended",
    "related",
    "sharedaddy",
    "sidebar",
];

/// Words for what readers wrote, which may be longer than the article.
const COMMENTS: &[&str] = &["comments", "commentlist", "disqus"];

/// Elements that may be taken out whole.
const BOXES: &[&str] = &["aside", "div", "dl", "nav", "ol", "section", "table", "td", "ul"];

/// Characters that have to be left.
const LEFT: usize = 200;

/// Characters that are measured on a page of few, besides.
const WORK: usize = 4 << 20;

/// What a node that is looked at costs beside a character.
const NODE: usize = 8;

/// Elements that are judged on one page.
const JUDGED: usize = 400;

pub(super) fn remove(document: &Document) {
    let Some(body) = document.body() else { return };
    let judged = body.descendants_it().filter_map(|node| Some((node, why(&*node.element_ref()?)?)));
    let named: Vec<(NodeRef<'_>, Why)> = judged.take(JUDGED).collect();
    if named.is_empty() {
        return;
    }
    let whole = body.normalized_char_count();
    let mut left = whole;
    // Boxes in boxes are measured again and again.
    let mut work = whole.saturating_mul(8).saturating_add(WORK);
    for (node, why) in named {
        // One that stands in another that is gone.
        if node.ancestors_it(None).all(|around| around.id != body.id) {
            continue;
        }
        let size = node.normalized_char_count();
        work = work.saturating_sub(size);
        if work == 0 {
            return;
        }
        let mut nodes = 0;
        let mut holds = |names: &[&str]| {
            let mut within = node.descendants_it().inspect(|_| nodes += 1);
            within.any(|node| node.element_ref().is_some_and(|element| names.contains(&&*element.name.local)))
        };
        let small = size * 3 < whole;
        let goes = match why {
            Why::Comments => !holds(&["h1", "main"]),
            Why::Named => small && !holds(&["article", "h1", "main"]),
            Why::Cell => small && is_menu(node, size, &mut work),
        };
        work = work.saturating_sub(nodes * NODE);
        if goes && left >= size + LEFT {
            left -= size;
            node.remove_from_parent();
        }
    }
}

/// Why an element may stand around the article.
#[derive(Clone, Copy)]
enum Why {
    /// Its names say that it holds comments.
    Comments,
    /// Its names say that it holds something else.
    Named,
    /// It may be a column of a page that is laid out as a table.
    Cell,
}

/// Whether a cell is a column of links beside the text.
fn is_menu(cell: NodeRef<'_>, size: usize, work: &mut usize) -> bool {
    const LINKS: usize = 3;
    let links: Vec<NodeRef<'_>> = cell.descendants_it().filter(|node| node.has_name("a")).take(100).collect();
    // Links don't stand in links, but in broken pages they do.
    let linked = links.iter().try_fold(0, |linked, link| {
        Some(linked + link.normalized_char_count()).filter(|linked| *linked <= size.saturating_mul(2))
    });
    if links.len() < LINKS || linked.is_some_and(|linked| linked * 10 < size * 8) {
        return false;
    }
    [cell.next_element_sibling(), cell.prev_element_sibling()].iter().flatten().any(|beside| {
        let beside = beside.normalized_char_count();
        *work = work.saturating_sub(beside);
        beside >= size * 5 + LEFT
    })
}

/// Why an element is judged; `None` if nothing says that it may stand around the article.
fn why(element: &Element) -> Option<Why> {
    if !BOXES.contains(&&*element.name.local) {
        return None;
    }
    let names = || element.attrs.iter().filter(|attr| matches!(&*attr.name.local, "class" | "id"));
    let says = |list: &[&str]| {
        names().any(|attr| {
            let mut words = attr.value.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| list.iter().any(|name| name.eq_ignore_ascii_case(word)))
        })
    };
    match () {
        () if says(COMMENTS) => Some(Why::Comments),
        () if says(AROUND) => Some(Why::Named),
        () if &*element.name.local == "td" => Some(Why::Cell),
        () => None,
    }
}

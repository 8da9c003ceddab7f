//! Tells a table of data from one that only places things on a page.

use dom_query::NodeRef;

/// Columns that one cell may stand for.
const COLUMNS: usize = 50;

/// Elements that a cell of data doesn't hold.
const LAYOUT: &[&str] =
    &["table", "blockquote", "figure", "h1", "h2", "h3", "h4", "ol", "pre", "ul", "article", "section"];

/// Bytes of a cell above which its table is a layout.
const CELL: usize = 800;

pub(super) struct Table<'a> {
    pub(super) captions: Vec<NodeRef<'a>>,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

pub(super) struct Cell<'a> {
    pub(super) node: NodeRef<'a>,
    pub(super) columns: usize,
}

/// Reads a table of data; `None` for a layout, whose cells are read as blocks one after the other.
pub(super) fn read(table: NodeRef<'_>) -> Option<Table<'_>> {
    let mut captions = Vec::new();
    let mut rows = Vec::new();
    for node in table.element_children() {
        match node.node_name().as_deref().unwrap_or_default() {
            "thead" | "tbody" | "tfoot" => {
                rows.extend(node.element_children().into_iter().filter(|row| row.has_name("tr")).map(cells))
            }
            "tr" => rows.push(cells(node)),
            "caption" => captions.push(node),
            _ => {}
        }
    }
    // A single row places things side by side.
    let placed = rows.len() < 2 || table.attr("role").is_some_and(|role| matches!(&*role, "presentation" | "none"));
    let wide = rows.iter().any(|row| row.len() > 1);
    let nested = table.descendants_it().any(|node| node.node_name().is_some_and(|name| LAYOUT.contains(&&*name)));
    let long = || rows.iter().flatten().any(|cell| cell.node.text().trim().len() > CELL);
    (wide && !placed && !nested && !long()).then_some(Table { captions, rows })
}

fn cells(row: NodeRef<'_>) -> Vec<Cell<'_>> {
    let is_cell = |node: &NodeRef<'_>| node.has_name("td") || node.has_name("th");
    row.element_children()
        .into_iter()
        .filter(is_cell)
        .map(|node| {
            let columns = node.attr("colspan").and_then(|columns| columns.trim().parse().ok()).unwrap_or(1usize);
            Cell { node, columns: columns.clamp(1, COLUMNS) }
        })
        .collect()
}

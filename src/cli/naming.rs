//! How an article is named on the command line: by its id, its path, or the end of its id.

use std::path::Path;

use crate::article::Handle;
use crate::library::Catalogue;

/// A name that names no article, or several.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamingError {
    /// None.
    #[error("no article is called {0}; `byline list` shows their ids")]
    None(String),
    /// Several.
    #[error("{name} could be {}; give more of its id", .several.join(", "))]
    Several {
        /// The name.
        name: String,
        /// A few of the ids.
        several: Vec<String>,
    },
}

/// How many ids an ambiguous name lists.
const LISTED: usize = 4;

/// Finds the article that `name` names.
///
/// # Errors
/// When it is none, or several.
pub fn find(catalogue: &Catalogue, name: &str) -> Result<Handle, NamingError> {
    look_up(catalogue, name, path_key(name))
}

/// Finds the article that `name` names by its id, without a look at the files that are there.
///
/// # Errors
/// As [`find`].
pub fn find_by_id(catalogue: &Catalogue, name: &str) -> Result<Handle, NamingError> {
    look_up(catalogue, name, None)
}

fn look_up(catalogue: &Catalogue, name: &str, key: Option<String>) -> Result<Handle, NamingError> {
    // The id itself, or the path from anywhere, wins over ids that merely end so.
    let ids = || catalogue.handles().filter_map(|handle| Some((handle, catalogue.id(handle)?)));
    let exact = ids().find(|(handle, id)| {
        id.as_str() == name || key.as_deref().is_some_and(|key| catalogue.key(*handle).as_deref() == Some(key))
    });
    if let Some((handle, _)) = exact {
        return Ok(handle);
    }
    let tail = name.strip_prefix("./").unwrap_or(name);
    let ends_so: Vec<_> = ids().filter(|(_, id)| is_tail(id.as_str(), tail)).collect();
    match ends_so.as_slice() {
        [] => Err(NamingError::None(name.to_owned())),
        [(handle, _)] => Ok(*handle),
        several => Err(NamingError::Several {
            name: name.to_owned(),
            several: several.iter().take(LISTED).map(|(_, id)| id.to_string()).collect(),
        }),
    }
}

/// The path of a file, made absolute, with its record.
fn path_key(name: &str) -> Option<String> {
    let (path, record) = match name.rsplit_once('#') {
        Some((path, record)) if !Path::new(name).exists() => (path, Some(record)),
        _ => (name, None),
    };
    let path = Path::new(path).canonicalize().ok()?.to_string_lossy().into_owned();
    Some(match record {
        Some(record) => format!("{path}#{record}"),
        None => path,
    })
}

/// Whether an id ends with `tail`, at the border of a folder, a record or a name without its extension.
fn is_tail(id: &str, tail: &str) -> bool {
    let ends = |id: &str| id.strip_suffix(tail).is_some_and(|before| before.is_empty() || before.ends_with(['/', '#']));
    !tail.is_empty() && (ends(id) || id.rsplit_once('.').is_some_and(|(stem, _)| !stem.is_empty() && ends(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Summary};

    fn catalogue(ids: &[&str]) -> Catalogue {
        let mut catalogue = Catalogue::new("/nowhere");
        let summary = |id: &&str| Summary::of(&Article::default(), ArticleId((*id).to_owned()), None);
        catalogue.extend(ids.iter().map(summary).collect());
        catalogue
    }

    #[test]
    fn an_article_is_found_by_its_id_and_by_any_unambiguous_tail() {
        let catalogue = catalogue(&["a/one.txt", "b/one.txt", "b/two.md", "crawl.jsonl#17"]);
        assert_eq!(find(&catalogue, "a/one.txt"), Ok(Handle(0)));
        assert_eq!(find(&catalogue, "two.md"), Ok(Handle(2)));
        assert_eq!(find(&catalogue, "two"), Ok(Handle(2)));
        assert_eq!(find(&catalogue, "17"), Ok(Handle(3)));
        assert!(matches!(find(&catalogue, "one.txt"), Err(NamingError::Several { .. })));
        assert!(matches!(find(&catalogue, "ne.txt"), Err(NamingError::None(_))));
        assert!(matches!(find(&catalogue, ""), Err(NamingError::None(_))));
    }

    #[test]
    fn a_whole_id_wins_over_longer_ids_that_end_so() {
        let catalogue = catalogue(&["a/one.txt", "one.txt"]);
        assert_eq!(find(&catalogue, "one.txt"), Ok(Handle(1)));
    }
}

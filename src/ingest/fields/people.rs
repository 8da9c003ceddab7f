//! The people in a field, as text.

use super::{NAMES, Value, plain, string};

pub(crate) fn people(value: &Value<'_>) -> Vec<String> {
    match value {
        Value::List(list) => list.iter().take(NAMES).filter_map(person).collect(),
        value => person(value).into_iter().collect(),
    }
}

/// A person's name. A number is a key into some other table and names nobody.
pub(crate) fn person(value: &Value<'_>) -> Option<String> {
    let object = match value {
        Value::Text(name) => return Some(plain(name)).filter(|name| !name.is_empty()),
        Value::Object(object) => object,
        _ => return None,
    };
    let field = |names: &[&str]| names.iter().flat_map(|name| object.named(name)).find_map(string);
    let first = field(&["firstname", "firstnames", "first", "givenname", "given"]);
    let last = field(&["lastname", "last", "familyname", "family", "surname"]);
    field(&["displayname", "name", "fullname", "fullorusername"])
        .or_else(|| match (first, last) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (first, last) => first.or(last),
        })
        .or_else(|| {
            object.named("author").chain(object.named("data")).chain(object.named("name")).find_map(person_within)
        })
        .or_else(|| field(&["text", "value", "title", "username", "login"]))
}

/// One level deeper, as in `{"author": {"name": …}}`, and no further.
fn person_within(value: &Value<'_>) -> Option<String> {
    let object = value.as_object()?;
    let field = |names: &[&str]| names.iter().flat_map(|name| object.named(name)).find_map(string);
    match (field(&["firstname", "firstnames", "first"]), field(&["lastname", "last"])) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        _ => field(&["displayname", "name", "fullname"]),
    }
}

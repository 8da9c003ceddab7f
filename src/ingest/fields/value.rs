//! A JSON value that borrows its texts from the input, its keys ready for look-up.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number};

/// Longest spelling that is looked up: every name in the tables is shorter.
const LONGEST: usize = 24;

/// A value. `false` says as much about an article as `null`.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Nothing,
    True,
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Object<'a>),
}

/// Members in the order of the input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object<'a> {
    members: Vec<Member<'a>>,
}

#[derive(Clone, Debug)]
struct Member<'a> {
    key: Cow<'a, str>,
    spelling: Spelling,
    value: Value<'a>,
}

/// A key without case, `_`, `-`, spaces and the like; empty if it is longer than any name.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Spelling {
    fn of(key: &str) -> Self {
        let mut spelling = Self { bytes: [0; LONGEST], len: 0 };
        for byte in letters(key) {
            let Some(place) = spelling.bytes.get_mut(spelling.len) else {
                spelling.len = 0;
                break;
            };
            *place = byte;
            spelling.len += 1;
        }
        spelling
    }

    fn is(&self, name: &str) -> bool {
        self.bytes.get(..self.len).is_some_and(|bytes| bytes == name.as_bytes())
    }
}

/// What counts in a key.
pub(super) fn letters(key: &str) -> impl Iterator<Item = u8> {
    key.bytes()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b' ' | b'.' | b':' | b'@'))
        .map(|byte| byte.to_ascii_lowercase())
}

impl<'a> Object<'a> {
    /// Adds a member.
    pub(crate) fn push(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        let spelling = Spelling::of(&key);
        self.members.push(Member { key, spelling, value });
    }

    /// The values whose names are spelled like `name`: case, `_`, `-` and spaces don't count.
    pub(crate) fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Value<'a>> {
        self.members.iter().filter(move |member| member.spelling.is(name)).map(|member| &member.value)
    }

    /// The first value under one of some names, and not nothing.
    pub(crate) fn first<'s>(&'s self, names: &[&'s str]) -> Option<&'s Value<'a>> {
        names.iter().flat_map(|name| self.named(name)).find(|value| !matches!(value, Value::Nothing))
    }

    /// The first text under one of some names.
    pub(crate) fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let named = |member: &&Member<'a>| member.spelling.is(name);
            self.members.iter().filter(named).find_map(|member| member.value.as_str())
        })
    }

    /// The keys of what is true.
    pub(crate) fn truths(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|(_, value)| matches!(value, Value::True)).map(|(key, _)| key)
    }

    /// Its keys as they are written, with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.members.iter().map(|member| (&*member.key, &member.value))
    }
}

impl<'a> Value<'a> {
    /// The text, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub(crate) fn as_object(&self) -> Option<&Object<'a>> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The number, if it is a whole one that an index can be.
    pub(crate) fn as_index(&self) -> Option<usize> {
        match self {
            Value::Number(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()),
            _ => None,
        }
    }

    /// The number, if it is a small whole one.
    pub(crate) fn as_small(&self) -> Option<u8> {
        self.as_index().and_then(|number| u8::try_from(number).ok())
    }
}

impl<'a> From<&'a serde_json::Value> for Value<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        match value {
            serde_json::Value::Bool(true) => Value::True,
            serde_json::Value::Null | serde_json::Value::Bool(false) => Value::Nothing,
            serde_json::Value::Number(number) => Value::Number(number.clone()),
            serde_json::Value::String(text) => Value::Text(Cow::Borrowed(text)),
            serde_json::Value::Array(list) => Value::List(list.iter().map(Value::from).collect()),
            serde_json::Value::Object(map) => Value::Object(Object::from(map)),
        }
    }
}

impl<'a> From<&'a Map<String, serde_json::Value>> for Object<'a> {
    fn from(map: &'a Map<String, serde_json::Value>) -> Self {
        let mut object = Object::default();
        for (key, value) in map {
            object.push(Cow::Borrowed(key), Value::from(value));
        }
        object
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value<'de>, E> {
        Ok(if truth { Value::True } else { Value::Nothing })
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Number::from_f64(number).map_or(Value::Nothing, Value::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut object = Object { members: Vec::with_capacity(8) };
        while let Some(Key(key)) = map.next_key()? {
            let value = map.next_value()?;
            object.push(key, value);
        }
        Ok(Value::Object(object))
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(Values)? {
            Value::Text(key) => Ok(Key(key)),
            _ => Ok(Key(Cow::Borrowed(""))),
        }
    }
}

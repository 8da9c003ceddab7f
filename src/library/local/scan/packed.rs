//! Packed files: what is in them is read as if it lay in a folder, in one pass and without touching the disk.

use std::io::{BufRead, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use super::input::{Input, Place};
use crate::ingest::pack::{Codec, Names, Tar, Trouble, entries, unpack};
use crate::ingest::{IngestError, MAX_DOCUMENT};
use crate::library::local::origin::{Origin, Way};
use crate::library::local::walk::is_furniture;

impl Input<'_> {
    pub(super) fn read_stream(
        &mut self,
        place: &Place,
        codec: Codec,
        packed: &mut dyn BufRead,
    ) -> Result<(), IngestError> {
        let trouble = Trouble::default();
        let way = Way { part: None, codec: Some(codec) };
        let origin = Arc::new(Origin::Packed(Arc::clone(&place.origin), way));
        let inner = Place { origin, depth: place.depth + 1, ..place.clone() };
        let mut plain = unpack(codec, Box::new(packed), &self.meter, &trouble);
        let read = self.read_place(&inner, plain.as_mut());
        // What the format makes of the missing end is only a consequence.
        trouble.take().map_or(read, Err)
    }

    pub(super) fn read_tar(&mut self, place: &Place, packed: &mut dyn BufRead) -> Result<(), IngestError> {
        let mut tar = Tar::new(packed);
        let mut names = Names::default();
        while let Some(member) = tar.next_file()? {
            if self.gone || self.meter.is_spent() {
                break;
            }
            let way = Way { part: Some((member.offset, member.len)), codec: None };
            if let Some(inner) = place.member(&mut names, &member.name, way) {
                self.read_member(&inner, &mut tar, &Trouble::default());
            }
        }
        Ok(())
    }

    pub(super) fn read_zip(&mut self, place: &Place, packed: &mut dyn BufRead) -> Result<(), IngestError> {
        let mut refused = Vec::new();
        let mut refuse = |name: &str, error: IngestError| refused.push((name.to_owned(), error));
        let mut held = None;
        let found = match place.origin.seekable()? {
            Some(zip) => entries(zip, &mut refuse)?,
            None => {
                let bytes = held.insert(Vec::new());
                packed.take(MAX_DOCUMENT + 1).read_to_end(bytes)?;
                if bytes.len() as u64 > MAX_DOCUMENT {
                    let limit = MAX_DOCUMENT >> 20;
                    let text =
                        format!("a zip within another packed file is opened up to {limit} MiB; unpack that first");
                    return Err(IngestError::Limit(text));
                }
                entries(Cursor::new(bytes.as_slice()), &mut refuse)?
            }
        };
        let mut names = Names::default();
        for (name, error) in refused {
            let whole = Way { part: None, codec: None };
            let path = if name.is_empty() { Some(place.clone()) } else { place.member(&mut names, &name, whole) };
            if let Some(at) = path {
                self.fail(&at.path, &error);
            }
        }
        let mut names = Names::default();
        for entry in found {
            if self.gone || self.meter.is_spent() {
                break;
            }
            let way = Way { part: Some((entry.offset, entry.len)), codec: entry.codec };
            let Some(inner) = place.member(&mut names, &entry.name, way) else { continue };
            let packed: Box<dyn BufRead + '_> = match &held {
                Some(bytes) => {
                    let start = usize::try_from(entry.offset).unwrap_or(usize::MAX).min(bytes.len());
                    Box::new(bytes[start..].take(entry.len))
                }
                None => Box::new(self.counted(place.origin.open(way.part)?)),
            };
            let trouble = Trouble::default();
            let mut plain = match entry.codec {
                Some(codec) => unpack(codec, packed, &self.meter, &trouble),
                None => packed,
            };
            self.read_member(&inner, plain.as_mut(), &trouble);
        }
        Ok(())
    }

    /// Reads one of many: what is wrong with it is its own trouble.
    fn read_member(&mut self, place: &Place, reader: &mut dyn BufRead, trouble: &Trouble) {
        let read = self.read_place(place, reader);
        if let Err(error) = trouble.take().map_or(read, Err) {
            self.refuse(place, &error);
        }
    }
}

impl Place {
    /// The place of a file within this packed one; `None` for what is passed over in folders too.
    fn member(&self, names: &mut Names, raw: &str, way: Way) -> Option<Place> {
        let name = names.name(raw)?;
        if is_furniture(Path::new(&name)) {
            return None;
        }
        Some(Place {
            path: format!("{}/{name}", self.path),
            id: format!("{}/{name}", self.id),
            origin: Arc::new(Origin::Packed(Arc::clone(&self.origin), way)),
            depth: self.depth + 1,
            named: false,
        })
    }
}

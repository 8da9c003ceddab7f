//! Queries typed letter by letter, beside frizbee, which searches anew with every key.

use byline::search::fuzzy::{Finder, Pattern};

use crate::corpus::Corpus;
use crate::{Figures, cpu, peers};

/// `<` takes a letter back.
const SESSIONS: [&str; 6] =
    ["sony hack korea", "north korea", "election", "climate change", "bank of england", "trump<<<<<biden"];

pub fn table(corpus: &Corpus) -> Figures {
    let strings: Vec<&str> = corpus.iter().collect();
    let mut finder = Finder::default();
    let idle = cpu(|| finder.prepare(corpus, &|| false));
    let first = cpu(|| finder.find(corpus, &Pattern::new("s"), &|| false));
    println!("prepared in {idle:.0} ms, then the first key {first:.2} ms");
    let mut spent: [Vec<f64>; 2] = Default::default();
    for session in SESSIONS {
        let mut typed = String::new();
        // A new prompt: what an earlier one found must not help.
        finder.forget();
        for key in session.chars() {
            if key == '<' {
                typed.pop();
            } else {
                typed.push(key);
            }
            let pattern = Pattern::new(&typed);
            spent[0].push(cpu(|| finder.find(corpus, &pattern, &|| false)));
            spent[1].push(cpu(|| peers::frizbee(&strings, &typed, 0)));
        }
    }
    let mut figures = vec![("typing: first key".to_owned(), first)];
    for (name, times) in ["byline", "frizbee"].iter().zip(&mut spent) {
        times.sort_by(f64::total_cmp);
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let (p95, most) = (times[times.len() * 95 / 100], times[times.len() - 1]);
        println!("{name:8} {} keys: mean {mean:.1}, p95 {p95:.1}, most {most:.1} ms", times.len());
        if *name == "byline" {
            figures.extend([("typing: mean a key".to_owned(), mean), ("typing: p95".to_owned(), p95)]);
        }
    }
    figures
}

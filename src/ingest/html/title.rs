//! The title of a page, without the name of its site.

use super::survey::Survey;
use crate::ingest::sanitize;

/// What stands between an article's title and its site's name.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " > ", " ‹ ", " › ", "｜", " _ "];

/// Words that a site's name has at most, when nothing but its place tells it.
const SITE: usize = 4;

/// Words that a title has at least, once the site's name is cut off.
const TITLE: usize = 3;

/// A title without the name of its site at the end or the start.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let title = sanitize::line(title);
    let Some(site) = site.map(key).filter(|site| !site.is_empty()) else { return title };
    for separator in SEPARATORS {
        if let Some((rest, end)) = title.rsplit_once(separator)
            && key(end) == site
            && !rest.trim().is_empty()
        {
            return rest.trim().to_owned();
        }
        if let Some((start, rest)) = title.split_once(separator)
            && key(start) == site
            && !rest.trim().is_empty()
        {
            return rest.trim().to_owned();
        }
    }
    title
}

/// The title by the page's `<title>`, or its one first-level heading.
pub(super) fn of_page(survey: &Survey<'_>, site: Option<&str>, url: Option<&str>) -> Option<String> {
    let Some(title) = survey.title.as_deref().map(|title| without_site(title, site)) else {
        let mut first = survey.headings.iter().filter(|(level, _)| *level == 1);
        return first.next().map(|(_, heading)| heading.clone()).filter(|_| first.next().is_none());
    };
    let named = |heading: &&String| key(&title).contains(&key(heading)) && !key(heading).is_empty();
    if let Some(headline) = survey.headline.as_ref().filter(named) {
        return Some(headline.clone());
    }
    // A heading that the title begins or ends with is the article's own.
    let parts = parts(&title);
    let of_level = |level: u8| survey.headings.iter().filter(move |heading| heading.0 == level).take(20);
    let own = of_level(1).chain(of_level(2)).map(|(_, heading)| heading).find(|heading| {
        words(heading) >= 2
            && title.len() > heading.len()
            && parts.iter().any(|(start, end)| key(start) == key(heading) || key(end) == key(heading))
    });
    Some(own.cloned().unwrap_or_else(|| without_suffix(&title, url)))
}

/// The site that a page's `<title>` names beside the article's `title`: the outermost part, if a link of the page
/// says the same.
pub(super) fn site(survey: &Survey<'_>, title: &str) -> Option<String> {
    let whole = survey.title.as_deref()?;
    let title = key(title);
    let parts = parts(whole);
    let (first, last) = (parts.last()?, parts.first()?);
    let site = if key(last.0) == title || parts.iter().any(|(start, _)| key(start) == title) {
        last.1
    } else if parts.iter().any(|(_, end)| key(end) == title) {
        first.0
    } else {
        return None;
    };
    let named = key(site);
    let said = survey.links.iter().any(|link| key(link) == named);
    (said && !named.is_empty() && words(site) <= SITE).then(|| site.to_owned())
}

/// A title without a last part that is short enough for a site's name, or that the address names.
fn without_suffix(title: &str, url: Option<&str>) -> String {
    let host = url
        .and_then(|url| url.split("://").nth(1))
        .and_then(|rest| rest.split('/').next())
        .map(key)
        .unwrap_or_default();
    let named = |part: &str| {
        let part = key(part);
        part.len() >= 3 && host.contains(&part)
    };
    for (start, end) in parts(title) {
        if named(end) || (words(end) <= SITE && words(start) > TITLE && words(start) > words(end)) {
            return start.to_owned();
        }
        if named(start) {
            return end.to_owned();
        }
    }
    title.to_owned()
}

/// A title split at each separator, the last one first.
fn parts(title: &str) -> Vec<(&str, &str)> {
    // In French, a pair of guillemets stands apart from what it quotes.
    let quotes = title.find('«').is_some_and(|at| title[at..].contains('»'));
    let mut cuts: Vec<(usize, usize)> = SEPARATORS
        .iter()
        .filter(|separator| !(quotes && separator.contains(['«', '»'])))
        .flat_map(|separator| title.rmatch_indices(separator).take(8))
        .map(|(at, separator)| (at, separator.len()))
        .collect();
    cuts.sort_unstable_by(|a, b| b.cmp(a));
    cuts.into_iter()
        .map(|(at, length)| (title[..at].trim(), title[at + length..].trim()))
        .filter(|(start, end)| !start.is_empty() && !end.is_empty())
        .collect()
}

/// What two spellings of a name have in common.
pub(super) fn key(name: &str) -> String {
    name.trim_start_matches("www.").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn words(text: &str) -> usize {
    crate::article::count_words(text)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn of(html: &str, site: Option<&str>, url: Option<&str>) -> Option<String> {
        of_page(&Survey::new(&Document::from(html)), site, url)
    }

    #[test]
    fn the_sites_name_is_no_part_of_the_title() {
        assert_eq!(without_site("Rain in May | The Herald", Some("The Herald")), "Rain in May");
        assert_eq!(without_site("THE HERALD - Rain in May - again", Some("The Herald")), "Rain in May - again");
        assert_eq!(without_site("Rain - in May", Some("The Herald")), "Rain - in May");
        assert_eq!(without_site("The Herald", Some("The Herald")), "The Herald");
    }

    #[test]
    fn a_heading_or_the_address_tells_where_the_title_ends() {
        let page = "<title>Rain in May - What the River Did | News | The Daily Bugle of Somewhere</title><h1>Rain in May - What the River Did</h1>";
        assert_eq!(of(page, None, None).as_deref(), Some("Rain in May - What the River Did"));
        assert_eq!(
            of("<title>Rain - Bugle</title>", None, Some("https://www.bugle.example/x")).as_deref(),
            Some("Rain")
        );
        assert_eq!(
            of("<title>Rain - Flood</title>", None, Some("https://www.bugle.example/x")).as_deref(),
            Some("Rain - Flood")
        );
        assert_eq!(
            of("<title>Rain fell on the town all night | The Bugle</title>", None, None).as_deref(),
            Some("Rain fell on the town all night")
        );
    }

    #[test]
    fn guillemets_around_a_quotation_part_nothing() {
        let page = "<title>Le maire traite son adjoint de « petit-bourgeois » — La Cloche</title>";
        assert_eq!(of(page, None, None).as_deref(), Some("Le maire traite son adjoint de « petit-bourgeois »"));
        assert_eq!(
            of("<title>Il pleut depuis hier matin » La Cloche</title>", None, None).as_deref(),
            Some("Il pleut depuis hier matin")
        );
    }

    #[test]
    fn the_outermost_part_of_a_title_is_the_site_if_a_link_says_so() {
        let site = |html: &str| site(&Survey::new(&Document::from(html)), "Rain in May");
        let title = "<title>The Bugle | World | Rain in May</title>";
        assert_eq!(site(&format!("{title}<a href=/><b>The Bugle</b></a>")).as_deref(), Some("The Bugle"));
        assert_eq!(site("<title>Rain in May - World - Bugle</title><a href=/>BUGLE</a>").as_deref(), Some("Bugle"));
        assert_eq!(site(title), None);
        assert_eq!(site("<title>Rain in May</title><a href=/>Rain in May</a>"), None);
    }

    #[test]
    fn a_page_without_a_title_is_called_after_its_only_heading() {
        assert_eq!(of("<body><h1>Rain</h1><p>x", None, None).as_deref(), Some("Rain"));
        assert_eq!(of("<body><h1>Rain</h1><h1>Snow</h1>", None, None), None);
        assert_eq!(of("<body><p>x", None, None), None);
    }
}

//! The promises of the module above.

use proptest::prelude::*;

use super::*;

/// Scores both ways.
fn near(scores: &[(u32, u32, f32)], of: u32) -> Vec<(Handle, f32)> {
    let other = |(one, other, score): &(u32, u32, f32)| match of {
        of if of == *one => Some((Handle(*other), *score)),
        of if of == *other => Some((Handle(*one), *score)),
        _ => None,
    };
    scores.iter().filter_map(other).collect()
}

fn at_once(len: u32, scores: &[(u32, u32, f32)]) -> Stories {
    Stories::of((0..len).map(|handle| (Handle(handle), near(scores, handle))))
}

fn one_by_one(order: impl IntoIterator<Item = u32>, scores: &[(u32, u32, f32)]) -> Stories {
    let mut stories = Stories::default();
    for handle in order {
        stories.add(Handle(handle), &near(scores, handle));
    }
    stories
}

/// Everybody's story, as the first of those who tell it.
fn parts(stories: &Stories, len: u32) -> Vec<u32> {
    let story = |handle| stories.story_of(Handle(handle));
    let first = |handle| (0..handle).find(|other| story(handle).is_some() && story(*other) == story(handle));
    (0..len).map(|handle| first(handle).unwrap_or(handle)).collect()
}

/// Two stories of three and an article alone.
const CLEAR: &[(u32, u32, f32)] =
    &[(0, 1, 0.8), (0, 2, 0.6), (1, 2, 0.7), (3, 4, 0.9), (3, 5, 0.5), (4, 5, 0.6), (2, 3, 0.2), (5, 6, 0.25)];

#[test]
fn clear_stories_are_the_same_in_every_order_and_at_once() {
    for order in [[0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [0, 3, 6, 1, 4, 2, 5], [2, 3, 5, 0, 6, 4, 1]] {
        assert_eq!(parts(&one_by_one(order, CLEAR), 7), [0, 0, 0, 3, 3, 3, 6], "{order:?}");
    }
    assert_eq!(parts(&at_once(7, CLEAR), 7), [0, 0, 0, 3, 3, 3, 6]);
}

#[test]
fn an_article_alone_is_no_story() {
    let stories = one_by_one(0..7, CLEAR);
    assert_eq!((stories.len(), stories.story_of(Handle(6))), (2, None));
    assert!(Stories::of([(Handle(0), vec![(Handle(0), 1.0), (Handle(9), 1.0)])]).is_empty());
    assert_eq!(Stories::default().all(), []);
}

#[test]
fn a_story_keeps_its_name_as_articles_are_added() {
    let scores: Vec<(u32, u32, f32)> = (0..300).flat_map(|one| (0..one).map(move |to| (to, one, 0.7))).collect();
    let mut stories = one_by_one(0..2, &scores);
    let name = stories.story_of(Handle(0)).unwrap();
    for handle in 2..300 {
        assert_eq!(stories.add(Handle(handle), &near(&scores, handle)), Some(name), "{handle}");
    }
    assert_eq!(stories.add(Handle(7), &[]), Some(name), "what is there stays as it is");
    assert_eq!((stories.len(), stories.all()[0].members.len()), (1, 300));
}

#[test]
fn of_stories_that_become_one_the_larger_keeps_its_name_and_the_other_still_leads_there() {
    let scores = [(0, 1, 0.5), (2, 3, 0.5), (2, 4, 0.5), (3, 4, 0.5)];
    let mut stories = one_by_one(0..5, &scores);
    let [smaller, larger] = [0, 2].map(|handle| stories.story_of(Handle(handle)).unwrap());
    assert_ne!(smaller, larger);
    let both: Vec<_> = (0..5).map(|other| (Handle(other), 1.0)).collect();
    assert_eq!(stories.add(Handle(5), &both), Some(larger));
    assert_eq!([0, 4].map(|handle| stories.story_of(Handle(handle))), [Some(larger); 2]);
    assert_eq!([smaller, larger, StoryId(99)].map(|id| stories.today(id)), [Some(larger), Some(larger), None]);
}

#[test]
fn an_article_between_two_stories_does_not_make_them_one() {
    let mut scores = CLEAR.to_vec();
    scores.extend((0..6).map(|other| (other, 7, 0.45)));
    for stories in [at_once(8, &scores), one_by_one(0..8, &scores), one_by_one((0..8).rev(), &scores)] {
        assert_ne!(stories.story_of(Handle(0)), stories.story_of(Handle(3)));
        assert_eq!(stories.len(), 2);
        let doubtful: Vec<Handle> = stories.all().into_iter().flat_map(|story| story.doubtful).collect();
        assert_eq!(doubtful, [Handle(7)], "it is near to both");
    }
}

#[test]
fn a_chain_of_articles_each_near_to_the_next_is_not_one_story() {
    let chain: Vec<(u32, u32, f32)> = (1..40).map(|next| (next - 1, next, 0.5)).collect();
    for stories in [at_once(40, &chain), one_by_one(0..40, &chain)] {
        assert!(stories.all().iter().all(|story| story.members.len() + story.doubtful.len() <= 3));
    }
}

#[test]
fn the_most_central_telling_comes_first() {
    let scores = [(0, 1, 0.4), (1, 2, 0.6), (0, 2, 0.4), (1, 3, 0.6), (2, 3, 0.4), (0, 3, 0.4)];
    assert_eq!(at_once(4, &scores).all()[0].members[0], Handle(1));
}

#[test]
fn stories_that_were_kept_go_on_as_they_were() {
    let stories = one_by_one(0..5, CLEAR);
    let kept = serde_json::to_string(&stories).unwrap();
    let mut opened: Stories = serde_json::from_str(&kept).unwrap();
    assert_eq!(opened, stories);
    assert_eq!(opened.add(Handle(5), &near(CLEAR, 5)), stories.story_of(Handle(3)));
}

proptest! {
    #[test]
    fn every_article_is_in_at_most_one_story_and_every_story_has_two(
        scores in prop::collection::vec((0_u32..30, 0_u32..30, -0.5_f32..1.5), 0..200),
        order in Just((0..30).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        for stories in [at_once(30, &scores), one_by_one(order, &scores)] {
            let mut seen = BTreeSet::new();
            for story in stories.all() {
                prop_assert!(story.members.len() > 1);
                for article in story.members.iter().chain(&story.doubtful) {
                    prop_assert!(seen.insert(*article));
                    prop_assert_eq!(stories.story_of(*article), Some(story.id));
                }
            }
            let told = (0..30).filter(|handle| stories.story_of(Handle(*handle)).is_some());
            prop_assert_eq!(seen.len(), told.count());
            prop_assert_eq!(stories.today(StoryId(0)), None);
        }
    }

    #[test]
    fn all_at_once_the_order_makes_no_story_another(
        scores in prop::collection::vec((0_u32..12, 0_u32..12, 0.0_f32..1.0), 0..60),
        order in Just((0..12).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        let shuffled = Stories::of(order.into_iter().map(|handle| (Handle(handle), near(&scores, handle))));
        prop_assert_eq!(shuffled, at_once(12, &scores));
    }
}

#[test]
fn stories_of_other_numbers_are_the_same_and_what_has_none_is_forgotten() {
    let stories = at_once(7, CLEAR);
    let there_and_back = stories.renumbered(|article| Some(90 - article)).renumbered(|article| Some(90 - article));
    assert_eq!(there_and_back, stories);
    let mut fewer = stories.clone();
    fewer.keep(|article| ![0, 3, 5].contains(&article.0));
    assert_eq!(fewer.story_of(Handle(1)), stories.story_of(Handle(1)));
    assert_eq!((fewer.has(Handle(0)), fewer.story_of(Handle(4)), fewer.len()), (false, None, 1));
    // It goes on as if these had never been there, and takes no name anew.
    let story = fewer.add(Handle(8), &[(Handle(4), 0.8)]).unwrap();
    assert!(stories.all().iter().all(|known| known.id != story));
}

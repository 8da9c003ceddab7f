//! What a reader can ask for: the one table behind keymaps, help, palette and docs.

macro_rules! actions {
    ($($variant:ident, $name:literal, $doc:literal;)*) => {
        /// Something that a key or the palette can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $(#[doc = $doc] $variant,)* }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Action] = &[$(Action::$variant),*];

            /// The name in a keymap and in the palette.
            pub fn name(self) -> &'static str {
                match self { $(Action::$variant => $name),* }
            }

            /// One line of help.
            pub fn doc(self) -> &'static str {
                match self { $(Action::$variant => $doc),* }
            }
        }
    };
}

actions! {
    Down,              "down",               "Down: the next row, or a line";
    Up,                "up",                 "Up: the row before, or a line";
    HalfDown,          "half-page-down",     "Half a page down";
    HalfUp,            "half-page-up",       "Half a page up";
    PageDown,          "page-down",          "A page down";
    PageUp,            "page-up",            "A page up";
    Top,               "top",                "To the beginning";
    Bottom,            "bottom",             "To the end";
    Open,              "open",               "Read the selected article";
    ReadOn,            "read-on",            "Read on: a page, at the end the next unread article";
    ReadBack,          "read-back",          "A page back";
    ParagraphNext,     "next-paragraph",     "To the next paragraph";
    ParagraphPrevious, "previous-paragraph", "To the paragraph before";
    ReaderDown,        "reader-down",        "Scroll the reader down from the list";
    ReaderUp,          "reader-up",          "Scroll the reader up from the list";
    ArticleNext,       "next-article",       "To the next article of the list";
    ArticlePrevious,   "previous-article",   "To the article before in the list";
    FocusList,         "focus-list",         "To the list";
    FocusReader,       "focus-reader",       "To the reader";
    SwitchPane,        "switch-pane",        "To the other pane";
    Zen,               "zen",                "The text alone, and back";
    Find,              "find",               "Find: titles in the list, words in the article";
    Search,            "search",             "Full text: search every article";
    Narrow,            "narrow",             "Narrow the list by a query";
    SaveQuery,         "save-query",         "Keep the query at the top of the list; give it a name";
    RemoveQuery,       "remove-query",       "Take a saved query from the list";
    MatchNext,         "next-match",         "To the next match, else unread article";
    MatchPrevious,     "previous-match",     "To the match or unread article before";
    Related,           "related",            "Related stories of this article";
    Hop1,              "hop-1",              "To related story 1";
    Hop2,              "hop-2",              "To related story 2";
    Hop3,              "hop-3",              "To related story 3";
    Hop4,              "hop-4",              "To related story 4";
    Hop5,              "hop-5",              "To related story 5";
    Hop6,              "hop-6",              "To related story 6";
    Hop7,              "hop-7",              "To related story 7";
    Hop8,              "hop-8",              "To related story 8";
    Hop9,              "hop-9",              "To related story 9";
    Back,              "back",               "Back to where you came from";
    Forward,           "forward",            "Forward again";
    GroupStory,        "group-by-story",     "Group by story, and back";
    TellingEarlier,    "earlier-telling",    "To the telling of this story before this one";
    TellingLater,      "later-telling",      "To the next telling of this story";
    FirstReport,       "first-report",       "To the first report of this story";
    Timeline,          "timeline",           "The tellings of this story by day, and what is new in each";
    Story,             "story",              "This story as one text, without what it says twice";
    Edition,           "edition",            "An edition: what is unread, in 20 minutes; edition 45 for 45";
    SortDate,          "sort-by-date",       "Sort by date, newest first";
    SortTitle,         "sort-by-title",      "Sort by title";
    SortSource,        "sort-by-source",     "Sort by source";
    SortLength,        "sort-by-length",     "Sort by length, shortest first";
    SortArchive,       "sort-as-filed",      "Sort as the archive has it: chapters, letters";
    SortReverse,       "reverse",            "Turn the order of the list round";
    GroupDay,          "group-by-day",       "Group by day";
    GroupSource,       "group-by-source",    "Group by source";
    Ungroup,           "ungroup",            "No groups";
    GroupNext,         "next-group",         "To the next group";
    GroupPrevious,     "previous-group",     "To the beginning of the group, or to the group before";
    FoldGroup,         "fold-group",         "Fold the group, or unfold it";
    FoldAll,           "fold-all",           "Fold every group, or unfold them all";
    Star,              "star",               "Star, or take the star away";
    Tag,               "tag",                "Tags: a few words of your own";
    Note,              "note",               "Note a line on the article";
    ToggleRead,        "toggle-read",        "Mark as read, or as unread";
    Undo,              "undo",               "Undo the last star, mark, tag, note or removal";
    CopyParagraph,     "copy-paragraph",     "Copy the paragraph on screen, unwrapped";
    OpenLink,          "open-link",          "Open the article's address in the browser; over SSH, copy it";
    CopyLink,          "copy-link",          "Copy the article's address, else its path";
    CopyCitation,      "copy-citation",      "Copy the paragraph with its source";
    Edit,              "edit",               "A copy of the text in $EDITOR or $PAGER";
    Pipe,              "pipe",               "Give the text to a command";
    Shell,             "shell",              "Run a command, or a shell";
    MeasureWider,      "wider",              "A wider column of text";
    MeasureNarrower,   "narrower",           "A narrower column of text";
    SplitWider,        "list-wider",         "A larger list, beside or above the reader";
    SplitNarrower,     "list-narrower",      "A smaller list, beside or above the reader";
    Layout,            "layout",             "List and reader side by side, stacked, one at a time";
    RowToMiddle,       "row-to-middle",      "The current row to the middle";
    RowToTop,          "row-to-top",         "The current row to the top";
    RowToBottom,       "row-to-bottom",      "The current row to the bottom";
    ToggleLitter,      "toggle-litter",      "Show or fold the litter of the page";
    Dim,               "dim",                "Dim what you have read elsewhere";
    NewNext,           "next-new",           "To the next sentence that is new";
    NewPrevious,       "previous-new",       "To the new sentence before";
    Compare,           "compare",            "Compare with another telling, sentence by sentence";
    Trail,             "trail",              "The way you came: the articles of this session";
    ExportTrail,       "export-trail",       "Write the trail to a file here, as a bibliography";
    Mute,              "mute-reason",        "Mute the first reason of the selected row in this archive";
    Unmute,            "unmute-all",         "Let every reason count again in this archive";
    Names,             "names",              "Who and what: the names of the archive, in the reader of the story";
    NameHere,          "name-here",          "Every sentence that has a name of this paragraph";
    Problems,          "problems",           "What could not be read, and why";
    Help,              "help",               "All keys";
    Palette,           "palette",            "All actions, by a few letters";
    Refresh,           "refresh",            "Show what is new, or look for it";
    Link,              "link",               "What the line to the terminal has carried";
    Redraw,            "redraw",             "Draw the screen anew";
    Suspend,           "suspend",            "To the shell; `fg` comes back";
    Cancel,            "cancel",             "Cancel: leave the prompt, end the search";
    Close,             "close",              "Close the layer or the reader; in the list, quit";
    Quit,              "quit",               "Quit";
    Accept,            "accept",             "Take what was typed";
    EraseLeft,         "erase-left",         "Erase the letter before the cursor";
    EraseRight,        "erase-right",        "Erase the letter under the cursor";
    EraseWord,         "erase-word",         "Erase the word before the cursor";
    EraseAll,          "erase-all",          "Erase what was typed";
    CursorLeft,        "cursor-left",        "A letter to the left";
    CursorRight,       "cursor-right",       "A letter to the right";
    CursorStart,       "cursor-start",       "To the beginning of what was typed";
    CursorEnd,         "cursor-end",         "To the end of what was typed";
}

/// No action has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no action is called `{0}`")]
pub struct UnknownAction(pub String);

impl std::str::FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Action::ALL.iter().find(|action| action.name() == name);
        found.copied().ok_or_else(|| UnknownAction(name.to_owned()))
    }
}

impl Action {
    /// Which row of the related stories a hop goes to, from 0.
    pub fn hop(self) -> Option<usize> {
        let first = Action::ALL.iter().position(|action| *action == Action::Hop1)?;
        let at = Action::ALL.iter().position(|action| *action == self)?;
        at.checked_sub(first).filter(|row| *row < 9)
    }
}

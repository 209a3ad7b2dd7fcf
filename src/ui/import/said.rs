//! All that is written on the page, in the operator's language, made when something changes.

use super::rows::Filter;
use super::{State, Step, Work, columns, done, sales, verify};
use crate::desk::import::{SaleChoice, Summary};
use crate::domain::phrase::{Arg, Phrase};
use crate::ui::jobs;
use crate::ui::screen::Shared;
use crate::words::Words;

#[derive(Default)]
pub struct Said {
    /// "adherents-2026.csv · 2 000 lignes"
    pub about: String,
    /// The program that wrote the file.
    pub program: Option<String>,
    pub subject: Option<usize>,
    pub progress: String,
    pub columns: columns::Said,
    pub verify: verify::Said,
    pub sales: sales::Said,
    pub done: done::Said,
}

impl State {
    /// Puts the page into words.
    pub(super) fn say(&mut self, shared: &Shared) {
        let words = &shared.words;
        self.say_work(words);

        let Some(checked) = &self.checked else {
            self.said.about = self.name();

            return;
        };
        let summary = &checked.summary;
        self.listing.say(summary, &self.memory, words);
        self.said.about =
            words.say(&Phrase::new("import-file-line").with("file", self.name()).with("count", summary.rows));
        // Up there it moves nothing.
        if let Some(status) = self.status(words) {
            self.said.about = format!("{} · {status}", self.said.about);
        }
        self.said.program =
            summary.program.map(|program| words.say(&Phrase::new("import-program").with("program", program)));
        self.said.subject = super::file::SUBJECTS.iter().position(|(subject, _)| *subject == self.subject());

        match self.step {
            Step::File | Step::Columns => self.said.columns = self.say_columns(shared),
            Step::Verify => {
                self.said.verify = self.say_verify(words);
                self.said.sales = self.say_sales(words);
                self.say_detail(words);
            }
            Step::Done => {
                self.said.done = self.say_done(words);
                self.said.verify = verify::Said::default();
            }
        }
    }

    fn say_work(&mut self, words: &Words) {
        let far = match &self.work {
            Work::Checking(job) | Work::Rechecking(job) | Work::Importing(job) => Some(words.say(&jobs::far(job))),
            Work::Idle | Work::Undoing => None,
        };
        self.said.progress = far.unwrap_or_default();
    }

    /// That what was decided is being checked.
    fn status(&self, words: &Words) -> Option<String> {
        let percent = match &self.work {
            Work::Rechecking(job) => jobs::share(job).map_or(0, |share| (share * 100.0) as usize),
            Work::Idle if self.stale && self.problem.is_none() => 0,
            _ => return None,
        };

        Some(words.say(&Phrase::new("import-rechecking").with("percent", percent)))
    }

    /// Whether something waits for the operator under this card.
    pub(super) fn shows(&self, filter: Filter, count: usize) -> bool {
        count > 0 || self.filter == filter
    }
}

/// "1 712 nouveaux · 231 modifiés · 10 refusés"
pub fn counts(summary: &Summary, words: &Words) -> String {
    let counted = [
        ("import-count-new", summary.new),
        ("import-count-updated", summary.updated),
        ("import-count-unchanged", summary.unchanged),
        ("import-count-refused", summary.refused_count),
    ];
    let said = counted.iter().filter(|(_, count)| *count > 0);

    said.map(|(key, count)| words.say(&Phrase::new(*key).with("count", *count))).collect::<Vec<_>>().join(" · ")
}

/// What comes in beside the people.
pub fn also(summary: &Summary, words: &Words) -> Vec<String> {
    let mut also = Vec::new();
    if summary.new_subscriptions > 0 {
        also.push(words.say(&Phrase::new("import-also-subscriptions").with("count", summary.new_subscriptions)));
    }
    if summary.new_payments > 0 {
        also.push(
            words.say(
                &Phrase::new("import-also-payments")
                    .with("count", summary.new_payments)
                    .with("amount", Arg::Money(summary.new_amount)),
            ),
        );
    }
    if summary.new_tickets > 0 {
        also.push(words.say(&Phrase::new("import-also-tickets").with("count", summary.new_tickets)));
    }
    if !summary.new_fields.is_empty() {
        also.push(words.say(&Phrase::new("import-also-fields").with("names", summary.new_fields.join(", "))));
    }

    also
}

/// How many prices the import creates.
pub fn created(state: &State, summary: &Summary) -> usize {
    let other = if state.options.create { SaleChoice::Create } else { SaleChoice::LeaveOut };
    let choice = |name: &str| state.options.sales.get(name).copied().unwrap_or(other);

    summary.new_prices.iter().filter(|price| choice(&price.name) == SaleChoice::Create).count()
}

/// "Importer 1 986 personnes et créer 5 tarifs"
pub fn go(state: &State, summary: &Summary, words: &Words) -> String {
    let counted =
        |key: &'static str, count: usize| (count > 0).then(|| words.say(&Phrase::new(key).with("count", count)));
    let go = words.say(&Phrase::new("import-go").with("count", summary.new + summary.updated));
    let prices = counted("import-go-prices", created(state, summary));
    let what = match (prices, counted("import-go-fields", summary.new_fields.len())) {
        (Some(one), Some(other)) => words.say(&Phrase::new("import-go-both").with("one", one).with("other", other)),
        (Some(what), None) | (None, Some(what)) => what,
        (None, None) => return go,
    };

    words.say(&Phrase::new("import-go-creating").with("go", go).with("what", what))
}

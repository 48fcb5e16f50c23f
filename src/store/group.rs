//! Group commit: exports that come while a batch of exports is under way are stored together, by the next batch.
//!
//! D1 runs one transaction after the other, and most of what a small one costs is that it is one. So an isolate has one
//! batch of exports under way. Who comes meanwhile waits in line, and whoever of them looks first after its end stores
//! what all of them have. Where nobody waits, an export is stored at once.
//!
//! Requests share memory and nothing else. The one that stores runs the statements of others, which are plain values, on
//! its own handle of the database, and leaves the answers in their places. The others look there, each by a timer of
//! its own: a promise that one request makes and another keeps is what the runtime may drop (docs/PERFORMANCE.md). A
//! request can be ended at any time: so nobody holds up others for longer than [`PATIENCE_MS`]. What is stored twice by
//! that counts once.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::iter::once;
use std::rc::Rc;
use std::time::Duration;

use worker::Delay;

use super::{Database, Param, Rows, Statement, StoreError, now_ms};

/// How long one batch may hold up others, in ms. Exporters wait ten seconds.
pub const PATIENCE_MS: i64 = 3_000;

/// When somebody who waits looks first, and the longest until they look again. A batch takes some milliseconds; one that
/// takes long is looked after ever less often.
const FIRST_LOOK: Duration = Duration::from_millis(2);
const LAST_LOOK: Duration = Duration::from_millis(100);

/// The most that one batch stores for several exports. The free plan has 50 queries for a request, some of which it may
/// need itself (developers.cloudflare.com/d1/platform/limits).
const MOST: Size = Size { statements: 40, bytes: 1_000_000 };

thread_local! {
    /// The exports of this isolate.
    static LINE: RefCell<Line<Rc<Place>>> = RefCell::default();
}

/// Stores an export, alone or with others. Its statements take effect all together or not at all.
///
/// # Errors
/// When any of its own statements fails, or the database fails for a while.
pub async fn commit(database: &Database, statements: Rc<[Statement]>) -> Result<Vec<Rows>, StoreError> {
    if let Some(lead) = Lead::free() {
        return lead.store(database, &statements).await;
    }
    let waiting = Waiting::join(statements);
    let place = &waiting.0;
    let mut pause = FIRST_LOOK;
    loop {
        Delay::from(pause).await;
        pause = (pause * 3 / 2).min(LAST_LOOK);
        match place.told.take() {
            Some(Told::Stored(results)) => {
                let results = results?;
                database.count(0, &results);
                return Ok(results);
            }
            Some(Told::Alone) => return database.batch(&place.statements).await,
            None => {}
        }
        match place.taken_ms.get() {
            Some(taken_ms) if now_ms() < taken_ms + PATIENCE_MS => {}
            Some(_) => return database.batch(&place.statements).await,
            None => {
                if let Some(lead) = Lead::free() {
                    waiting.leave();
                    return lead.store(database, &place.statements).await;
                }
            }
        }
    }
}

/// Whose batch is under way, and who waits for its end.
#[derive(Debug)]
struct Line<P> {
    /// The number of the lead that is held, and since when.
    lead: Option<(u64, i64)>,
    /// How many there were.
    leads: u64,
    waiting: VecDeque<(Size, P)>,
}

impl<P> Default for Line<P> {
    fn default() -> Self {
        Self { lead: None, leads: 0, waiting: VecDeque::new() }
    }
}

impl<P> Line<P> {
    /// Takes the lead if nobody has it, or somebody for too long.
    fn lead(&mut self, now_ms: i64) -> Option<u64> {
        if self.lead.is_some_and(|(_, since_ms)| now_ms < since_ms + PATIENCE_MS) {
            return None;
        }
        self.leads += 1;
        self.lead = Some((self.leads, now_ms));
        Some(self.leads)
    }

    /// Ends a lead, unless it was taken from its holder.
    fn end(&mut self, lead: u64) {
        if self.lead.is_some_and(|(held, _)| held == lead) {
            self.lead = None;
        }
    }

    fn join(&mut self, size: Size, place: P) {
        self.waiting.push_back((size, place));
    }

    fn leave(&mut self, is_it: impl Fn(&P) -> bool) {
        self.waiting.retain(|(_, place)| !is_it(place));
    }

    /// Those whose exports go into one batch with an export of that size.
    fn company(&mut self, own: Size) -> Vec<P> {
        let mut all = own;
        let mut company = Vec::new();
        while let Some((size, place)) = self.waiting.pop_front() {
            all = all.with(size);
            if !all.fits() {
                self.waiting.push_front((size, place));
                break;
            }
            company.push(place);
        }
        company
    }
}

/// How much an export gives the database to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    statements: usize,
    bytes: usize,
}

impl Size {
    fn of(statements: &[Statement]) -> Self {
        let texts = statements.iter().flat_map(|statement| &statement.params).map(|param| match param {
            Param::Text(text) => text.len(),
            Param::Int(_) | Param::Null => 0,
        });
        Self { statements: statements.len(), bytes: texts.sum() }
    }

    fn with(self, other: Self) -> Self {
        Self { statements: self.statements + other.statements, bytes: self.bytes + other.bytes }
    }

    fn fits(self) -> bool {
        self.statements <= MOST.statements && self.bytes <= MOST.bytes
    }
}

/// The right to store, which ends with it.
struct Lead(u64);

impl Lead {
    fn free() -> Option<Self> {
        LINE.with_borrow_mut(|line| line.lead(now_ms())).map(Self)
    }

    /// Stores an export and those that wait.
    async fn store(self, database: &Database, statements: &[Statement]) -> Result<Vec<Rows>, StoreError> {
        let company = LINE.with_borrow_mut(|line| line.company(Size::of(statements)));
        if company.is_empty() {
            return database.batch(statements).await;
        }
        for place in &company {
            place.taken_ms.set(Some(now_ms()));
        }
        let all = once(statements).chain(company.iter().map(|place| &*place.statements));
        let stored = database.run_all(all.flatten()).await;
        drop(self);
        match stored {
            Ok(mut results) => {
                let mut others = results.split_off(statements.len());
                for place in company {
                    let rest = others.split_off(place.statements.len());
                    place.told.set(Some(Told::Stored(Ok(others))));
                    others = rest;
                }
                database.count(1, &results);
                Ok(results)
            }
            Err(error) if error.may_pass() => {
                for place in company {
                    place.told.set(Some(Told::Stored(Err(error.clone()))));
                }
                Err(error)
            }
            // One's export cannot be stored, which is nobody else's concern.
            Err(_) => {
                for place in company {
                    place.told.set(Some(Told::Alone));
                }
                database.batch(statements).await
            }
        }
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        LINE.with_borrow_mut(|line| line.end(self.0));
    }
}

/// What somebody who waits is told.
enum Told {
    /// What has become of their export.
    Stored(Result<Vec<Rows>, StoreError>),
    /// To store their own export.
    Alone,
}

/// Somebody's place in the line.
struct Place {
    statements: Rc<[Statement]>,
    /// Since when somebody stores them, in Unix ms.
    taken_ms: Cell<Option<i64>>,
    told: Cell<Option<Told>>,
}

/// Somebody in the line, which they leave however their waiting ends.
struct Waiting(Rc<Place>);

impl Waiting {
    fn join(statements: Rc<[Statement]>) -> Self {
        let size = Size::of(&statements);
        let place = Rc::new(Place { statements, taken_ms: Cell::default(), told: Cell::default() });
        LINE.with_borrow_mut(|line| line.join(size, Rc::clone(&place)));
        Self(place)
    }

    fn leave(&self) {
        LINE.with_borrow_mut(|line| line.leave(|place| Rc::ptr_eq(place, &self.0)));
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Size = Size { statements: 2, bytes: 1_000 };
    const NOW_MS: i64 = 1_795_225_933_456;

    #[test]
    fn who_comes_while_nobody_stores_does_not_wait() {
        let mut line = Line::<char>::default();
        assert_eq!((line.lead(NOW_MS), line.lead(NOW_MS)), (Some(1), None));
        line.end(1);
        assert_eq!(line.lead(NOW_MS), Some(2));
    }

    #[test]
    fn who_stores_does_so_for_all_that_wait() {
        let mut line = Line::default();
        for place in ['a', 'b', 'c'] {
            line.join(SMALL, place);
        }
        line.leave(|place| *place == 'b');
        assert_eq!(line.company(SMALL), ['a', 'c']);
        assert_eq!(line.company(SMALL), [' '; 0]);
    }

    #[test]
    fn a_batch_is_bounded_and_nobody_is_passed_over() {
        let mut line = Line::default();
        for place in 0..30 {
            line.join(SMALL, place);
        }
        assert_eq!(line.company(SMALL), (0..19).collect::<Vec<_>>(), "40 statements with the leader's two");
        let large = Size { statements: 3, bytes: MOST.bytes };
        assert_eq!(line.company(large), [0; 0]);
        line.waiting.insert(1, (large, 99));
        assert_eq!(line.company(SMALL), [19], "the large one is next, not what would still fit");
    }

    #[test]
    fn who_stores_for_too_long_holds_nobody_up() {
        let mut line = Line::<char>::default();
        assert_eq!(line.lead(NOW_MS), Some(1));
        assert_eq!(line.lead(NOW_MS + PATIENCE_MS - 1), None);
        assert_eq!(line.lead(NOW_MS + PATIENCE_MS), Some(2));
        line.end(1);
        assert_eq!(line.lead(NOW_MS + PATIENCE_MS), None, "it is the second one's");
    }

    #[test]
    fn a_size_is_of_statements_and_texts() {
        let statement = Statement::new("", [Param::from("four"), Param::Int(7), Param::Null]);
        assert_eq!(Size::of(&[statement.clone(), statement]), Size { statements: 2, bytes: 8 });
    }
}

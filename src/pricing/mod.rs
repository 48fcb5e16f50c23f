//! What a token costs: the model's name as the price list writes it, and what else its price depends on.
//!
//! The prices themselves are rows (`migrations/0003_prices.sql`) and are joined when usage is read, so a
//! corrected price corrects every day it applies to. What a price depends on is known only while a
//! request is looked at (its prompt's length is lost in a day's sum), so it is fixed when a row is
//! written: [`normalise`] and [`rate`]. Pure: no clock, no database.

mod model_name;
mod rate;

pub use model_name::{MAX_MODEL_BYTES, normalise};
pub use rate::{Rate, rate};

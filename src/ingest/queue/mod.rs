//! A queue beside the database, where one is bound: what cannot be stored just now is answered 200 once it lies there,
//! and is stored when the database takes it.
//!
//! The token cannot be checked while the database is out of reach. Its hash goes with the rows, and the batch that
//! stores them checks it: with a token that is not in force by then, nothing is written.

pub mod message;

use std::time::Duration;

use worker::{
    Context, Env, MessageBatch, MessageExt, Queue, QueueContentType, QueueRetryOptions,
    QueueRetryOptionsBuilder, RawMessage, RawMessageBuilder, console_error,
};

use self::message::{MAX_MESSAGE_BYTES, Message};
use super::plan::Arrival;
use super::{known, remember};
use crate::auth::ingest_token::IngestToken;
use crate::bindings::OfEnv;
use crate::store::{Database, now_ms};
use crate::telemetry::Thin;

/// How long the database may take for an export where a queue is bound. Exporters wait ten seconds.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Shortest and longest wait before a message is tried again, in seconds.
const WAIT_SECONDS: (u64, u64) = (2, 600);

/// The queue bound as `QUEUE` in `wrangler.toml`, if there is one.
pub fn bound(env: &Env) -> Option<Queue> {
    thread_local! {
        static BOUND: OfEnv<Option<Queue>> = const { OfEnv::new() };
    }
    BOUND.with(|bound| bound.get(env, |env| env.queue("QUEUE").ok()))
}

/// Puts an export into the queue; false when that cannot be done. What of it lies there already does no harm when the
/// client sends all of it again.
pub async fn put(queue: &Queue, token: &IngestToken, thin: &Thin, arrival: Arrival<'_>) -> bool {
    let Some(messages) = message::write(token, thin, arrival, MAX_MESSAGE_BYTES) else {
        console_error!("queue: the export is too large for it");
        return false;
    };
    for message in messages {
        // As text: the length is what it is here, and nothing is lost on the way through JavaScript's objects.
        let message = RawMessageBuilder::new(message.into()).build_with_content_type(QueueContentType::Text);
        if let Err(error) = queue.send_raw(message).await {
            console_error!("queue: {error}");
            return false;
        }
    }
    true
}

/// Stores what messages carry. Each is a batch of its own; one that fails is tried again later, and what fails for ever
/// goes where `wrangler.toml` says (`max_retries`, `dead_letter_queue`).
pub async fn take(messages: &MessageBatch<()>, env: &Env, context: &Context) {
    for message in messages.raw_iter() {
        match store(&message, env, context).await {
            Ok(()) => message.ack(),
            Err(error) => {
                console_error!("queue: {error}; it is tried again later");
                message.retry_with_options(&later(&message));
            }
        }
    }
}

async fn store(message: &RawMessage, env: &Env, context: &Context) -> Result<(), String> {
    let text = message.body().as_string().unwrap_or_default();
    let Message { hint, statements } =
        message::read(&text).ok_or("a message of another version of Thinspan")?;
    let database = Database::from_env(env).map_err(|error| error.to_string())?;
    let results = database.batch(&statements).await.map_err(|error| error.to_string())?;
    if let Err(rejection) = known(&results, hint).map_err(|error| error.to_string())? {
        remember(rejection, env, context);
    }
    Ok(())
}

/// As long again as it has waited already.
fn later(message: &RawMessage) -> QueueRetryOptions {
    let now_ms = u64::try_from(now_ms()).unwrap_or_default();
    let waited_ms = now_ms.saturating_sub(message.timestamp().as_millis());
    let (shortest, longest) = WAIT_SECONDS;
    let seconds = (waited_ms / 1000).clamp(shortest, longest);
    QueueRetryOptionsBuilder::new().with_delay_seconds(u32::try_from(seconds).unwrap_or(u32::MAX)).build()
}

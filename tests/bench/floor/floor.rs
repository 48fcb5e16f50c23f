//! The floor of the platform in Rust: what `../floor.ts` does, by the crate `worker` as it comes.

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    let body = request.bytes().await?;
    let bytes = (body.len() as f64).into();
    env.d1("DB")?.prepare("INSERT INTO arrival (bytes) VALUES (?1)").bind(&[bytes])?.run().await?;
    let response = Response::from_bytes(b"{}".to_vec())?;
    response.headers().set("content-type", "application/json")?;
    Ok(response)
}

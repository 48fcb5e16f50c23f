//! What is made of a Worker's environment (its bindings and variables) is made once: the requests of an isolate have one
//! environment, and each look into it is several calls of JavaScript.

use std::cell::RefCell;

use worker::Env;
use worker::wasm_bindgen::JsValue;

/// Something made of the environment, for as long as that is the same one.
pub struct OfEnv<T>(RefCell<Option<(Env, T)>>);

impl<T: Clone> OfEnv<T> {
    /// Nothing yet. For a `thread_local!`.
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// What is made of this environment.
    pub fn get(&self, env: &Env, make: impl FnOnce(&Env) -> T) -> T {
        let mut made = self.0.borrow_mut();
        match &*made {
            Some((of, made)) if AsRef::<JsValue>::as_ref(of) == AsRef::<JsValue>::as_ref(env) => made.clone(),
            _ => made.insert((env.clone(), make(env))).1.clone(),
        }
    }
}

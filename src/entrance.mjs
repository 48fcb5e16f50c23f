// The Worker's entrance: what comes in goes to the instance that is new, and never leaves it.
//
// A panic is a trap. To its instance that is a call which never returns: the memory is as it was, and what the call has
// of the stack is not used a second time. So whoever else waits in the instance, for the database mostly, goes on there
// as if nothing had happened. But what the call held (its stack, a borrowed cell) stays held; so what comes next has a
// new instance, and the old one is forgotten with the last that waits in it. Of the request that panicked nothing more
// can come, which the runtime sees, and answers 500.

import wasm from './index_bg.wasm';

// Rust's futures go on in microtasks, several for each request. The runtime's own function makes more of each than a
// promise does; what fails in one is an error that nobody has caught, in both.
const microtask = (task) => {
  Promise.resolve().then(task).catch(reportError);
};

// No registry: with one, the glue would have every closure watched until it is collected. Rust drops its own, and
// nothing else is handed over.
const fresh = () => instantiate(wasm, microtask, undefined);

let instance = fresh();

// Told of every trap, also of those without a panic: out of memory, out of stack.
addEventListener('error', () => {
  instance = fresh();
});

export default {
  fetch(request, env, context) {
    const answer = instance.fetch(request, env, context);
    // Others may wait for what a request stores: it goes on when its client does not.
    context.waitUntil(answer);
    return answer;
  },

  scheduled(event, env, context) {
    return instance.scheduled(event, env, context);
  },

  queue(messages, env, context) {
    return instance.queue(messages, env, context);
  },
};

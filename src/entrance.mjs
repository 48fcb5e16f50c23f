// The Worker's entrance: what comes in goes to the instance that is new, and never leaves it.
//
// A panic is a trap. To its instance that is a call which never returns: the memory is as it was, and what the call has
// of the stack is not used a second time. So whoever else waits in the instance, for the database mostly, goes on there
// as if nothing had happened. But what the call held (its stack, a borrowed cell) stays held; so what comes next has a
// new instance, and the old one is forgotten with the last that waits in it. Of the request that panicked nothing more
// can come, which the runtime sees, and answers 500.

import { WorkerEntrypoint } from 'cloudflare:workers';
import wasm from './index_bg.wasm';

let instance = instantiate(wasm);

// Told of every trap, also of those without a panic: out of memory, out of stack.
addEventListener('error', () => {
  instance = instantiate(wasm);
});

export default class extends WorkerEntrypoint {
  fetch(request) {
    return instance.fetch(request, this.env, this.ctx);
  }

  scheduled(event) {
    return instance.scheduled(event, this.env, this.ctx);
  }

  queue(messages) {
    return instance.queue(messages, this.env, this.ctx);
  }
}

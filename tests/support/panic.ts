// A Worker that panics on request.

/** The Worker, and for a request that asks for it a D1 that throws. */
export const AROUND = `
  import Worker from './index.js';
  class D1Database {
    prepare() {
      throw new Error('D1 has gone');
    }
  }
  export default {
    fetch(request, env, context) {
      const DB = request.headers.has('x-panic') ? new D1Database() : env.DB;
      return Worker.fetch(request, { ...env, DB }, context);
    },
    scheduled(event, env, context) {
      return Worker.scheduled(event, env, context);
    },
  };
`;

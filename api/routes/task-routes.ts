import { listTasks } from '../cases/tasks.js';
import { taskList } from '../contracts/tasks.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';

/** What the signed-in person must do. */
export function taskRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/tasks',
      summary: 'What the caller must do, over all cases; what breaks first on top.',
      tag: 'tasks',
      auth: 'caller',
      responses: { 200: { description: 'Open promises of the caller.', schema: taskList } },
      handler: async ({ caller }) => ({ status: 200, body: await listTasks(deps, caller) }),
    }),
  ];
}

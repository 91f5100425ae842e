import { Agent, request } from 'node:http';
import { BASIC_SCHOOL } from '../../stack/sample-people.js';
import { timed } from './figure.js';

/** What a child that asks is told, and what it says when it is warm and when it is done: milliseconds of each request. */
export interface Asking {
  readonly url: string;
  readonly cookie: string;
  readonly warmUp: number;
  readonly requests: number;
}
export type Asked = { readonly warm: true } | { readonly times: readonly number[] };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const day = (n: number): string => new Date(Date.UTC(2026, 7, 1 + (n % 300))).toISOString().slice(0, 10);

function get(url: string, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`answered ${answer.statusCode}`));
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function ask({ url, cookie, warmUp, requests }: Asking, say: (said: Asked) => void): Promise<void> {
  const once = (n: number): Promise<void> => {
    const query = `school=${BASIC_SCHOOL.id}&from=${day(n)}&urgent=${n % 5 === 0}`;
    return get(`${url}/api/v1/deadlines?${query}`, cookie);
  };
  for (let n = 0; n < warmUp; n += 1) await once(n);
  say({ warm: true });
  const times: number[] = [];
  for (let n = 0; n < requests; n += 1) times.push(await timed(() => once(n)));
  say({ times });
}

process.once('message', (asking: Asking) => {
  void ask(asking, (said) => process.send?.(said)).finally(() => process.disconnect());
});

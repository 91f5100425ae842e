import fc from 'fast-check';
import { readAnswer } from '../support/read-answer.js';
import { operationsOf, type Description } from './description.js';
import type { Identity } from './identities.js';
import { Judge, type ScanAnswer } from './judge.js';
import type { Material } from './material.js';
import { anyRequest, asCurl, type ScanRequest } from './requests.js';

/** Something the API must not answer, and the smallest request that was found to bring it about. */
export interface Finding {
  readonly what: string;
  readonly request: string;
}

export interface ScanOptions {
  readonly base: string;
  readonly description: Description;
  readonly material: Material;
  readonly who: Identity;
  readonly requests: number;
  readonly seed: number;
  /** Requests under way at the same time. */
  readonly lanes: number;
}

export interface ScanResult {
  readonly sent: number;
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that were answered 2xx, of all there are. */
  readonly succeeded: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** The longest an answer may take, in milliseconds. */
const PATIENCE_MS = 60_000;
/** Tries for a smaller request that does the same. */
const SHRINKS = 120;

class Scan {
  readonly statuses = new Map<number, number>();
  readonly succeeded = new Set<string>();
  readonly findings: Finding[] = [];
  sent = 0;
  private readonly judge: Judge;
  private readonly options: ScanOptions;
  /** Every fault is told once, whichever lane meets it first. */
  private readonly known = new Set<string>();

  constructor(options: ScanOptions) {
    this.options = options;
    this.judge = new Judge(options.description);
  }

  private async ask(request: ScanRequest): Promise<ScanAnswer> {
    const { base, who } = this.options;
    const response = await fetch(base + request.target, {
      method: request.method,
      headers: { ...request.headers, ...who.headers() },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(request.body === null ? {} : { body: request.body }),
    });
    return { status: response.status, headers: response.headers, text: await readAnswer(response) };
  }

  /** Sends one request; what is wrong with the answer, or null. */
  private async faultOf(request: ScanRequest): Promise<string | null> {
    const { operation, method } = request;
    const own = method === operation.method;
    const line = `${method} ${operation.path}`;
    let answer: ScanAnswer;
    try {
      answer = await this.ask(request);
    } catch (failure) {
      // A body that is refused before it was read ends the connection under it: HTTP allows that.
      if ((request.body ?? '').length > 200_000) return null;
      if (failure instanceof Error && failure.name === 'TimeoutError')
        return `${line}: no answer, or no end of it`;
      const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause.message : '';
      return `${line}: no answer (${cause})`;
    }
    this.sent += 1;
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    if (own && answer.status < 300) this.succeeded.add(line);
    // A session that this very scan has ended begins anew.
    if (answer.status === 401 || operation.path.includes('sign-out')) await this.options.who.renew();
    const fault = this.judge.fault(request, answer);
    return fault === null ? null : `${line}: ${fault}`;
  }

  /** Sends requests one after the other until so many were sent; each new fault is shrunk to a small request. */
  async lane(requests: fc.Arbitrary<ScanRequest>, wanted: number, seed: number): Promise<void> {
    let left = wanted;
    for (let round = 0; left > 0; round += 1) {
      const seen = { fault: null as string | null, tries: 0 };
      const property = fc.asyncProperty(requests, async (request) => {
        if (seen.fault !== null && (seen.tries += 1) > SHRINKS) return;
        const fault = await this.faultOf(request);
        if (fault === null || (seen.fault === null ? this.known.has(fault) : fault !== seen.fault)) return;
        this.known.add(fault);
        seen.fault = fault;
        throw new Error(fault);
      });
      const { numRuns, counterexample } = await fc.check(property, {
        numRuns: left,
        seed: seed + round * 7_919,
      });
      if (seen.fault !== null && counterexample !== null)
        this.findings.push({ what: seen.fault, request: asCurl(counterexample[0]) });
      left -= Math.max(1, numRuns);
    }
  }
}

/**
 * Sends requests made from the description to the running API as one caller, and compares every answer with the
 * description. The same seed makes the same requests; what they meet depends on what was done before.
 */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const { description, material, requests, seed, lanes } = options;
  const today = new Date().toISOString().slice(0, 10);
  const sources = { schemas: description.components.schemas, material, today };
  const any = anyRequest(operationsOf(description), sources);
  const run = new Scan(options);
  const each = Math.ceil(requests / lanes);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run.lane(any, each, seed + lane * 104_729)));
  return run;
}

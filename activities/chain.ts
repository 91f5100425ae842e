import { createHash } from 'node:crypto';
import type { CaseEvent } from '../domain/events.js';

/** What the first event of a log hangs on. */
export const CHAIN_START = '0'.repeat(64);

/** An event with its place in the hash chain of its case. `body` is the event to the byte, as it was decided. */
export interface Link {
  readonly event: CaseEvent;
  readonly body: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** The hash of an event's text after the one before it (SHA-256, hex). */
export function linkHash(prevHash: string, body: string): string {
  return createHash('sha256').update(prevHash).update('\n').update(body).digest('hex');
}

/** Hangs events on the head of a log. */
export function chain(events: readonly CaseEvent[], head: string): Link[] {
  let prevHash = head;
  return events.map((event) => {
    const body = JSON.stringify(event);
    const link = { event, body, prevHash, hash: linkHash(prevHash, body) };
    prevHash = link.hash;
    return link;
  });
}

/** The hash of a row of the access log: its number is part of it. The same as in `append_case_access` (SHA-256, hex). */
export function accessHash(prevHash: string, seq: number, body: string): string {
  return linkHash(prevHash, `${seq}\n${body}`);
}

import type { Begin } from '../../api/threads/in-threads.js';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import type { Rules } from '../../domain/rules.js';
import { whatIf } from '../../domain/what-if.js';
import type { SyntheticLog } from './synthetic-logs.js';

export interface LogsQuestion {
  /** Different logs; each stands for as many cases as there are more. */
  readonly logs: readonly SyntheticLog[];
  readonly rules: Rules;
  readonly candidate: Rules;
}

/** So many cases from that log on. */
export interface LogsPiece {
  readonly from: number;
  readonly cases: number;
}

export interface LogsAnswer {
  readonly moved: number;
  readonly newlyLate: number;
  readonly extra: number;
  /** The most memory the whole process held meanwhile, in bytes. */
  readonly rss: number;
}

/** Parses, folds and asks, one log after the other; only what is counted stays. */
function overLogs({ logs, rules, candidate }: LogsQuestion, { from, cases }: LogsPiece): LogsAnswer {
  let [moved, newlyLate, extra, rss] = [0, 0, 0, 0];
  for (let n = from; n < from + cases; n += 1) {
    const log = logs[n % logs.length];
    if (!log) break;
    const events = log.lines.map((line) => JSON.parse(line) as CaseEvent);
    const state = fold(events, log.state.caseId);
    if (!state) break;
    const foreseen = whatIf({ state, rules, candidate, mode: 'recompute', now: state.lastAt });
    if (n % 1000 === 0) rss = Math.max(rss, process.memoryUsage.rss());
    if (!foreseen.ok) continue;
    if (foreseen.shift.moved.length > 0) moved += 1;
    if (foreseen.shift.newlyLate) newlyLate += 1;
    extra += foreseen.extra.reduce((sum, row) => sum + row.count, 0);
  }
  return { moved, newlyLate, extra, rss };
}

export const begin: Begin<LogsQuestion, LogsPiece, LogsAnswer> = (question) => (piece) =>
  Promise.resolve(overLogs(question, piece));

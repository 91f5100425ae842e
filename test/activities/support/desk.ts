import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createProject } from '../../../activities/project.js';
import type { SealedText } from '../../../api/commands/sealing.js';
import type { CommandData, CommandType } from '../../../domain/commands.js';
import { decide } from '../../../domain/decide.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import { asId, type CaseId } from '../../../domain/ids.js';
import type { CaseState } from '../../../domain/state.js';
import { instant, type Instant } from '../../../domain/time/instant.js';
import { nextWake, wake } from '../../../domain/wake.js';
import type { AppliedCommand, ProjectInput } from '../../../workflows/messages.js';
import { furnish, type Directory, type Name } from '../../../stories/stage/directory.js';
import { commandOf, keepInInbox } from '../../../stories/stage/inbox.js';
import { dayOf, instantOf } from '../../../stories/stage/local-time.js';
import { testStack } from '../../support/test-stack.js';

/** The database of the shared stack, in both roles that matter here. */
export interface Desk {
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly project: (input: ProjectInput) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openDesk(): Desk {
  const { databaseUrl, ownerUrl } = testStack();
  const app = new pg.Pool({ connectionString: databaseUrl, max: 6 });
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const close = async (): Promise<void> => void (await Promise.all([app.end(), owner.end()]));
  return { app, owner, project: createProject({ pool: app, mailsBorn: () => undefined }), close };
}

/** A case whose events the test decides by the core and stores by the projection when it likes. */
export class Draft {
  readonly caseId: CaseId = asId<CaseId>(randomUUID());
  readonly ref = `R-2027-${this.caseId.slice(0, 6)}`;
  readonly desk: Desk;
  readonly people: Directory;
  state: CaseState | null = null;
  now: Instant = instant(0);
  private unstored: CaseEvent[] = [];
  private outcomes: AppliedCommand[] = [];

  private constructor(desk: Desk, people: Directory) {
    this.desk = desk;
    this.people = people;
  }

  /** A school of its own and nothing decided yet, at a local time ("2027-08-16 09:00"). */
  static async at(desk: Desk, local: string, people?: Directory): Promise<Draft> {
    const draft = new Draft(desk, people ?? (await furnish(desk.owner, local.slice(0, 10))));
    draft.now = draft.instantOf(local);
    return draft;
  }

  instantOf(local: string): Instant {
    return instantOf(local);
  }

  /** Decides a command and keeps it in the inbox; its events wait to be stored. */
  async give<T extends CommandType>(
    who: Name,
    type: T,
    data: CommandData[T],
    texts: readonly SealedText[] = [],
  ): Promise<string> {
    const { caseId, people, now } = this;
    const happenedOn = dayOf(now);
    const command = commandOf(people, caseId, { who, type, data }, happenedOn);
    const { id } = command;
    const result = decide(this.state, command, people.rules, now);
    if (!result.ok) throw new Error(`refused: ${result.code}`);
    await keepInInbox(this.desk.app, people, { command, ref: this.ref, now, texts });
    this.add(result.events);
    const events = result.events.map(({ seq, type: kind }) => ({ seq, type: kind }));
    this.outcomes.push({ id, answer: { version: this.state?.version ?? 0, events } });
    return id;
  }

  /** A concern of which the curator and the teacher are the responsible persons. */
  raise({ by = 'teacher', urgent = false }: { by?: Name; urgent?: boolean } = {}): Promise<string> {
    const { person, learnerId, schoolId } = this.people;
    const what = {
      learnerId,
      schoolId,
      source: 'staff',
      topic: 'wellbeing',
      discussedWith: ['learner', 'guardian'],
    } as const;
    const responsible = { county: person('curator'), school: person('teacher') };
    return this.give(by, 'raise-concern', { ref: this.ref, urgent, ...what, responsible });
  }

  /** Lets time cause what is due until a local time. */
  passUntil(local: string): void {
    const then = this.instantOf(local);
    for (;;) {
      const at = this.state ? nextWake(this.state, this.people.rules) : null;
      if (!this.state || at === null || at > then) break;
      this.now = instant(Math.max(at, this.now));
      this.add(wake(this.state, this.now, this.people.rules));
    }
    this.now = then;
  }

  /** What is decided and not stored yet, as a run would hand it to the projection. */
  pending(): ProjectInput {
    const head = (this.unstored[0]?.seq ?? 1) - 1;
    const next = this.state ? nextWake(this.state, this.people.rules) : null;
    return {
      caseId: this.caseId,
      head,
      events: [...this.unstored],
      outcomes: [...this.outcomes],
      nextWake: next,
    };
  }

  /** Hands out what is pending, as if it had been stored. */
  take(): ProjectInput {
    const input = this.pending();
    [this.unstored, this.outcomes] = [[], []];
    return input;
  }

  async store(): Promise<ProjectInput> {
    await this.desk.project(this.pending());
    return this.take();
  }

  private add(events: readonly CaseEvent[]): void {
    this.state = fold(events, this.caseId, this.state);
    this.unstored.push(...events);
  }
}

/** How many rows of this case each table holds. */
export async function rowsOf(
  { app }: Desk,
  caseId: string,
): Promise<Record<'events' | 'views' | 'duties' | 'mails' | 'outcomes', number>> {
  const { rows } = await app.query(
    `SELECT (SELECT count(*) FROM case_event WHERE case_id = $1)::integer AS events,
            (SELECT count(*) FROM case_view WHERE case_id = $1)::integer AS views,
            (SELECT count(*) FROM case_duty WHERE case_id = $1)::integer AS duties,
            (SELECT count(*) FROM mail WHERE case_id = $1)::integer AS mails,
            (SELECT count(*) FROM command WHERE case_id = $1 AND outcome IS NOT NULL)::integer AS outcomes`,
    [caseId],
  );
  return rows[0] as Record<'events' | 'views' | 'duties' | 'mails' | 'outcomes', number>;
}

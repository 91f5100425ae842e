import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { draftVersion, publishVersion, validateVersion } from '../../api/policies/lifecycle.js';
import { instant } from '../../domain/time/instant.js';
import { calendarFiles, policyFiles } from '../../policies/registry.js';
import type { VersionKind } from '../../policies/seed.js';
import type { CalendarFile, PolicyFile } from '../../policies/shapes.js';
import { bulkWorkflowId } from '../../workflows/messages.js';
import { skipFreely } from './clock.js';
import type { School } from './directory.js';
import type { Theatre } from './theatre.js';

const SAMPLE = 'espoo-sample';

/** A version as people write it, and why it may move dates. */
export interface Draft {
  readonly content: PolicyFile | CalendarFile;
  readonly movesDatesBecause?: string;
}

/** Drafts, validates and publishes a version, as an administrator does; answers its id. */
export async function publish(pool: Pool, kind: VersionKind, draft: Draft, now: number): Promise<string> {
  const target = { kind, name: draft.content.name };
  const asking = { caller: 'story', key: null, now: instant(now) };
  const { movesDatesBecause } = draft;
  const said = { content: { ...draft.content }, ...(movesDatesBecause ? { movesDatesBecause } : {}) };
  const { id } = await draftVersion(pool, target, said, asking);
  const faults = await validateVersion(pool, target, id, asking);
  if (faults.length > 0) throw new Error(`a version with faults: ${JSON.stringify(faults)}`);
  await publishVersion(pool, target, id, asking);
  return id;
}

function sample<F extends { readonly name: string }>(files: readonly F[], name: string): F {
  const file = files.find((it) => it.name === SAMPLE);
  if (!file) throw new Error('the sample is gone');
  return { ...file, name };
}

/** The sample's policy under another name. */
export function ownPolicy(name: string): PolicyFile {
  return sample(policyFiles(), name);
}

/** The sample's calendar under another name. */
export function ownCalendar(name: string): CalendarFile {
  return sample(calendarFiles(), name);
}

/** A policy and a calendar that no other school is under: what a story changes, it changes for itself. */
export async function publishOwn(
  pool: Pool,
  now: number,
): Promise<Required<Pick<School, 'policy' | 'calendar'>>> {
  const name = `story-${randomUUID().slice(0, 8)}`;
  await publish(pool, 'policy', { content: ownPolicy(name) }, now);
  await publish(pool, 'calendar', { content: ownCalendar(name) }, now);
  return { policy: name, calendar: name };
}

/** What is rolled out over a school, and how dates move. */
export interface RollOut {
  readonly kind: VersionKind;
  readonly versionId: string;
  readonly mode: 'recompute' | 'keep' | 'earlier';
}

/** Rolls a published version out over the open cases of one school, at the story's time, and waits for the end. */
export async function rollOut(
  { owner, client, taskQueue }: Theatre,
  schoolId: string,
  { kind, versionId, mode }: RollOut,
  now: number,
): Promise<void> {
  const bulkId = randomUUID();
  await owner.query(
    `INSERT INTO bulk (id, kind, version_id, mode, school_ids, pace, state, started_at, changed_at, caller, key, body_hash)
     VALUES ($1, $2, $3, $4, ARRAY[$5::uuid], 50, 'running', $6, $6, 'story', $1, '')`,
    [bulkId, kind, versionId, mode, schoolId, new Date(now)],
  );
  // Like a case, the work begins as a child that inherits the clock of the story.
  const workflowId = `opener/${bulkId}`;
  const opening = { workflowId, taskQueue, args: [{ bulkId, at: now }] };
  const opener = await client.workflow.start('openRollOut', opening);
  await skipFreely(client, workflowId);
  await opener.result();
  await client.workflow.getHandle(bulkWorkflowId(bulkId)).result();
  const { rows } = await owner.query<{ outcome: string | null }>(
    `SELECT outcome FROM bulk_item WHERE bulk_id = $1 AND outcome IS DISTINCT FROM 'done'`,
    [bulkId],
  );
  if (rows.length > 0) throw new Error(`a case was not moved: ${rows[0]?.outcome}`);
}

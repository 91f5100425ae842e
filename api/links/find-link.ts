import type pg from 'pg';
import { noPartOf } from '../../domain/annex.js';
import { decidesAlone } from '../../domain/consent.js';
import type { ConsentItem } from '../../domain/codes.js';
import { asId, type PersonId } from '../../domain/ids.js';
import type { CaseState } from '../../domain/state.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { seeingAs, sightOfLink } from '../sight/sight.js';
import { hashOf } from './link-keys.js';
import type { SecondFactor } from './new-links.js';

/** A link with the case it asks about, as the store has them now. */
export interface FoundLink {
  readonly id: string;
  readonly personId: PersonId;
  readonly memberIds: readonly string[];
  readonly items: readonly ConsentItem[];
  readonly language: string;
  readonly madeBy: PersonId | null;
  readonly expiresOn: CivilDate;
  readonly expiresAt: Date;
  readonly stored: 'open' | 'spent' | 'replaced' | 'expired' | 'withdrawn';
  readonly answeredAt: Date | null;
  readonly secondFactor: SecondFactor;
  readonly codeHash: string | null;
  readonly codeSentAt: Date | null;
  readonly codesSent: number;
  readonly attempts: number;
  /** A newer link asks the same person about one of the same members. */
  readonly hasNewer: boolean;
  readonly isDecided: boolean;
  readonly state: CaseState | null;
  readonly school: string;
  readonly phone: string | null;
}

/**
 * What can be done with a link now: read from time, from newer links and from the case, so that opening it changes
 * nothing. `locked`: too many wrong codes. `unready`: asked for, and not stored yet.
 */
export type LinkStanding = 'open' | 'unready' | 'expired' | 'replaced' | 'locked' | 'withdrawn';

export const LINK_COLUMNS = `
  l.id, l.person_id AS "personId", l.member_ids AS "memberIds", l.items, l.language, l.made_by AS "madeBy",
  to_char(l.expires_on, 'YYYY-MM-DD') AS "expiresOn", l.expires_at AS "expiresAt", l.state AS stored,
  l.answered_at AS "answeredAt", l.second_factor AS "secondFactor", l.code_hash AS "codeHash",
  l.code_sent_at AS "codeSentAt", l.codes_sent AS "codesSent", l.attempts,
  EXISTS (SELECT FROM consent_link n JOIN command nc ON nc.id = n.command_id
          WHERE n.case_id = l.case_id AND n.person_id = l.person_id AND (n.made_at, n.id) > (l.made_at, l.id)
            AND n.member_ids && l.member_ids AND nc.outcome = 'done') AS "hasNewer",
  EXISTS (SELECT FROM command c WHERE c.id = l.command_id AND c.outcome = 'done') AS "isDecided",
  v.state, coalesce(u.name, '') AS school, p.phone`;

export const LINK_TABLES = `consent_link l
  LEFT JOIN case_view v ON v.case_id = l.case_id LEFT JOIN unit u ON u.id = v.school_id
  LEFT JOIN person p ON p.id = l.person_id`;

/**
 * Does something with the link of this secret, null when there is none: of the store its case is in sight meanwhile, and
 * nothing else. The same statements either way, so that time tells nothing.
 */
export async function withLink<T>(
  pool: pg.Pool,
  secret: string,
  act: (link: FoundLink | null) => Promise<T>,
): Promise<T> {
  const hash = hashOf(secret);
  const opened = await pool.query<{ case_id: string | null }>({
    name: 'case-of-link',
    text: 'SELECT case_of_link($1) AS case_id',
    values: [hash],
  });
  const caseId = opened.rows[0]?.case_id ?? null;
  const link = await seeingAs(sightOfLink(caseId, ''), () => findLink(pool, hash));
  return seeingAs(sightOfLink(caseId, link === null ? '' : callerOf(link)), () => act(link));
}

/** Whose commands those by this link are. */
export function callerOf({ id }: Pick<FoundLink, 'id'>): string {
  return `link:${id}`;
}

async function findLink(pool: pg.Pool, hash: string): Promise<FoundLink | null> {
  const { rows } = await pool.query<FoundLink>({
    name: 'find-consent-link',
    text: `SELECT ${LINK_COLUMNS} FROM ${LINK_TABLES} WHERE l.secret_hash = $1`,
    values: [hash],
  });
  const row = rows[0];
  return row === undefined ? null : { ...row, personId: asId<PersonId>(row.personId) };
}

/** See `LinkStanding`. What a person may not know any more is said before anything else of the link. */
export function standingOf(link: FoundLink, now: Instant): LinkStanding {
  const { state, personId, memberIds } = link;
  const isAsked = state?.members.some((m) => memberIds.includes(m.id) && m.askedOf?.includes(personId));
  if (state === null || (isAsked !== true && !link.isDecided)) return 'unready';
  const decides = personId === state.learnerId || !decidesAlone(state);
  if (state.status !== 'open' || isAsked !== true || !decides || noPartOf(state, personId) !== null)
    return 'withdrawn';
  if (link.stored === 'replaced') return 'locked';
  if (link.hasNewer) return 'replaced';
  return link.expiresAt.getTime() <= now ? 'expired' : 'open';
}

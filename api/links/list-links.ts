import { may } from '../../domain/permissions.js';
import { asId, type PersonId } from '../../domain/ids.js';
import { needing, showCase, type SeenCase } from '../cases/find-case.js';
import type { Caller } from '../auth/caller.js';
import type { ConsentLinkAnswer } from '../contracts/consent-links.js';
import type { Deps } from '../deps.js';
import { LINK_COLUMNS, LINK_TABLES, standingOf, type FoundLink } from './find-link.js';
import { linkKeys } from './link-keys.js';

interface Row extends FoundLink {
  readonly channel: ConsentLinkAnswer['channel'];
  readonly madeAt: Date;
}

/** `GET /api/v1/cases/{id}/consent-links`: for those who see the consents; codes for those who may ask. */
export function listLinks(
  deps: Deps,
  caller: Caller,
  idOrRef: string,
): Promise<{ items: ConsentLinkAnswer[] }> {
  const via = 'GET /api/v1/cases/{id}/consent-links';
  const how = { idOrRef, shows: needing('consents'), kind: 'read', via } as const;
  return showCase(deps, caller, how, (seen) => linksOf(deps, seen));
}

async function linksOf(deps: Deps, seen: SeenCase): Promise<{ items: ConsentLinkAnswer[] }> {
  const { rows } = await deps.pool.query<Row>({
    name: 'list-consent-links',
    text: `SELECT ${LINK_COLUMNS}, l.channel, l.made_at AS "madeAt" FROM ${LINK_TABLES}
           WHERE l.case_id = $1 ORDER BY l.made_at DESC, l.id LIMIT 200`,
    values: [seen.state.caseId],
  });
  const mayAsk = may(seen.actor, 'request-consent', seen.state).ok;
  return {
    items: rows.map((row) => present(deps, { ...row, personId: asId<PersonId>(row.personId) }, mayAsk)),
  };
}

function present(deps: Deps, link: Row, mayAsk: boolean): ConsentLinkAnswer {
  const standing = standingOf(link, deps.now());
  const isTold = mayAsk && standing === 'open' && link.secondFactor === 'staff-code';
  return {
    ...{ id: link.id, personId: link.personId, memberIds: [...link.memberIds], channel: link.channel },
    ...{ language: link.language, madeAt: link.madeAt.toISOString(), answerBy: link.expiresOn },
    state: standing === 'open' && link.stored === 'spent' ? 'answered' : standing,
    answeredAt: link.answeredAt?.toISOString() ?? null,
    secondFactor: link.secondFactor,
    ...(isTold ? { code: linkKeys(deps.settings.sessionSecret).staffCodeOf(link.id) } : {}),
  };
}
